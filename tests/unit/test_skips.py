from __future__ import annotations

import pytest
from skips import EXPECTED, Skip, SkipReport, expectations, is_expected


def test_skips_expectation_needs_node_and_reason_both() -> None:
    expected = expectations("# why\n\ntests/unit/test_a.py::* | no *\n")
    assert expected == [("tests/unit/test_a.py::*", "no *")]
    assert is_expected(Skip(node="tests/unit/test_a.py::test_x", reason="no network"), expected)
    assert not is_expected(Skip(node="tests/unit/test_b.py::test_x", reason="no network"), expected)
    assert not is_expected(Skip(node="tests/unit/test_a.py::test_x", reason="flaky"), expected)


def test_skips_list_of_the_repository_allows_no_blanket_skip() -> None:
    expected = expectations(EXPECTED.read_text(encoding="utf-8"))
    assert all(reason.strip("*") for _, reason in expected)
    assert not is_expected(Skip(node="tests/test_browser.py::test_x", reason="chromium is missing"), expected)


@pytest.mark.parametrize(("strict", "status"), [(True, pytest.ExitCode.TESTS_FAILED), (False, pytest.ExitCode.OK)])
def test_skips_unexpected_one_fails_a_strict_run(strict: bool, status: pytest.ExitCode) -> None:
    report = SkipReport(strict=strict)
    report.skips.append(Skip(node="tests/test_x.py::test_x", reason="not today"))

    class Session:
        exitstatus: int = pytest.ExitCode.OK

    session = Session()
    report.pytest_sessionfinish(session)  # type: ignore[arg-type]
    assert session.exitstatus == status
