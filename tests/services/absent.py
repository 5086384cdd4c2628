"""What a test does when something it needs beside Python packages is not on this machine.

The test is skipped by name and says why. The reasons are told again at the end of the run, and where
`CI=true` they fail it: a green run there has left nothing out.
"""

import os
from typing import NoReturn

import pytest

SIGN = "not on this machine: "


class Absent(Exception):  # noqa: N818 - it is a state of the machine, nobody's error
    """Something that tests need cannot be had; the text says what and why."""


def skip(why: object) -> NoReturn:
    """Skip the running test because of what this machine lacks."""
    pytest.skip(f"{SIGN}{why}")


class Reasons:
    """A pytest plugin that gathers those skips, tells them and lets them fail a run in CI."""

    def __init__(self) -> None:
        self.skipped: list[tuple[str, str]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        where = report.longrepr
        if report.skipped and isinstance(where, tuple) and SIGN in where[2]:
            self.skipped.append((report.nodeid, where[2].partition(SIGN)[2]))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.skipped:
            terminalreporter.section("skipped for want of something on this machine", red=in_ci(), yellow=True)
            for name, why in sorted(self.skipped):
                terminalreporter.line(f"{name}: {why}")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and in_ci() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def in_ci() -> bool:
    """Say whether a skip of this kind fails the run."""
    return os.environ.get("CI", "").lower() in {"true", "1"}
