"""Runs the web server and the worker together, and stops both whatever happens.

Called by script/server once everything is installed. Each of the two gets a process
group of its own, so that stopping it takes its children along. A third process, the
keeper, holds one end of a pipe: when this process is gone, even by SIGKILL, the pipe
closes and the keeper ends both groups.
"""

import argparse
import contextlib
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

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN = 60  # seconds
STOPPED_WITHIN = 25  # seconds; longer than either needs to finish what it does

asked_to_stop = threading.Event()
asked_twice = threading.Event()


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(f"== {sentence}", flush=True)


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


# --- the two, and their keeper ----------------------------------------------------


class Pair:
    """The web server and the worker."""

    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.keeper = subprocess.Popen(
            [sys.executable, __file__, "--keeper"], stdin=subprocess.PIPE, start_new_session=True
        )

    def start(self, name: str, *command: str) -> None:
        """Start a module of Python in a group of its own, which the keeper ends if this dies."""
        process = subprocess.Popen(
            # In a container everything runs as root; the worker need not say so each time.
            [sys.executable, "-W", "ignore:You're running the worker", "-m", *command],
            cwd=ROOT,
            start_new_session=True,
        )
        self.running[name] = process
        assert self.keeper.stdin is not None
        self.keeper.stdin.write(f"{process.pid}\n".encode())
        self.keeper.stdin.flush()

    def ended(self) -> str | None:
        """The name of one that has ended, or None."""
        return next((name for name, p in self.running.items() if p.poll() is not None), None)

    def stop(self) -> None:
        """Ask both to finish what they do; end them and all their children."""
        for process in self.running.values():
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + STOPPED_WITHIN
        while any(process.poll() is None for process in self.running.values()):
            if asked_twice.wait(0.05) or time.monotonic() > deadline:
                break
        for process in self.running.values():
            end_group(process.pid)
            process.wait()
        # Killed rather than told: its groups are gone, and their numbers may be given again.
        self.keeper.kill()
        self.keeper.wait()


def end_group(pid: int) -> None:
    """Kill a process with all that it started; one that has ended is fine."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def keep() -> None:
    """The keeper: note the groups as they come; when the pipe closes, end them."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups = [int(line) for line in sys.stdin]
    for number in (signal.SIGTERM, signal.SIGKILL):
        for group in groups:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(group, number)
        if number == signal.SIGTERM:
            time.sleep(2)


# --- from start to stop -----------------------------------------------------------


def wait_until_ready(pair: Pair, address: str) -> None:
    """Return when pages are answered; give up when one of the two ends before."""
    deadline = time.monotonic() + READY_WITHIN
    problem = "no answer"
    while not asked_to_stop.wait(0.1):
        if name := pair.ended():
            pair.stop()
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
            pair.stop()
            give_up(f"it was not ready after {READY_WITHIN} seconds: {problem}")


def on_signal(number: int, frame: Any) -> None:
    """Asked once, both are stopped in order; asked again, at once."""
    if asked_to_stop.is_set():
        asked_twice.set()
    asked_to_stop.set()


def run(host: str, port: int, demo: bool) -> int:
    """Start both, say where, wait, stop both. Returns the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    lock = data_is_ours(Path(os.environ.get("S11_DATA_DIR", ROOT / "var")))
    port_is_free(host, port)
    seen_at = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    address = f"http://[{seen_at}]:{port}" if ":" in seen_at else f"http://{seen_at}:{port}"
    os.environ.setdefault("SITE_URL", address)
    prepare(demo)
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    pair = Pair()
    pair.start(
        "worker", "celery", "-A", "s11portal", "--quiet", "worker", "-B", "--pool=threads",
        "--concurrency=4", "--loglevel=WARNING", "--without-gossip", "--without-mingle",
        "--without-heartbeat",
    )  # fmt: skip
    pair.start(
        "web server", "gunicorn", "-c", "python:s11portal.gunicorn_conf", "--bind", bind,
        "--log-level", "warning", "s11portal.wsgi:application",
    )  # fmt: skip
    wait_until_ready(pair, address)
    if not asked_to_stop.is_set():
        say(f"S11 Portal is at {address} (Ctrl-C stops it)")
    ended = None
    while not ended and not asked_to_stop.wait(0.2):
        ended = pair.ended()
    say(f"The {ended} ended by itself; stopping the other too" if ended else "Stopping")
    pair.stop()
    lock.close()
    say("Stopped")
    return 1 if ended else 0


def main() -> int:
    """Read the command line, run the site (or be its keeper), and return the exit code."""
    parser = argparse.ArgumentParser(prog="script/server", description="Run S11 Portal here.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument(
        "--no-demo", action="store_true", help="no demonstration data, no one-click sign-in"
    )
    parser.add_argument("--keeper", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.keeper:
        keep()
        return 0
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
