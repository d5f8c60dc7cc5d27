"""The one sender of all mail: rows first, tried again, forgotten where they admit their reader."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.mail import EmailMessage

from s11portal.common import clock, jobs, mail
from s11portal.common.models import OutgoingMail

pytestmark = pytest.mark.django_db


def queued(*, secret: bool = False) -> OutgoingMail:
    """One mail that waits."""
    mail.queue_text(key="one", to="a@b.example", subject="Hello", body="Code 123", secret=secret)
    return OutgoingMail.objects.get(key="one")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server that takes nothing."""

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(EmailMessage, "send", fail)


def test_the_same_occasion_is_mailed_once() -> None:
    queued()
    assert queued().pk == OutgoingMail.objects.get().pk
    mail.sweep()
    mail.sweep()
    assert [(one.to, one.subject, one.body) for one in outbox.outbox] == [
        (["a@b.example"], "Hello", "Code 123")
    ]
    assert OutgoingMail.objects.get().state == OutgoingMail.State.SENT


@pytest.mark.parametrize(("secret", "left"), [(True, ""), (False, "Code 123")])
def test_what_admits_its_reader_is_forgotten_once_sent(secret: bool, left: str) -> None:
    mail.send(queued(secret=secret).pk)
    assert OutgoingMail.objects.get().body == left


def test_a_fault_is_tried_again_later_and_later(broken: None, frozen) -> None:  # type: ignore[no-untyped-def]
    row = queued()
    waits = []
    for _ in range(3):
        mail.sweep()
        row.refresh_from_db()
        assert (row.state, row.error) == (OutgoingMail.State.WAITING, "no route to host")
        waits.append((row.lease_until - clock.now()).seconds)
        frozen.move_to(row.lease_until + timedelta(seconds=1))
    assert waits == [60, 120, 240]


@pytest.mark.parametrize(("secret", "left"), [(True, ""), (False, "Code 123")])
def test_given_up_after_the_last_attempt_and_then_no_code_stays(
    broken: None, secret: bool, left: str
) -> None:
    row = queued(secret=secret)
    OutgoingMail.objects.update(attempts=mail.MOST_ATTEMPTS - 1)
    mail.send(row.pk)
    row.refresh_from_db()
    assert (row.state, row.body) == (OutgoingMail.State.FAILED, left)


def test_a_slow_worker_that_fails_does_not_undo_what_another_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its lease ran out, another sent the mail: it must not wait to be sent once more."""
    row = queued(secret=True)

    def slow(*args: object, **kwargs: object) -> None:
        OutgoingMail.objects.update(state=OutgoingMail.State.SENT, body="", attempts=2)
        raise TimeoutError("too late")

    monkeypatch.setattr(EmailMessage, "send", slow)
    mail.send(row.pk)
    row.refresh_from_db()
    assert (row.state, row.body, row.error) == (OutgoingMail.State.SENT, "", "")


def test_taking_a_mail_is_an_attempt(broken: None) -> None:
    """Otherwise a mail that kills its worker each time would be taken for ever."""
    row = queued()
    mail.send(row.pk)
    row.refresh_from_db()
    assert row.attempts == 1


def test_a_slow_worker_that_fails_leaves_the_mail_to_who_has_it_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its lease ran out and another is sending: the other's lease and error stay."""
    row = queued()
    theirs = clock.now() + timedelta(seconds=mail.LEASE_SECONDS)

    def slow(*args: object, **kwargs: object) -> None:
        OutgoingMail.objects.update(attempts=2, lease_until=theirs)
        raise TimeoutError("too late")

    monkeypatch.setattr(EmailMessage, "send", slow)
    mail.send(row.pk)
    row.refresh_from_db()
    assert (row.lease_until, row.error) == (theirs, "")


def test_a_mail_that_somebody_has_is_left_alone(frozen) -> None:  # type: ignore[no-untyped-def]
    row = queued()
    until = clock.now() + timedelta(seconds=5)
    OutgoingMail.objects.update(lease_until=until)
    assert mail.sweep() == 0
    mail.send(row.pk)
    assert outbox.outbox == []
    frozen.move_to(until + timedelta(seconds=1))
    assert mail.sweep() == 1
    assert len(outbox.outbox) == 1


@pytest.fixture
def beside() -> OutgoingMail:
    """Another mail that waits, and is not the matter of the test."""
    until = clock.now() + timedelta(hours=1)
    return OutgoingMail.objects.create(
        key="beside",
        to="c@d.example",
        body="Other",
        attempts=1,
        lease_until=until,
        created_at=clock.now(),
    )


