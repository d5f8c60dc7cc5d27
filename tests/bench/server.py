"""One gunicorn server, as the product runs it, with a single process."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

READY_WITHIN = 60  # seconds


@contextmanager
def server() -> Iterator[int]:
    """Run the server; yields its port. It ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "WEB_PROCESSES": "1", "WEB_BIND": f"127.0.0.1:{port}"}
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "-c", "python:s11portal.gunicorn_conf",
            "--log-level", "warning", "s11portal.wsgi:application",
        ],
        env=environment,
    )  # fmt: skip
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    begun = time.monotonic()
    while process.poll() is None and time.monotonic() - begun < READY_WITHIN:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("The server did not start; see above.")
