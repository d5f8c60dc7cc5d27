"""Every PDF that the tests make is kept, and asked at the end whether it is PDF/UA-1.

Where Java is not to be had the run says so, and that nothing was checked.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pdf_ua import PACKAGES, missing, problems_of

FOLDER = "S11_TEST_DOCUMENTS"  # set by the first process, inherited by those of xdist
_said: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """One folder for all processes of this run."""
    if _is_first(config):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="s11-documents-")


@pytest.fixture(scope="session", autouse=True)
def _documents_are_kept() -> Iterator[None]:
    """What is drawn in this process goes into the folder, one file for each content."""
    from reports.output.pdf import process

    drawing, folder = process.render, Path(os.environ[FOLDER])

    def render(*args: Any, **kwargs: Any) -> process.Rendered:
        drawn = drawing(*args, **kwargs)
        (folder / f"{hashlib.sha256(drawn.pdf).hexdigest()[:16]}.pdf").write_bytes(drawn.pdf)
        return drawn

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "render", render)
        yield


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Ask once, when every process has drawn what it draws."""
    if not _is_first(session.config):
        return
    folder = Path(os.environ.pop(FOLDER))
    documents = sorted(folder.glob("*.pdf"))
    if documents:
        problems = _check(documents)
        if problems:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if not _said or not problems:
        shutil.rmtree(folder, ignore_errors=True)


def _check(documents: list[Path]) -> bool:
    """Say what is found; whether a document is not what it says it is."""
    if lacking := missing():
        _said.append(f"PDF/UA-1 was NOT CHECKED on {len(documents)} documents: no {lacking}.")
        _said.append(f"Debian's packages for it: {PACKAGES}")
        return False
    found = problems_of(documents)
    broken = {path: rules for path, rules in found.items() if rules}
    _said.append(f"{len(documents) - len(broken)} of {len(documents)} documents are PDF/UA-1.")
    for path, rules in broken.items():
        _said.extend([f"NOT PDF/UA-1: {path}", *(f"  {rule}" for rule in rules)])
    return bool(broken)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The answer, where people look for what failed."""
    if _said:
        terminalreporter.section("PDF/UA-1 of the documents made (veraPDF)")
        for line in _said:
            terminalreporter.line(line)


def _is_first(config: pytest.Config) -> bool:
    """Whether this process collects, rather than being one of xdist's."""
    return not hasattr(config, "workerinput")
