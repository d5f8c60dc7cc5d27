"""script/server runs everything together, starts again what ends, and leaves nothing running."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from .site import PATIENCE, ROOT, Site, alive, until

# The parts that Celery runs, and a word of the command of each.
CELERY = {
    "worker for short jobs": "queues=urgent,short",
    "worker for long jobs": "queues=long",
    "timetable": " beat ",
}
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
    assert len(children) >= 7  # gunicorn and its processes, two workers, timetable and keeper
    site.process.terminate()
    assert site.process.wait(PATIENCE) == 0
    until(lambda: not any(map(alive, children)), "the children to end")


def test_killing_it_leaves_no_process(site):
    site.wait_until_up()
    children = site.children()
    site.process.kill()
    site.process.wait(PATIENCE)
    until(lambda: not any(map(alive, children)), "the children to end")


def test_a_part_that_dies_is_started_again_with_no_orphans_and_the_pages_stay_up(site):
    site.wait_until_up()
    web = site.children("gunicorn")
    for name, word in CELERY.items():
        before = site.children(word)
        os.kill(min(before), signal.SIGKILL)
        until(lambda name=name: f"The {name} ended (killed by signal 9)" in site.said(), name)
        until(lambda before=before, word=word: set(site.children(word)) - set(before), name)
        assert not any(map(alive, before))
    assert site.ready()["ready"]
    assert all(map(alive, web)), "the web server was let alone"
    site.manage("shell", "-v0", "-c", QUEUE_A_MAIL.replace('"test"', '"after"'))
    until(lambda: set(site.mail_states()) == {"sent"}, "the new worker to send a mail")
    until(lambda: len(site.children("celery")) == 3, "as many as before")

    os.kill(min(web), signal.SIGKILL)
    until(lambda: "The web server ended" in site.said() and site.answers(), "the web server")
    assert not any(map(alive, web))


@pytest.mark.skipif(bool(settings.REDIS_URL), reason="there are no files in Redis")
def test_an_empty_file_in_the_queue_is_noticed_by_nobody(site):
    site.wait_until_up()
    before = site.children()
    for queue in ("short", "long", "celery"):
        (site.data / "queue" / "messages" / f"0_x.{queue}.msg").touch()
    broken = site.data / "queue" / "broken"
    until(lambda: len(list(broken.glob("*.msg"))) == 2, "the files to be set aside")
    site.manage("shell", "-v0", "-c", QUEUE_A_MAIL.replace('"test"', '"empty file"'))
    until(lambda: set(site.mail_states()) == {"sent"}, "the worker to send a mail")
    assert site.children() == before
    assert "set aside" in site.said()


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
