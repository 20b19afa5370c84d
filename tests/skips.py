"""Skipped tests are told by reason; with ``--strict-skips`` one that is not expected fails the run.

tests/expected-skips.txt has one expectation a line: a pattern of node ids, `` | ``, a pattern of reasons.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

EXPECTED = Path(__file__).parent / "expected-skips.txt"


@dataclass(frozen=True, kw_only=True, slots=True)
class Skip:
    """A test, or a whole module, that was not run."""

    node: str
    reason: str


def expectations(text: str) -> list[tuple[str, str]]:
    """The pairs of patterns in the text of a list; empty lines and comments do not count."""
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.partition(" | ") for line in lines if line and not line.startswith("#")]
    return [(node.strip(), reason.strip()) for node, _, reason in pairs]


def is_expected(skip: Skip, expected: list[tuple[str, str]]) -> bool:
    """Whether some line of the list has patterns that fit node id and reason both."""
    return any(fnmatchcase(skip.node, node) and fnmatchcase(skip.reason, reason) for node, reason in expected)


class SkipReport:
    """Collects skips while the tests run and judges them at the end."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.skips: list[Skip] = []

    def unexpected(self) -> list[Skip]:
        """The skips that no line of the list allows."""
        expected = expectations(EXPECTED.read_text(encoding="utf-8"))
        return [skip for skip in self.skips if not is_expected(skip, expected)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._take(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._take(report)

    def _take(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        # An expected failure counts as skipped too, but it did run.
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self.skips.append(Skip(node=report.nodeid, reason=reason.removeprefix("Skipped: ")))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.strict and self.unexpected() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        by_reason: defaultdict[str, list[str]] = defaultdict(list)
        for skip in self.skips:
            by_reason[skip.reason].append(skip.node)
        if by_reason:
            terminalreporter.section("skipped tests by reason")
        for reason, nodes in sorted(by_reason.items()):
            terminalreporter.line(f"{len(nodes)} skipped: {reason}")
            for node in sorted(nodes):
                terminalreporter.line(f"    {node}")
        if self.strict and (unexpected := self.unexpected()):
            terminalreporter.section("skips that tests/expected-skips.txt does not allow", red=True)
            for skip in unexpected:
                terminalreporter.line(f"{skip.node} | {skip.reason}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--strict-skips",
        action="store_true",
        help="Fail when a test is skipped that tests/expected-skips.txt does not allow.",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(SkipReport(strict=config.getoption("--strict-skips")), "skip-report")
