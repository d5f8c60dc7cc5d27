"""The embedded job queue: a file for each message, in a folder beside the data.

kombu's own transport for files leaves an empty file when the disk is full, and ends the worker
that finds one. Here a message is there whole or not at all, and what cannot be read is set aside
with a line in the log. Nothing is lost with such a file: every job is a row first, and the sweep
finds the row (docs/decisions/0004-rows-before-jobs.md).
"""

import contextlib
import fcntl
import logging
import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)

SCHEME = "diskqueue"
# So many broken files are kept for whoever looks into it; they are small.
MOST_SET_ASIDE = 100


class Channel(filesystem.Channel):
    """A channel whose files are written whole, and whose broken files stop nobody."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        # On the clock, not on that of the machine's start: the order outlives a restart.
        name = f"{time.time_ns():020}_{uuid.uuid4()}.{queue}.msg"
        try:
            _write_whole(Path(self.data_folder_out) / name, dumps(payload))
        except OSError as problem:
            raise ChannelError(f"The job could not be queued: {problem}") from problem

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """The oldest message of the queue. Raises queue.Empty."""
        folder = Path(self.data_folder_in)
        for name in sorted(os.listdir(folder)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            file = folder / name
            try:
                content = file.read_bytes()
                payload = _message(self, content)
                if payload is None:
                    _set_aside(file, content)
                    continue
                # Of several workers one gets to take it away.
                file.unlink()
            except FileNotFoundError:
                continue
            except OSError as problem:
                # A folder, or a file that cannot be read: it must not end the worker.
                log.error("The queue cannot read %s: %s", file, problem)
                continue
            return payload
        raise Empty

    def get_table(self, exchange: str) -> Any:
        """Which queues hear of what is sent to `exchange`; a broken table is an empty one."""
        try:
            return super().get_table(exchange)
        except ValueError:
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        file = self._exchange_file(exchange)
        row = [routing_key or "", pattern or "", queue or ""]
        try:
            with _locked(self.control_folder):
                table = [list(each) for each in self.get_table(exchange)]
                if row not in table or not file.exists():
                    _write_whole(file, dumps([row, *table]))
        except OSError as problem:
            raise ChannelError(f"The queue could not be set up: {problem}") from problem

    def _delete(self, queue: str, exchange: str, *args: Any, **kwargs: Any) -> None:
        # A table that cannot be read names no queue.
        with contextlib.suppress(ValueError):
            super()._delete(queue, exchange, *args, **kwargs)


class Transport(filesystem.Transport):
    """Files in a folder, for one machine."""

    Channel = Channel


def register() -> None:
    """Let Celery know the scheme of the embedded queue's address."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:{Transport.__name__}"


def _write_whole(file: Path, content: str) -> None:
    """Write the file under another name first: a full disk leaves nothing half written."""
    part = file.with_name(f"{file.name}.{uuid.uuid4().hex}.part")
    try:
        part.write_text(content)
        part.rename(file)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _message(channel: Channel, content: bytes) -> Any:
    """What the file holds, or None if that is no message."""
    try:
        payload = loads(content.decode())
        channel.Message(payload, channel=channel)
    except Exception:  # each kind of damage has an exception of its own
        return None
    return payload


def _set_aside(file: Path, content: bytes) -> None:
    """Keep a broken message for whoever looks into it; there may be no room to do so."""
    broken = file.parent.parent / "broken"
    try:
        broken.mkdir(exist_ok=True)
        file.rename(broken / file.name)
        for old in sorted(broken.iterdir())[:-MOST_SET_ASIDE]:
            old.unlink(missing_ok=True)
    except FileNotFoundError:
        return  # another worker was quicker
    except OSError:
        file.unlink(missing_ok=True)
    log.error(
        "The queue had a file of %s bytes that is no job; it is set aside in %s. "
        "The work itself is not lost: it is a row, and is taken up within a minute.",
        len(content),
        broken,
    )


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time: two that bind at once would lose each other's row."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "tables.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
