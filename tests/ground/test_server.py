"""script/server runs web and worker together, and leaves nothing running."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .site import PATIENCE, ROOT, Site, alive, until

QUEUE_A_MAIL = """
from s11portal.common import mail
mail.queue_text(key="test", to="a@example.org", subject="Good morning", body="Hello")
"""


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
