"""The product as it is run, in processes of its own, for tests that talk with it."""

import contextlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds; machines that test are busy


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


def read_answer(line: socket.socket) -> tuple[int, str]:
    """Status and page of an answer after which the connection is closed."""
    answer = b""
    while part := line.recv(65536):
        answer += part
    first, _, page = answer.partition(b"\r\n\r\n")
    return int(first.split()[1]), page.decode()


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

    def answers(self) -> bool:
        """Whether the pages are there."""
        try:
            return bool(self.ready())
        except OSError:
            return False

    def manage(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True
        )

    def stop_at_once(self) -> None:
        """Ask twice: nothing is waited for."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        self.process.terminate()
        self.process.wait(PATIENCE)

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
        return sorted(pid for pid in mine if word in commands[pid])


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(state.stdout) and not state.stdout.startswith("Z")


MAKES_A_MANAGER = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.factories.agencies import PartnershipFactory, person_at
partnership = PartnershipFactory()
manager = person_at(partnership, "manager")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(manager.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = manager.get_session_auth_hash()
session.save()
print(json.dumps([f"/p/{partnership.slug}/", session.session_key]))
"""


class WebServer:
    """gunicorn as it is run, alone, with a database of its own and a manager signed in."""

    def __init__(self, data: Path, configuration: str = "s11portal.gunicorn_conf") -> None:
        self.data = data
        self.port = free_port()
        self.log = data / "web.txt"
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "S11_DATA_DIR": str(data),
            "DJANGO_SETTINGS_MODULE": "s11portal.settings.dev",
            "S11_DEMONSTRATION": "false",
            "WEB_BIND": f"127.0.0.1:{self.port}",
        }
        if not (data / "manager.json").exists():
            self._prepare()
        self.place, self.session = json.loads((data / "manager.json").read_text())
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", f"python:{configuration}",
             "--log-level", "warning", "s11portal.wsgi:application"],
            cwd=ROOT, env=self.environment, stdout=self.log.open("w"), stderr=subprocess.STDOUT,
        )  # fmt: skip
        until(lambda: self.lives() or self.process.poll(), "the web server")
        assert self.process.poll() is None, self.log.read_text()

    @classmethod
    def beside(cls, site: Site) -> "WebServer":
        """The web server of a site that runs, with a manager signed in."""
        web = cls.__new__(cls)
        web.data, web.port, web.environment = site.data, site.port, site.environment
        said = web._python("manage.py", "shell", "-v0", "-c", MAKES_A_MANAGER)
        web.place, web.session = json.loads(said.splitlines()[-1])
        return web

    def _prepare(self) -> None:
        self._python("manage.py", "migrate", "--verbosity=0")
        self._python("manage.py", "createcachetable")
        self._python("manage.py", "collectstatic", "--noinput", "--verbosity=0")
        said = self._python("manage.py", "shell", "-v0", "-c", MAKES_A_MANAGER)
        (self.data / "manager.json").write_text(said.splitlines()[-1])

    def _python(self, *command: str) -> str:
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    def lives(self, timeout: float = 5.0) -> bool:
        """Whether /healthz answers."""
        try:
            address = f"http://127.0.0.1:{self.port}/healthz"
            with urllib.request.urlopen(address, timeout=timeout) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def line(self) -> socket.socket:
        """A new connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def head(self, method: str, path: str, *more: str) -> bytes:
        """The first lines of a request of the manager."""
        return "\r\n".join(
            [
                f"{method} {self.place}{path} HTTP/1.1",
                f"Host: 127.0.0.1:{self.port}",
                f"Cookie: sessionid={self.session}; csrftoken={'a' * 32}",
                f"Referer: https://127.0.0.1:{self.port}/",
                "Connection: close",
                *more,
                "\r\n",
            ]
        ).encode()

    def ask(self, request: bytes, *, ends: bool = False) -> tuple[int, str]:
        """Status and page of one request; with `ends`, nothing more is sent after it."""
        with self.line() as line:
            line.sendall(request)
            if ends:
                line.shutdown(socket.SHUT_WR)
            return read_answer(line)

    def stored(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database has."""
        with sqlite3.connect(self.data / "s11portal.sqlite3", timeout=20) as database:
            return database.execute(sql).fetchall()

    def stop(self) -> None:
        """End it with all its processes."""
        self.process.terminate()
        self.process.wait(PATIENCE)
