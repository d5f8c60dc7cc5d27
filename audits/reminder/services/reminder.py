"""Reminders: those that are sent automatically, and those a manager sends.

Whoever has submitted is never reminded: each mail is preceded by another look at the
return, in the transaction that writes the reminder down.
"""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from agencies.membership import access as membership_access
from agencies.membership import queries as membership_queries
from agencies.models import User
from audits import records
from audits.models import Cycle, Participant, Reminder, Submission
from audits.reminder import queries as reminder_queries
from audits.reminder import rules as reminder_rules
from audits.reminder.services import audit_mail as audit_mail_services
from audits.reminder.services.audit_mail import DueMail
from audits.submission.queries import submission as submission_queries
from s11portal.common import clock
from s11portal.common.errors import Refused

log = logging.getLogger(__name__)


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
        (r.participant_id, r.recipient_id)
        for r in written
        if reminder_rules.what(r.step) in (reminder_rules.LAUNCH, reminder_rules.SENT_BACK)
    }
    # One mail a day is enough, whichever it was.
    midnight = reminder_queries.start_of_today()
    today = {(r.participant_id, r.recipient_id) for r in written if r.created_at >= midnight}
    found = []
    for row in rows:
        step = due_step(row)
        for person in people.get(row.agency_id, ()):
            key = (row.pk, person.pk)
            if key not in invited:
                found.append(DueMail(row, reminder_rules.LAUNCH, person))
            elif step and key not in today and (row.pk, step, row.due_on, person.pk) not in have:
                found.append(DueMail(row, step, person))
    return found


def due_step(participant: Participant) -> str | None:
    """The reminder that should have been sent by now, since the agency was last asked.

    `participant` comes from reminder_queries.awaited.
    """
    cycle = participant.cycle
    if not cycle.launched_at:
        return None
    asked = [cycle.launched_at, cycle.reopened_at, getattr(participant, "sent_back_at", None)]
    step = reminder_rules.due_step(
        due_on=participant.due_on,
        asked_on=max(clock.date_in_london(moment) for moment in asked if moment),
        today=clock.today(),
    )
    return step.key if step else None


@transaction.atomic
def send(one: DueMail) -> bool:
    """Write the email down and queue it, if it is still wanted; true if this call did.

    A person gets no reminder on a day on which they had any email about the audit.
    """
    if not _still_waits(one.participant):
        return False
    if reminder_rules.is_reminder(one.step) and _had_one_today(one):
        return False
    return audit_mail_services.write(one)


def _had_one_today(one: DueMail) -> bool:
    """Asked while the return's row is held: of two callers the second sees the first's row."""
    return Reminder.objects.filter(
        participant=one.participant,
        recipient=one.person,
        created_at__gte=reminder_queries.start_of_today(),
    ).exists()


def _still_waits(participant: Participant) -> bool:
    """Whether the return is still awaited; holds its row until the transaction ends.

    The UPDATE locks on every database, so nothing is submitted between this look and the
    mail. Its conditions name the return's own columns: those are looked at again when it
    had to wait for somebody else's submit.
    """
    waiting = Participant.objects.filter(
        reminder_queries.still_listed(),
        pk=participant.pk,
        state=Participant.State.EXPECTED,
        due_on=participant.due_on,
        cycle__state=Cycle.State.OPEN,
    )
    held = Submission.objects.filter(
        participant__in=waiting, state__in=submission_queries.OPEN_STATES
    )
    return held.update(version=F("version")) == 1


@transaction.atomic
def remind(*, actor: User, cycle: Cycle, rows: Iterable[Participant]) -> int:
    """Send a reminder by hand to the leads of `rows`. Returns how many mails were sent.

    To nobody who had an email about the audit today. Raises Refused when the cycle is not open.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    if not Cycle.objects.filter(pk=cycle.pk, state=Cycle.State.OPEN).exists():
        raise Refused("You can only send reminders while the audit is open.")
    chosen = reminder_queries.awaited(Participant.objects.filter(pk__in=[r.pk for r in rows]))
    mails = audit_mail_services.to_leads(chosen, reminder_rules.by_hand(clock.today()))
    sent = [one for one in mails if send(one)]
    if sent:
        records.of_cycle(
            actor,
            "sent reminders for",
            cycle,
            participants=sorted({one.participant.pk for one in sent}),
            mails=len(sent),
        )
    return len(sent)
