"""Reminders: those that go by themselves, and those a manager sends.

Whoever has submitted is never mailed: each mail is preceded by another look at the
return, in the transaction that writes the reminder down.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from agencies import history
from agencies.membership import access as membership_access
from agencies.membership import queries as membership_queries
from agencies.models import User
from audits.models import Cycle, Participant, Reminder, Submission
from audits.reminder import queries as reminder_queries
from audits.reminder import rules as reminder_rules
from audits.reminder.services import audit_mail as audit_mail_services
from s11portal.common import clock
from s11portal.common.errors import Refused

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DueMail:
    """What should have been sent to whom, and has not been."""

    participant: Participant
    step: str
    person: User


def sweep() -> int:
    """Send what should have been sent by now. Returns how many mails went out.

    3 queries when nothing is due. Missed runs are made up for with the latest step; a
    second scheduler finds the rows of the first and sends nothing.
    """
    sent = 0
    for one in pending():
        try:
            sent += send(one)
        except Exception:
            # One mail that cannot be written must not keep the others from going out.
            log.exception("No %s to %s for %s", one.step, one.person.pk, one.participant.pk)
    return sent


def pending() -> list[DueMail]:
    """The mails that are due by now and not written down (3 queries)."""
    rows = list(reminder_queries.candidates())
    people = membership_queries.leads_of(row.agency_id for row in rows)
    written = reminder_queries.sent(rows)
    have = {(r.participant_id, r.step, r.due_on, r.recipient_id) for r in written}
    invited = {
        (r.participant_id, r.recipient_id) for r in written if r.step == reminder_rules.LAUNCH
    }
    # One mail a day is enough, whichever it was.
    midnight = reminder_queries.start_of_today()
    today = {(r.participant_id, r.recipient_id) for r in written if r.created_at >= midnight}
    found = []
    for row in rows:
        step = _due_step(row)
        for person in people.get(row.agency_id, ()):
            key = (row.pk, person.pk)
            if key not in invited:
                found.append(DueMail(row, reminder_rules.LAUNCH, person))
            elif step and key not in today and (row.pk, step, row.due_on, person.pk) not in have:
                found.append(DueMail(row, step, person))
    return found


def _due_step(participant: Participant) -> str | None:
    launched_at = participant.cycle.launched_at
    assert launched_at is not None, "only launched cycles are candidates"
    step = reminder_rules.due_step(
        due_on=participant.due_on,
        launched_on=clock.date_in_london(launched_at),
        today=clock.today(),
    )
    return step.key if step else None


@transaction.atomic
def send(one: DueMail) -> bool:
    """Write the reminder down and queue its mail; true if this call did.

    Of two callers only the one that inserts the row sends.
    """
    participant = one.participant
    if not _still_waits(participant):
        return False
    _, inserted = Reminder.objects.get_or_create(
        participant=participant,
        step=one.step,
        due_on=participant.due_on,
        recipient=one.person,
        defaults={"created_at": clock.now()},
    )
    if inserted:
        audit_mail_services.queue(
            template=audit_mail_services.template_of(one.step, participant),
            key=_key(one),
            participant=participant,
            person=one.person,
        )
    return inserted


def _still_waits(participant: Participant) -> bool:
    """Whether the return is still to come; holds its row until the transaction ends.

    The UPDATE locks on every database, so nothing is submitted between this look and the
    mail. Its conditions name the return's own columns: those are looked at again when it
    had to wait for somebody else's submit.
    """
    waiting = Participant.objects.filter(
        pk=participant.pk,
        state=Participant.State.EXPECTED,
        due_on=participant.due_on,
        cycle__state=Cycle.State.OPEN,
    )
    held = Submission.objects.filter(participant__in=waiting, current_revision__isnull=True)
    return held.update(version=F("version")) == 1


def _key(one: DueMail) -> str:
    if one.step == reminder_rules.LAUNCH:
        return audit_mail_services.launch_key(one.participant, one.person)
    return audit_mail_services.reminder_key(one.participant, one.step, one.person)


def invite_all(rows: Sequence[Participant]) -> int:
    """Write down and queue the invitations of a launch, in its transaction.

    Agencies without a lead get theirs from the sweep, as soon as somebody accepts.
    """
    people = membership_queries.leads_of(row.agency_id for row in rows)
    mails = [
        DueMail(row, reminder_rules.LAUNCH, person)
        for row in rows
        for person in people.get(row.agency_id, ())
    ]
    now = clock.now()
    Reminder.objects.bulk_create(
        Reminder(
            participant=one.participant,
            step=one.step,
            due_on=one.participant.due_on,
            recipient=one.person,
            created_at=now,
        )
        for one in mails
    )
    for one in mails:
        audit_mail_services.queue(
            template=audit_mail_services.LAUNCHED,
            key=_key(one),
            participant=one.participant,
            person=one.person,
        )
    return len(mails)


@transaction.atomic
def remind(*, actor: User, cycle: Cycle, rows: Iterable[Participant]) -> int:
    """Send a reminder by hand to the leads of `rows`. Returns how many mails went out.

    At most one a day to each person. Raises Refused when the cycle is not open.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    if not Cycle.objects.filter(pk=cycle.pk, state=Cycle.State.OPEN).exists():
        raise Refused("Reminders are sent while an audit is open.")
    rows = list(
        reminder_queries.without_return(Participant.objects.filter(pk__in=[r.pk for r in rows]))
    )
    people = membership_queries.leads_of(row.agency_id for row in rows)
    step = reminder_rules.by_hand(clock.today())
    mails = [DueMail(row, step, person) for row in rows for person in people.get(row.agency_id, ())]
    sent = [one for one in mails if send(one)]
    if sent:
        history.record(
            actor=actor,
            verb="sent reminders for",
            subject=cycle.title,
            partnership=cycle.partnership_id,
            participants=sorted({one.participant.pk for one in sent}),
            mails=len(sent),
        )
    return len(sent)


def announce_date(rows: Sequence[Participant]) -> int:
    """Tell the leads that their due date has moved, in the transaction that moves it.

    The notice takes the place of any reminder that the new date would make due today.
    """
    people = membership_queries.leads_of(row.agency_id for row in rows)
    mails = [
        DueMail(row, reminder_rules.MOVED, person)
        for row in rows
        for person in people.get(row.agency_id, ())
    ]
    for one in mails:
        step = _due_step(one.participant)
        if send(one) and step:
            Reminder.objects.get_or_create(
                participant=one.participant,
                step=step,
                due_on=one.participant.due_on,
                recipient=one.person,
                defaults={"created_at": clock.now()},
            )
    return len(mails)