def as_stored(row: OutgoingMail) -> dict[str, object]:
    """The row as the database has it."""
    return OutgoingMail.objects.values().get(pk=row.pk)


def test_sending_and_failing_touch_one_mail(
    beside: OutgoingMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = as_stored(beside)
    row = queued(secret=True)
    mail.send(row.pk)
    assert [one.to for one in outbox.outbox] == [["a@b.example"]]

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(EmailMessage, "send", fail)
    mail.queue_text(key="two", to="a@b.example", subject="Hello", body="Again")
    second = OutgoingMail.objects.get(key="two")
    mail.send(second.pk)
    OutgoingMail.objects.filter(pk=second.pk).update(
        attempts=mail.MOST_ATTEMPTS - 1, lease_until=None
    )
    mail.send(second.pk)
    second.refresh_from_db()
    assert (second.state, second.error) == (OutgoingMail.State.FAILED, "no route to host")
    assert as_stored(beside) == before


@pytest.mark.parametrize("state", [OutgoingMail.State.SENT, OutgoingMail.State.FAILED])
def test_what_was_sent_or_given_up_is_not_sent_again(state: str) -> None:
    row = queued()
    OutgoingMail.objects.update(state=state)
    mail.send(row.pk)
    assert mail.sweep() == 0
    assert outbox.outbox == []


def test_a_worker_is_told_of_the_mail_that_waits(
    beside: OutgoingMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(jobs, "dispatch", lambda name, pk: told.append(pk))
    row = queued()
    OutgoingMail.objects.filter(pk=row.pk).update(state=OutgoingMail.State.SENT)
    queued()
    assert told == [row.pk]


def test_of_a_mail_another_has_sent_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker was slow, and its lease ran out: what the other wrote down stays."""
    row = queued(secret=True)
    sent = clock.now() - timedelta(seconds=5)

    def slow(*args: object, **kwargs: object) -> None:
        OutgoingMail.objects.update(state=OutgoingMail.State.SENT, sent_at=sent, body="")

    monkeypatch.setattr(EmailMessage, "send", slow)
    mail.send(row.pk)
    row.refresh_from_db()
    assert row.sent_at == sent


def test_a_mail_given_up_meanwhile_does_not_wait_again(monkeypatch: pytest.MonkeyPatch) -> None:
    row = queued()

    def slow(*args: object, **kwargs: object) -> None:
        OutgoingMail.objects.update(state=OutgoingMail.State.FAILED, error="Given up")
        raise TimeoutError("too late")

    monkeypatch.setattr(EmailMessage, "send", slow)
    mail.send(row.pk)
    row.refresh_from_db()
    assert (row.state, row.error) == (OutgoingMail.State.FAILED, "Given up")


def test_the_moment_a_lease_ends_is_still_its_own(frozen) -> None:  # type: ignore[no-untyped-def]
    queued()
    OutgoingMail.objects.update(lease_until=clock.now())
    mail.sweep()
    assert outbox.outbox == []


def test_a_mail_sent_twice_has_one_name_and_another_mail_another() -> None:
    """A worker died after sending: mail servers drop the second of two with one Message-ID."""
    row = queued()
    mail.send(row.pk)
    OutgoingMail.objects.update(state=OutgoingMail.State.WAITING, lease_until=None)
    mail.send(row.pk)
    mail.queue_text(key="two", to="a@b.example", subject="Hello", body="Code 123")
    mail.sweep()
    names = [sent.message()["Message-ID"] for sent in outbox.outbox]
    assert len(names) == 3
    assert names[0] == names[1] != names[2]
    for name in names:
        assert re.fullmatch(r"<[0-9a-f]{40}@s11portal\.example>", name)


def test_a_code_passes_the_mails_of_a_launch(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has a queue of its own, which the worker for mail serves in turn with the other."""
    given: list[str] = []
    monkeypatch.setattr(jobs, "dispatch", lambda name, *ids: given.append(name))
    queued(secret=True)
    mail.queue_text(key="two", to="a@b.example", subject="Hello", body="The audit is open")
    routes = settings.CELERY_TASK_ROUTES
    assert [routes.get(name, {}).get("queue") for name in given] == ["urgent", None]
    assert settings.CELERY_TASK_DEFAULT_QUEUE == "short"
