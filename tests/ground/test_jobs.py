"""Handing work to the worker, and claiming its row."""

import errno
import os
from datetime import timedelta

import pytest
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from s11portal.common import clock, disk_queue, jobs
from s11portal.common.models import OutgoingMail

calls: list[tuple[int, ...]] = []


NOTE = "common.note_for_tests"


@shared_task(name=NOTE)
def note(*ids: int) -> None:
    """Remember the ids."""
    calls.append(ids)


@pytest.fixture(autouse=True)
def _no_calls(monkeypatch):
    calls.clear()
    monkeypatch.setattr(jobs, "_ask_again_at", 0.0)


@pytest.mark.django_db(transaction=True)
def test_work_starts_once_the_change_is_stored():
    with transaction.atomic():
        jobs.dispatch(NOTE, 1, 2)
        assert calls == []
    assert calls == [(1, 2)]


@pytest.mark.django_db(transaction=True)
def test_work_for_a_change_that_was_not_stored_is_not_started():
    @transaction.atomic
    def change() -> None:
        jobs.dispatch(NOTE, 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert calls == []


@pytest.mark.django_db
def test_a_task_that_does_not_exist_is_noticed_at_once():
    with pytest.raises(KeyError):
        jobs.dispatch("common.no_such_task", 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", [OperationalError("refused"), OSError("disk full")])
def test_a_dead_broker_is_swallowed(monkeypatch, fault, caplog):
    def fail(*ids):
        raise fault

    monkeypatch.setattr(note, "delay", fail)
    jobs.dispatch(NOTE, 7)
    assert "common.note_for_tests" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_hangs_is_asked_once_for_all_the_mails_of_a_launch(monkeypatch):
    asked = []

    def hang(*ids):
        asked.append(ids)
        raise OperationalError("Timeout reading from socket")

    with monkeypatch.context() as broken:
        broken.setattr(note, "delay", hang)
        with transaction.atomic():
            for number in range(100):
                jobs.dispatch(NOTE, number)
    assert asked == [(0,)]
    monkeypatch.setattr(jobs, "_ask_again_at", jobs._ask_again_at - jobs.QUIET_SECONDS)
    jobs.dispatch(NOTE, 100)
    assert calls == [(100,)]


@pytest.mark.filterwarnings("ignore:task_always_eager")
@pytest.mark.django_db(transaction=True)
def test_redis_that_does_not_answer_is_swallowed(monkeypatch):
    connection = note.app.connection("redis://127.0.0.1:1/0", transport_options={"max_retries": 0})
    monkeypatch.setattr(
        note,
        "delay",
        lambda *ids: note.app.send_task(note.name, ids, connection=connection, retry=False),
    )
    jobs.dispatch(NOTE, 7)
    assert calls == []


@pytest.mark.django_db
def test_of_two_workers_one_gets_the_row(frozen):
    mail = OutgoingMail.objects.create(key="a", to="a@example.org", created_at=clock.now())
    rows = OutgoingMail.objects.all()
    assert jobs.claim(rows, mail.pk, seconds=60)
    assert not jobs.claim(rows, mail.pk, seconds=60)
    frozen.shift(timedelta(seconds=61))
    assert jobs.claim(rows, mail.pk, seconds=60)
    mail.refresh_from_db()
    assert mail.attempts == 2


@pytest.mark.filterwarnings("ignore:task_always_eager")
@pytest.mark.django_db(transaction=True)
def test_a_disk_that_is_full_is_swallowed(monkeypatch, tmp_path, caplog):
    """The row is stored; the sweep finds it once there is room."""

    def refuse(file, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(disk_queue, "_write_whole", refuse)
    folders = {name: str(tmp_path) for name in ("data_folder_in", "data_folder_out")}
    connection = note.app.connection(
        "diskqueue://localhost", transport_options={**folders, "control_folder": str(tmp_path)}
    )
    monkeypatch.setattr(
        note,
        "delay",
        lambda *ids: note.app.send_task(note.name, ids, connection=connection, retry=False),
    )
    jobs.dispatch(NOTE, 7)
    assert "No space left" in caplog.text
