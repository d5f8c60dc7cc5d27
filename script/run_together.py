"""Runs the web server, the workers and the timetable together, and stops all whatever happens.

Called by script/server once everything is installed. What ends by itself is started again;
supervision.py beside this file does it.
"""

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Any

from supervision import ROOT, Parts, say

READY_WITHIN = 60  # seconds

asked_to_stop = threading.Event()
asked_twice = threading.Event()


def give_up(*sentences: str) -> None:
    """Say why it cannot start, and end."""
    print("\nS11 Portal cannot start: " + "\n   ".join(sentences), file=sys.stderr, flush=True)
    sys.exit(1)


# --- before anything is started ---------------------------------------------------


def port_is_free(host: str, port: int) -> None:
    """Give up with a clear sentence when something listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            give_up(
                f"port {port} on {host} cannot be used ({problem.strerror}).",
                "Stop what runs there, or choose another: script/server --port 8001",
            )


def data_is_ours(folder: Path) -> IO[str]:
    """Lock the data folder: two schedulers on one timetable would do everything twice."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "server.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        give_up(
            f"another script/server works on {folder}.",
            "Stop that one, or give this one a folder of its own: S11_DATA_DIR=… script/server",
        )
    return lock


def prepare(demo: bool) -> None:
    """Bring tables, static files and the demonstration up to date."""
    command = [sys.executable, "manage.py", "prepare", *(["--demo"] if demo else [])]
    with subprocess.Popen(command, cwd=ROOT) as process:
        while process.poll() is None:
            if asked_to_stop.wait(0.05):
                process.terminate()
    if asked_to_stop.is_set():
        sys.exit(0)
    if process.returncode:
        give_up("the database or the static files could not be prepared; see above.")


# --- from start to stop -----------------------------------------------------------


def wait_until_ready(parts: Parts, address: str) -> None:
    """Return when pages are answered; give up when one of them ends before."""
    deadline = time.monotonic() + READY_WITHIN
    problem = "no answer"
    while not asked_to_stop.wait(0.1):
        if name := parts.ended():
            parts.stop(asked_twice)
            give_up(f"the {name} stopped while starting; see above.")
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
            return
        except urllib.error.HTTPError as answer:
            problem = answer.read(500).decode(errors="replace")
            if answer.code != 503:  # it answers; what it says here depends on its host name
                return
        except OSError:
            pass
        if time.monotonic() > deadline:
            parts.stop(asked_twice)
            give_up(f"it was not ready after {READY_WITHIN} seconds: {problem}")


def on_signal(number: int, frame: Any) -> None:
    """Asked once, all are stopped in order; asked again, at once."""
    if asked_to_stop.is_set():
        asked_twice.set()
    asked_to_stop.set()


def run(host: str, port: int, demo: bool) -> int:
    """Start all, say where, look after them, stop all. Returns the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    lock = data_is_ours(Path(os.environ.get("S11_DATA_DIR", ROOT / "var")))
    port_is_free(host, port)
    seen_at = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    address = f"http://[{seen_at}]:{port}" if ":" in seen_at else f"http://{seen_at}:{port}"
    os.environ.setdefault("SITE_URL", address)
    prepare(demo)
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    parts = Parts()
    start(parts, bind)
    wait_until_ready(parts, address)
    if not asked_to_stop.is_set():
        say(f"S11 Portal is at {address} (Ctrl-C stops it)")
    while not asked_to_stop.wait(0.2):
        parts.look_after()
    say("Stopping")
    parts.stop(asked_twice)
    lock.close()
    say("Stopped")
    return 0


def start(parts: Parts, bind: str) -> None:
    """Start every part of the site."""
    celery = ("celery", "-A", "s11portal", "--quiet")
    worker = (
        *celery, "worker", "--pool=threads", "--loglevel=WARNING", "--without-gossip",
        "--without-mingle", "--without-heartbeat",
    )  # fmt: skip
    # Reports take minutes: they must not hold up a sign-in code.
    for name, queues, at_once in (("short", "urgent,short", 4), ("long", "long", 2)):
        parts.add(
            f"worker for {name} jobs", *worker, f"--queues={queues}", f"--concurrency={at_once}",
            f"--hostname={name}@%h",
        )  # fmt: skip
    # A process of its own: one inside a worker would live on when the worker is killed.
    parts.add("timetable", *celery, "beat", "--loglevel=WARNING", "--pidfile=")
    parts.add(
        "web server", "gunicorn", "-c", "python:s11portal.gunicorn_conf", "--bind", bind,
        "--log-level", "warning", "s11portal.wsgi:application",
    )  # fmt: skip


def main() -> int:
    """Read the command line, run the site, and return the exit code."""
    parser = argparse.ArgumentParser(prog="script/server", description="Run S11 Portal here.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument(
        "--no-demo", action="store_true", help="no demonstration data, no one-click sign-in"
    )
    given = parser.parse_args()
    if given.no_demo:
        os.environ["S11_DEMONSTRATION"] = "false"
    demo = os.environ.get("S11_DEMONSTRATION", "true").lower() in {"1", "true", "yes", "on"}
    if given.host not in {"127.0.0.1", "localhost", "::1"}:
        os.environ.setdefault("ALLOWED_HOSTS", "*")
        if demo:
            say("Anybody who reaches this machine can sign in as anybody: demonstration data only!")
    return run(given.host, given.port, demo)


if __name__ == "__main__":
    sys.exit(main())
