"""Keeps the parts of the site running: starts again what ends, and leaves nothing behind.

Each part gets a process group of its own, so that ending it takes its children along. The
keeper, a process of its own, holds one end of a pipe: when the process that started it is gone,
even by SIGKILL, the pipe closes and the keeper ends the groups.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STOPPED_WITHIN = 25  # seconds; longer than any part needs to finish what it does
# A part that ended is started again after one second, then two, four, up to a minute: what
# ends it (a full disk, a server that is away) may last. One that ran for a minute begins anew.
MOST_WAIT = 60.0
RAN_WELL = 60.0


def say(sentence: str) -> None:
    """Tell the person at the terminal; where the terminal is a file on a full disk, nobody."""
    with contextlib.suppress(OSError):
        print(f"== {sentence}", flush=True)


@dataclass
class Part:
    """One program of the site. `process` is None while it waits to be started again."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    again_at: float = 0.0

    def wait_before(self, now: float) -> float:
        """Seconds to wait before it is started again, having ended now."""
        self.failures = 1 if now - self.started >= RAN_WELL else self.failures + 1
        return float(min(2 ** (self.failures - 1), MOST_WAIT))


class Parts:
    """The programs of the site, and their keeper."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.keeper = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, start_new_session=True
        )

    def add(self, name: str, *command: str) -> None:
        """Start a module of Python as the part `name`."""
        # In a container everything runs as root; the workers need not say so each time.
        python = [sys.executable, "-W", "ignore:You're running the worker", "-m"]
        part = Part(name, [*python, *command])
        self.parts.append(part)
        self._start(part)

    def ended(self) -> str | None:
        """The name of one that has ended, or None."""
        return next((part.name for part in self.parts if _code(part) is not None), None)

    def look_after(self) -> None:
        """Start again what has ended, each after its time. To be called again and again."""
        for part in self.parts:
            if part.process is None:
                if time.monotonic() >= part.again_at:
                    self._start(part)
                continue
            code = _code(part)
            if code is None:
                continue
            # Its children too: a scheduler that lives on would send everything twice.
            end_group(part.process.pid)
            self._tell_keeper(-part.process.pid)
            part.process = None
            self._later(part, f"ended ({_reason(code)})")

    def stop(self, at_once: threading.Event) -> None:
        """Ask all to finish what they do; end them and all their children."""
        running = [part.process for part in self.parts if part.process]
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + STOPPED_WITHIN
        while any(process.poll() is None for process in running):
            if at_once.wait(0.05) or time.monotonic() > deadline:
                break
        for process in running:
            end_group(process.pid)
            process.wait()
        # Killed rather than told: its groups are gone, and their numbers may be given again.
        self.keeper.kill()
        self.keeper.wait()

    def _start(self, part: Part) -> None:
        part.started = time.monotonic()
        try:
            part.process = subprocess.Popen(part.command, cwd=ROOT, start_new_session=True)
        except OSError as problem:  # no memory for another process, say
            self._later(part, f"could not be started ({problem.strerror})")
        else:
            self._tell_keeper(part.process.pid)

    def _later(self, part: Part, what: str) -> None:
        now = time.monotonic()
        wait = part.wait_before(now)
        part.again_at = now + wait
        seconds = "a second" if wait == 1 else f"{wait:.0f} seconds"
        say(f"The {part.name} {what}. Starting it again in {seconds}")

    def _tell_keeper(self, number: int) -> None:
        assert self.keeper.stdin is not None
        with contextlib.suppress(OSError):
            self.keeper.stdin.write(f"{number}\n".encode())
            self.keeper.stdin.flush()


def _code(part: Part) -> int | None:
    return part.process.poll() if part.process else None


def _reason(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def end_group(pid: int, number: int = signal.SIGKILL) -> None:
    """Kill a process with all that it started; one that has ended is fine."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def keep() -> None:
    """The keeper: note the groups as they come and go; when the pipe closes, end them."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        pid = int(line)
        groups = groups | {pid} if pid > 0 else groups - {-pid}
    for number in (signal.SIGTERM, signal.SIGKILL):
        for group in groups:
            end_group(group, number)
        if number == signal.SIGTERM:
            time.sleep(2)


if __name__ == "__main__":
    keep()
