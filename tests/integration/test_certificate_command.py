"""``assay certificate``: one object a file, in the documented form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from certificate_drawing import Drawn, draw, drawings
from commands import Ran, run_here

Certificate = Callable[..., Ran]
DRAWN = {drawn.name: drawn for drawn in drawings()}
KEYS = {
    "standard",
    "edition",
    "holder",
    "number",
    "issuer",
    "accreditation",
    "issue_date",
    "expiry_date",
    "scope",
    "sites",
}


@pytest.fixture
def certificate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Certificate:
    return lambda *words: run_here(["certificate", *map(str, words), "--ocr", "off"], capsys, monkeypatch)


def _drawn(folder: Path, name: str) -> Path:
    drawn: Drawn = DRAWN[name]
    return draw(folder / f"{name.replace(' ', '-')}.pdf", drawn)


def _objects(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def test_certificate_command_prints_one_object_a_file(certificate: Certificate, tmp_path: Path) -> None:
    paths = [_drawn(tmp_path, name) for name in ("english centred", "ce mark", "three standards")]
    ran = certificate(*paths, "--json", "--as-of", "2026-11-22")
    assert ran.code == 0
    first, second, third = _objects(ran)
    assert first["file"].endswith("english-centred.pdf")
    assert (first["is_certificate"], second["is_certificate"], third["is_certificate"]) == (True, False, True)
    assert second["certificates"] == []
    assert second["kind"] == "product"
    (found,) = first["certificates"]
    assert set(found) >= KEYS
    assert (found["standard"], found["edition"]) == ("ISO 14001:2015", "2015")
    assert (found["issue_date"], found["expiry_date"]) == ("2024-05-02", "2027-05-01")
    assert found["status_on"] == {"date": "2026-11-22", "status": "valid"}
    assert found["warnings"] == []
    number = found["fields"]["number"]
    assert (number["text"], number["page"]) == ("NCB-EMS-10442", 1)
    assert len(number["box"]) == 4
    assert [entry["standard"] for entry in third["certificates"]] == [
        "ISO 9001:2015",
        "ISO 14001:2015",
        "ISO 45001:2018",
    ]


@pytest.mark.parametrize(
    ("day", "status"),
    [("2024-05-01", "not_yet_valid"), ("2024-05-02", "valid"), ("2027-05-01", "valid"), ("2027-05-02", "expired")],
)
def test_certificate_command_the_first_and_the_last_day_count(
    certificate: Certificate, tmp_path: Path, day: str, status: str
) -> None:
    ran = certificate(_drawn(tmp_path, "english centred"), "--json", "--as-of", day)
    (found,) = _objects(ran)[0]["certificates"]
    assert found["status_on"] == {"date": day, "status": status}


@pytest.mark.parametrize(
    ("asked", "warnings"),
    [
        (("--holder", "Andes Smelting Ltd", "--site", "Foundry Road 14, Port Talbury", "--metal", "copper"), set()),
        (("--holder", "Other Smelting Ltd"), {"holder_differs"}),
        (("--site", "99 Harbour Way, Cardiff"), {"site_not_covered"}),
        (("--metal", "zinc"), {"metal_not_in_scope"}),
    ],
)
def test_certificate_command_warns_of_what_was_asked_for(
    certificate: Certificate, tmp_path: Path, asked: tuple[str, ...], warnings: set[str]
) -> None:
    ran = certificate(_drawn(tmp_path, "english centred"), "--json", *asked)
    (found,) = _objects(ran)[0]["certificates"]
    assert set(found["warnings"]) == warnings


def test_certificate_command_an_edition_is_superseded_from_its_last_day_on(
    certificate: Certificate, tmp_path: Path
) -> None:
    drawn = DRAWN["english centred"]
    page = [piece._replace(text=piece.text.replace("14001:2015", "14001:2004")) for piece in drawn.pages[0]]
    path = draw(tmp_path / "old.pdf", Drawn(name="old", pages=(tuple(page),)))
    (found,) = _objects(certificate(path, "--json", "--as-of", "2026-11-22"))[0]["certificates"]
    assert found["standard"] == "ISO 14001:2004"
    assert "edition_superseded" in found["warnings"]


def test_certificate_command_without_json_prints_a_table(certificate: Certificate, tmp_path: Path) -> None:
    ran = certificate(_drawn(tmp_path, "table form"), "--as-of", "2026-11-22")
    assert ran.code == 0
    assert "ET-OHS-0077" in ran.out


@pytest.mark.parametrize(("option", "value"), [("--as-of", "22.11.2026"), ("--metal", "unobtainium")])
def test_certificate_command_refuses_a_value_that_cannot_be_used(
    certificate: Certificate, tmp_path: Path, option: str, value: str
) -> None:
    ran = certificate(_drawn(tmp_path, "table form"), option, value)
    assert ran.code == 2
    assert "setting_invalid" in ran.err
    assert value in ran.err
