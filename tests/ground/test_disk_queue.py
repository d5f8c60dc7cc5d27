"""The embedded queue: a message is there whole or not at all, and a broken one stops nobody."""

import errno
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection, Queue

from s11portal.common import disk_queue

GOOD = {
    "body": "W10=",
    "content-type": "application/json",
    "content-encoding": "utf-8",
    "headers": {},
    "properties": {"delivery_tag": "1", "body_encoding": "base64", "delivery_info": {}},
}


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    disk_queue.register()
    return Connection(
        "diskqueue://localhost",
        transport_options={
            "data_folder_in": str(tmp_path / "messages"),
            "data_folder_out": str(tmp_path / "messages"),
            "control_folder": str(tmp_path / "control"),
        },
    )


def queue_of(connection: Connection) -> Queue:
    queue = Queue("short", routing_key="short", channel=connection.default_channel)
    queue.declare()
    return queue


def publish(connection: Connection, number: int) -> None:
    with connection.Producer() as producer:
        producer.publish({"number": number}, exchange="", routing_key="short")


def bodies(queue: Queue) -> list[Any]:
    found = []
    while message := queue.get(no_ack=True):
        found.append(message.payload["number"])
    return found


BROKEN: dict[str, bytes] = {
    "empty": b"",
    "half": json.dumps(GOOD).encode()[:40],
    "not text": b"\xff\xfe\x00",
    "no object": b"[]",
    "nothing in it": b"{}",
    "no number": json.dumps({**GOOD, "properties": {}}).encode(),
    "a body cut off": json.dumps({**GOOD, "body": "W10"}).encode(),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_message_is_set_aside_and_the_next_is_read(
    connection: Connection, tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "messages" / "0_x.short.msg").write_bytes(content)
    queue = queue_of(connection)
    publish(connection, 1)
    assert bodies(queue) == [1]
    assert (tmp_path / "broken" / "0_x.short.msg").read_bytes() == content
    assert list((tmp_path / "messages").iterdir()) == []
    assert f"{len(content)} bytes" in caplog.text


def test_what_cannot_be_read_at_all_is_passed_over(
    connection: Connection, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "messages" / "0_x.short.msg").mkdir()
    queue = queue_of(connection)
    publish(connection, 1)
    assert bodies(queue) == [1]
    assert "cannot read" in caplog.text


def test_broken_messages_do_not_gather_for_ever(connection: Connection, tmp_path: Path) -> None:
    for number in range(disk_queue.MOST_SET_ASIDE + 5):
        (tmp_path / "messages" / f"{number:03}_x.short.msg").touch()
    assert bodies(queue_of(connection)) == []
    kept = sorted(path.name for path in (tmp_path / "broken").iterdir())
    assert len(kept) == disk_queue.MOST_SET_ASIDE
    assert kept[0] == "005_x.short.msg"


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Fills the disk: files can be made, nothing can be written into them."""

    def refuse(self: Path, content: str) -> int:
        self.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fill() -> None:
        monkeypatch.setattr(Path, "write_text", refuse)

    return fill


def test_a_full_disk_leaves_no_file_behind(
    connection: Connection, tmp_path: Path, full: Callable[[], None], monkeypatch: Any
) -> None:
    queue = queue_of(connection)
    publish(connection, 1)
    with monkeypatch.context():
        full()
        with pytest.raises(Exception, match="No space left"):
            publish(connection, 2)
        with pytest.raises(Exception, match="No space left"):
            Queue("other", exchange="other", channel=connection.default_channel).declare()
    monkeypatch.undo()
    names = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert [name for name in names if name.endswith(".msg")] != []
    assert not [name for name in names if "other" in name or name.endswith(".part")]
    publish(connection, 3)
    assert bodies(queue) == [1, 3]


@pytest.mark.parametrize("content", ["", "[[", "x"])
def test_a_broken_table_of_the_queue_is_written_again(
    connection: Connection, tmp_path: Path, content: str
) -> None:
    for name in ("named", ""):
        (tmp_path / "control" / f"{name}.exchange").write_text(content)
    queue = Queue("short", "named", routing_key="short", channel=connection.default_channel)
    queue.declare()
    queue.delete()
    queue.declare()
    with connection.Producer() as producer:
        producer.publish({"number": 4}, exchange="named", routing_key="short")
    assert bodies(queue) == [4]


def test_of_many_workers_one_gets_a_message(connection: Connection) -> None:
    queue = queue_of(connection)
    for number in range(40):
        publish(connection, number)
    got: list[int] = []

    def take() -> None:
        channel = connection.clone().channel()
        try:
            while True:
                got.append(
                    json.loads(channel.decode_body(channel._get("short")["body"], "base64"))[
                        "number"
                    ]
                )
        except Empty:
            return

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(40))
    assert bodies(queue) == []


def test_messages_are_read_in_the_order_they_came(connection: Connection) -> None:
    queue = queue_of(connection)
    for number in range(5):
        publish(connection, number)
    assert bodies(queue) == [0, 1, 2, 3, 4]
