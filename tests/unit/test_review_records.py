"""Small parts of the review server: cursors, ids, names, settings."""

from __future__ import annotations

import uuid
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CallError
from review_api import cursor
from review_api.identity import new_id, suggestion_id
from review_api.settings import Settings, is_loopback, settings_from_environment
from review_api.upload import safe_name, unused_name


@given(key=st.text(), number=st.integers(-(2**63) + 1, 2**63 - 1), score=st.floats(allow_nan=False))
def test_cursor_round_trip(key: str, number: int, score: float) -> None:
    if "\\ud" in ascii(key):
        return
    made = cursor.encode("list", [key, number, score])
    assert cursor.decode(made, "list", (str, int, float)) == (key, number, score)


@given(text=st.text(max_size=60))
def test_cursor_anything_else_is_refused(text: str) -> None:
    with pytest.raises(CallError, match="request_invalid"):
        cursor.decode(text, "list", (str,))


@pytest.mark.parametrize("keys", [[True], [2**63], ["x"], [1.0], [1, 2], []])
def test_cursor_wrong_keys_are_refused(keys: list[Any]) -> None:
    with pytest.raises(CallError, match="request_invalid"):
        cursor.decode(cursor.encode("list", keys), "list", (int,))


def test_identity_ids_are_version_7_and_sort_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([1_000_000_000_000_000_000, 1_000_000_000_002_000_000, 1_900_000_000_000_000_000])
    monkeypatch.setattr("time.time_ns", lambda: next(moments))
    made = [new_id() for _ in range(3)]
    assert made == sorted(made)
    for text in made:
        found = uuid.UUID(text)
        assert (found.version, found.variant) == (7, uuid.RFC_4122)
    assert uuid.UUID(made[0]).int >> 80 == 1_000_000_000_000


def test_identity_suggestion_id_is_a_hash_of_its_content() -> None:
    parts = {"pack": "p", "passage": "q", "framework": "rra-2", "criterion": "5"}
    first = suggestion_id(**parts)
    assert len(first) == 64
    assert first == suggestion_id(**parts)
    others = {suggestion_id(**{**parts, name: "other"}) for name in parts}
    assert len(others | {first}) == 5


@given(sent=st.text())
def test_upload_safe_names_never_leave_their_folder(sent: str) -> None:
    name = safe_name(sent)
    path = PurePosixPath(name)
    assert name
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert "\\" not in name
    assert ":" not in name
    assert all(len(part.encode()) <= 200 for part in path.parts)
    name.encode()


def test_upload_long_names_keep_their_suffix() -> None:
    assert safe_name("x" * 500 + ".pdf").endswith("x.pdf")


@given(names=st.lists(st.sampled_from(["a", "A", "a/b", "a/b/c", "b.pdf", "B.pdf", "a_b"]), max_size=8))
def test_upload_names_of_a_pack_can_lie_side_by_side(names: list[str]) -> None:
    taken: set[str] = set()
    given_names = [unused_name(name, taken).casefold() for name in names]
    assert len(set(given_names)) == len(names)
    for name in given_names:
        folders = {str(folder) for folder in PurePosixPath(name).parents} - {"."}
        assert not folders & set(given_names)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LocalHost."])
def test_settings_loopback_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "localhost.example", "", "127.0.0.1.example"])
def test_settings_other_names(host: str) -> None:
    assert not is_loopback(host)


def test_settings_come_from_the_environment() -> None:
    found = settings_from_environment(
        {
            "ASSAY_DATA_DIR": "/srv/assay",
            "ASSAY_HOST": "0.0.0.0",
            "ASSAY_PORT": "9000",
            "ASSAY_REVIEWER": "Ana",
            "ASSAY_MAX_FILE_BYTES": "10",
            "ASSAY_MAX_PACK_BYTES": "20",
            "ASSAY_MAX_FILES": "3",
            "ASSAY_DATABASE_URL": "postgresql://db/assay",
            "ASSAY_WORKERS": "4",
        }
    )
    assert found.data_dir == Path("/srv/assay")
    assert (found.host, found.port, found.reviewer, found.workers) == ("0.0.0.0", 9000, "Ana", 4)
    assert (found.limits.max_file_bytes, found.limits.max_pack_bytes, found.limits.max_files) == (10, 20, 3)
    assert found.url == "postgresql://db/assay"
    assert not found.listens_on_loopback
    default = settings_from_environment({})
    assert default.url.startswith("sqlite:///")
    assert default.listens_on_loopback
    assert default.reviewer


@pytest.mark.parametrize(
    "environment",
    [{"ASSAY_PORT": "x"}, {"ASSAY_PORT": "70000"}, {"ASSAY_WORKERS": "0"}, {"ASSAY_WORKERS": "-1"}],
)
def test_settings_that_cannot_be_used_are_refused(environment: dict[str, str]) -> None:
    with pytest.raises(CallError, match="setting_invalid"):
        settings_from_environment(environment)


def test_settings_reviewer_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="setting_invalid"):
        Settings(data_dir=tmp_path, reviewer=" ")
