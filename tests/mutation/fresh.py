"""Runs the tests of one mutant in a new Python: python -m tests.mutation.fresh FILE NUMBER.

Prints as its last line the first test that fails, after two signs; nothing when none does.
"""

import sys

import pytest

from tests.mutation.mutant import mutants_of
from tests.mutation.target import TARGETS

OPTIONS = ["-x", "-q", "-n0", "-pno:cacheprovider", "--reuse-db", "--tb=no"]


class FirstFailure:
    """Remembers which test failed first."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest after each step of a test."""
        if report.failed and not self.name:
            self.name = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Called by pytest for each file it has read."""
        if report.failed and not self.name:
            self.name = f"reading {report.nodeid}"


def main(path: str, number: int) -> str:
    """The first test that fails; empty when all passed."""
    target = next(target for target in TARGETS if target.path == path)
    mutants_of(target)[number].await_import()
    first = FirstFailure()
    code = pytest.main([*OPTIONS, *target.tests], plugins=[first])
    return first.name or ("" if code == pytest.ExitCode.OK else f"pytest, with {code!r}")


if __name__ == "__main__":
    print(f"\n@@{main(sys.argv[1], int(sys.argv[2]))}")
