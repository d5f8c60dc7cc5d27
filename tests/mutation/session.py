"""One pytest session in which every mutant has a process of its own.

All tests are read and the database is made once. For each mutant the session forks: the
child changes the code, takes a copy of the empty database, runs the tests of the target
and stops at the first that fails. What is read while modules are imported (tables of roles,
decorators) is changed in a new Python instead.
"""

import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from django.db import connection

from tests.mutation.mutant import ROOT, Mutant

SECONDS = 300  # a mutant that runs for ever is dead after these
# A test with a database, and one in another folder: running the first makes the database.
FIRST = "tests/agencies/place/test_access.py"
ELSEWHERE = "tests/tenancy/test_table.py"
OPTIONS = ["-qq", "-n0", "-pno:cacheprovider", "--no-summary"]

Results = Callable[[Iterator[str]], None]


class Forks:
    """The plugin that runs mutants where pytest would run tests.

    `take` gets the name of the first failing test of each mutant, in their order: empty
    where none fails. The first is of the product without any change.
    """

    def __init__(self, mutants: Sequence[Mutant], folder: Path, workers: int, take: Results):
        self.mutants, self.folder, self.workers, self.take = mutants, folder, workers, take
        self.empty = folder / "empty.sqlite3"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Called by pytest once all tests are read."""
        (first, *_) = _of(session.items, FIRST)
        for report in runtestprotocol(first, nextitem=_of(session.items, ELSEWHERE)[0], log=False):
            assert not report.failed, report.longreprtext
        connection.close()
        shutil.copy(connection.settings_dict["NAME"], self.empty)
        everything = [item for item in session.items if not item.nodeid.startswith(ELSEWHERE)]
        jobs = [lambda: self._run(everything)]
        jobs += [lambda m=m: self._judge(session, m) for m in self.mutants]
        self.take(in_children(jobs, self.workers))
        return True

    def _judge(self, session: pytest.Session, mutant: Mutant) -> str:
        if mutant.needs_import:
            return self._in_a_new_python(mutant)
        mutant.put_in_place()
        return self._run([i for test in mutant.target.tests for i in _of(session.items, test)])

    def _run(self, items: Sequence[pytest.Item]) -> str:
        """The first of the tests that fails, on a database of this process's own."""
        connection.settings_dict["NAME"] = str(self._database())
        for item, after in zip(items, [*items[1:], items[0]], strict=True):
            for report in runtestprotocol(item, nextitem=after, log=False):
                if report.failed:
                    return item.nodeid
        return ""

    def _in_a_new_python(self, mutant: Mutant) -> str:
        command = [sys.executable, "-m", "tests.mutation.fresh", mutant.target.path]
        environment = {**os.environ, "MUTATION_DATABASE": str(self._database())}
        done = subprocess.run(
            [*command, str(mutant.number)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        last = done.stdout.strip().rpartition("\n")[2]
        if done.returncode == 0 and not last.startswith("@@"):
            raise RuntimeError(done.stdout + done.stderr)
        return last.removeprefix("@@").strip() if done.returncode == 0 else "the start of it"

    def _database(self) -> Path:
        return Path(shutil.copy(self.empty, self.folder / f"{os.getpid()}.sqlite3"))


def _of(items: Sequence[pytest.Item], test: str) -> list[pytest.Item]:
    return [item for item in items if item.nodeid.startswith(test)]


def in_children(jobs: Sequence[Callable[[], str]], workers: int) -> Iterator[str]:
    """What each of the jobs returns, in their order; each runs in a process of its own."""
    results: dict[int, str] = {}
    running: dict[int, tuple[int, int]] = {}  # by the pipe: the job and its process
    started = 0
    for wanted in range(len(jobs)):
        while wanted not in results:
            while started < len(jobs) and len(running) < workers:
                pipe, process = _start(jobs[started])
                running[pipe] = (started, process)
                started += 1
            for pipe in select.select(list(running), [], [])[0]:
                job, process = running.pop(pipe)
                results[job] = _end(pipe, process)
        yield results.pop(wanted)


def _start(job: Callable[[], str]) -> tuple[int, int]:
    """A pipe from which the result can be read, and the process that writes it."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return reading, process
    signal.alarm(SECONDS)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        said = f"={job()}"
    except BaseException as problem:  # a child never returns into the parent's code
        said = f"={type(problem).__name__}: {problem}"
    os.write(writing, said.encode()[:4000])
    os._exit(0)


def _end(pipe: int, process: int) -> str:
    with os.fdopen(pipe, "rb") as lines:
        said = lines.read().decode(errors="replace")
    os.waitpid(process, 0)
    return said.removeprefix("=") if said else f"the clock, after {SECONDS} seconds"


def run(mutants: Sequence[Mutant], folder: Path, workers: int, take: Results) -> int:
    """Run every mutant; `take` gets what became of them. Returns pytest's exit code."""
    tests = dict.fromkeys(test for mutant in mutants for test in mutant.target.tests)
    forks = Forks(mutants, folder, workers, take)
    return int(pytest.main([*OPTIONS, FIRST, ELSEWHERE, *tests], plugins=[forks]))
