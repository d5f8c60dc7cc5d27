"""The parent's side of drawing a PDF: a child process with limits on time and memory."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[3]
ASSETS = ROOT / "static" / "build"

CPU_SECONDS = 120
# On two processors that are busy; the time of the processor is limited too.
WALL_SECONDS = 300
# A report of 104 pages takes 213 MB. The worker's limit of memory has room for two of these.
MEMORY_BYTES = 768 * 1024**2
BEAT_SECONDS = 5

# What the child needs of the environment; secrets and database addresses stay here.
_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "XDG_CACHE_HOME")
_MAC = "DYLD_FALLBACK_LIBRARY_PATH"


class RenderingFailed(Exception):
    """The child did not deliver. The message is for the log."""


@dataclass(frozen=True)
class Rendered:
    """A finished PDF."""

    pdf: bytes
    pages: int


def render(
    html: str,
    *,
    identifier: bytes,
    beat: Callable[[], None] = lambda: None,
    wall_seconds: float = WALL_SECONDS,
    cpu_seconds: int = CPU_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> Rendered:
    """Draw `html` in a child process. `identifier` becomes the PDF's own.

    `beat` is called at once and every few seconds, and may raise to give up. Raises
    RenderingFailed when the child fails, exceeds a limit or takes longer than `wall_seconds`.
    """
    content = html.encode()
    job = {
        "html_bytes": len(content),
        "assets": str(ASSETS),
        "identifier": identifier.hex(),
        "cpu_seconds": cpu_seconds,
        "memory_bytes": memory_bytes,
    }
    message = json.dumps(job).encode() + b"\n" + content
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = _run_child(message, out, err, beat, time.monotonic() + wall_seconds)
        err.seek(0)
        out.seek(0)
        if code != 0:
            last = err.read()[-1000:].decode(errors="replace").strip()
            raise RenderingFailed(f"exit {code}: {last}")
        return Rendered(pages=json.loads(out.readline())["pages"], pdf=out.read())


def _run_child(
    message: bytes, out: IO[bytes], err: IO[bytes], beat: Callable[[], None], until: float
) -> int:
    """The child's exit code; however this ends, the child has ended too."""
    child = subprocess.Popen(  # our own module, no user input in the command
        [sys.executable, "-m", "reports.output.pdf.child"],
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=err,
        cwd=ROOT,
        env=_environment(),
    )
    assert child.stdin is not None, "asked for a pipe"
    try:
        # A child that fails before it has read everything says why on its other stream.
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(message)
            child.stdin.flush()
        _wait(child, beat, until)
    finally:
        child.kill()
        child.wait()
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()
    return child.returncode


def _wait(child: subprocess.Popen[bytes], beat: Callable[[], None], until: float) -> None:
    while True:
        beat()
        left = until - time.monotonic()
        if left <= 0:
            raise RenderingFailed("took too long")
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=min(BEAT_SECONDS, left))
            return


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in (*_ENVIRONMENT, _MAC) if name in os.environ}
    # A fixed seed: sets must not decide the order of objects in the file.
    return {**kept, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
