"""script/server runs web and worker together, and leaves nothing running."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds; machines that test are busy

QUEUE_A_MAIL = """
from s11portal.common import mail
mail.queue_text(key="test", to="a@example.org", subject="Good morning", body="Hello")
"""


def until(what: Callable[[], Any], wanted: str) -> Any:
    """Ask again and again until `what()` is true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := what():
            return answer
        time.sleep(0.1)
    pytest.fail(f"Waited {PATIENCE} seconds for {wanted}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A running script/server with data of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.log = data / "output.txt"
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "S11_DATA_DIR": str(data),
            "S11_DEMONSTRATION": "false",
            # The site has a database of its own, but the broker the tests were given.
            "REDIS_URL": settings.REDIS_URL,
        }
        self.process = subprocess.Popen(
            [sys.executable, "script/run_together.py", "--port", str(self.port), "--no-demo"],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def said(self) -> str:
        return self.log.read_text()

    def wait_until_up(self) -> None:
        until(lambda: "S11 Portal is at" in self.said() or self.process.poll(), "the site")
        assert self.process.poll() is None, self.said()

    def ready(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as answer:
            return dict(json.load(answer))

    def manage(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True
        )

    def mail_states(self) -> list[str]:
        with sqlite3.connect(self.data / "s11portal.sqlite3", timeout=20) as database:
            return [state for (state,) in database.execute("SELECT state FROM common_outgoingmail")]

    def children(self, word: str = "") -> list[int]:
        """The processes of this site besides the first, those with `word` in the command."""
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid=,args=", "-ww"], capture_output=True, text=True, check=True
        ).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()]
        mine = {self.process.pid}
        # A child is listed after its parent often, not always: go on while more are found.
        while more := {int(pid) for pid, parent, _ in rows if int(parent) in mine} - mine:
            mine |= more
        commands = {int(pid): args for pid, _, args in rows}
        mine.discard(self.process.pid)
        return [pid for pid in mine if word in commands[pid]]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(state.stdout) and not state.stdout.startswith("Z")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty for the first site, which makes the tables; the next find what it left."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def site(data: Path) -> Iterator[Site]:
    started = Site(data)
    yield started
    if started.process.poll() is None:
        started.process.terminate()
    started.process.wait(PATIENCE)


def test_the_worker_does_what_it_is_given_and_stopping_leaves_no_process(site):
    site.wait_until_up()
    assert site.ready() == {"ready": True, "database": "ok", "storage": "ok", "broker": "ok"}
    site.manage("shell", "-v0", "-c", QUEUE_A_MAIL)
    until(lambda: site.mail_states() == ["sent"], "the worker to send a mail")
    assert list(site.data.glob("celerybeat-schedule*")), "the timetable is kept with the data"

    children = site.children()
    assert len(children) >= 4  # gunicorn and its processes, celery and its timetable, the keeper
    site.process.terminate()
    assert site.process.wait(PATIENCE) == 0
    until(lambda: not any(map(alive, children)), "the children to end")


def test_killing_it_leaves_no_process(site):
    site.wait_until_up()
    children = site.children()
    site.process.kill()
    site.process.wait(PATIENCE)
    until(lambda: not any(map(alive, children)), "the children to end")


def test_when_one_dies_the_other_is_stopped_and_it_says_so(site):
    site.wait_until_up()
    children = site.children()
    os.kill(min(site.children("celery")), signal.SIGKILL)
    assert site.process.wait(PATIENCE) == 1
    assert "The worker ended by itself" in site.said()
    until(lambda: not any(map(alive, children)), "the children to end")


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "script/run_together.py", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "S11_DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert f"port {port} on 127.0.0.1 cannot be used" in result.stderr
    assert "--port" in result.stderr
