"""The child that draws: held by limits, gone with its parent."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reports.output.pdf import process
from tests.reports.pdf import Pdf

PAGE = (
    "<!doctype html><html lang='en-GB'><head><title>A page</title>"
    "<link rel='stylesheet' href='document.css'></head><body><h1>Heading</h1>{}</body></html>"
)
# More than any worker draws in the time a test waits.
SLOW = "<table>" + "<tr><td>cell</td><td>cell</td></tr>" * 60_000 + "</table>"


def test_what_a_text_names_elsewhere_is_not_loaded(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">secret</text></svg>')
    html = PAGE.format(f"<img src='{secret.as_uri()}' alt='picture'><p>Text</p>")
    assert "secret" not in Pdf(process.render(html, identifier=b"x").pdf).bare


def test_a_page_that_takes_too_long_is_given_up():
    with pytest.raises(process.RenderingFailed, match="took too long"):
        process.render(PAGE.format(SLOW), identifier=b"x", wall_seconds=1)


def test_processor_time_has_a_limit():
    with pytest.raises(process.RenderingFailed, match="exit -"):
        process.render(PAGE.format(SLOW), identifier=b"x", cpu_seconds=1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_memory_has_a_limit():
    with pytest.raises(process.RenderingFailed, match="exit"):
        process.render(PAGE.format(SLOW), identifier=b"x", memory_bytes=64 * 1024**2)


def test_secrets_of_the_environment_stay_with_the_parent(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "secret")
    assert "secret" not in process._environment().values()


def test_the_parent_that_gives_up_ends_the_child():
    def stop() -> None:
        raise InterruptedError

    before = children(os.getpid())  # a browser of other tests
    with pytest.raises(InterruptedError):
        process.render(PAGE.format(SLOW), identifier=b"x", beat=stop)
    assert children(os.getpid()) == before


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="watches the child by its descriptor")
def test_a_killed_parent_takes_the_child_with_it():
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(html=PAGE.format("SLOW"))],
        cwd=process.ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(process.ROOT)},
    )
    assert parent.stdout.readline() == b"drawing\n"
    (child,) = children(parent.pid)
    watch = os.pidfd_open(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    try:
        ended, _, _ = select.select([watch], [], [], 20)
        assert ended, "the child goes on without its parent"
    finally:
        os.close(watch)
        parent.stdout.close()


PARENT = """
from reports.output.pdf import process
from tests.reports.output.pdf.test_process import SLOW

def beat():
    print("drawing", flush=True)

process.render("{html}".replace("SLOW", SLOW), identifier=b"x", beat=beat)
"""


def children(pid: int) -> list[int]:
    """The processes that `pid` started and that still run (Linux)."""
    found = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in listing.read_text().split()]
    return found
