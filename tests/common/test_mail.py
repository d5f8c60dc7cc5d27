"""The one sender of all mail: rows first, tried again, forgotten where they admit their reader."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage

from s11portal.common import clock, mail
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
