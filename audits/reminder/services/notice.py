"""What leads are told at once: the audit begins, a date moves, it is closed or opened again.

Each is written in the transaction of what it tells, and once.
"""

import logging
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from agencies.models import Agency, User
from audits.models import Cycle, Participant, Reminder, Submission
from audits.reminder import queries as reminder_queries
from audits.reminder import rules as reminder_rules
from audits.reminder.services import audit_mail as audit_mail_services
from audits.reminder.services import reminder as reminder_services
from audits.reminder.services.audit_mail import DueMail
from s11portal.common import clock

log = logging.getLogger(__name__)


def invite_all(rows: Sequence[Participant]) -> int:
    """Write down and queue the invitations of a launch. Returns how many there are.

    Agencies without a lead get theirs as soon as somebody becomes it: see `invite_lead`.
    """
    mails = audit_mail_services.to_leads(rows, reminder_rules.LAUNCH)
    return sum(audit_mail_services.write(one) for one in mails)


def invite_lead(agency: Agency, person: User) -> int:
    """Send a new lead the invitations of the audits that wait for their agency's return.

    Whoever has been invited to one before gets no second mail. Returns how many were sent.
    """
    have = Reminder.objects.filter(recipient=person, step=reminder_rules.LAUNCH)
    rows = reminder_queries.awaited_of(agency.pk).exclude(pk__in=have.values("participant"))
    sent = 0
    for row in rows:
        try:
            sent += reminder_services.send(DueMail(row, reminder_rules.LAUNCH, person))
        except Exception:
            # A mail that cannot be written must not keep the lead out: the sweep tries again.
            log.exception("No invitation to %s for %s", person.pk, row.pk)
    return sent


def announce_date(participant: Participant) -> int:
    """Tell the leads that their due date has moved. Returns how many mails there are.

    The notice takes the place of any reminder that the new date would make due today.
    """
    rows = reminder_queries.awaited(Participant.objects.filter(pk=participant.pk))
    return _announce(rows, reminder_rules.at(reminder_rules.MOVED, clock.now()))


def announce_sent_back(participant: Participant) -> None:
    """Write down that the leads heard of it today: returns have a mail of their own for it."""
    rows = reminder_queries.awaited(Participant.objects.filter(pk=participant.pk))
    step = reminder_rules.at(reminder_rules.SENT_BACK, clock.now())
    for one in audit_mail_services.to_leads(rows, step):
        audit_mail_services.note(one)
        _cover(one)


def announce_closing(cycle: Cycle) -> int:
    """Tell the leads that the audit is closed, whether or not they have returned."""
    rows = _asked(cycle)
    step = reminder_rules.at(reminder_rules.CLOSED, clock.now())
    mails = audit_mail_services.to_leads(rows, step)
    return sum(audit_mail_services.write(one) for one in mails)


def announce_reopening(cycle: Cycle) -> int:
    """Tell the leads that the audit is open again: until when, and why."""
    return _announce(_asked(cycle), reminder_rules.at(reminder_rules.REOPENED, clock.now()))


def _asked(cycle: Cycle) -> QuerySet[Participant]:
    """The agencies of a launched audit of which a return is expected, with what a mail needs."""
    rows = Participant.objects.filter(
        cycle=cycle, state=Participant.State.EXPECTED, submission__isnull=False
    )
    return (
        rows.filter(reminder_queries.still_listed())
        .select_related("agency", "submission", "cycle__partnership")
        .order_by("pk")
    )


def _announce(rows: Iterable[Participant], step: str) -> int:
    sent = [
        one for one in audit_mail_services.to_leads(rows, step) if audit_mail_services.write(one)
    ]
    for one in sent:
        _cover(one)
    return len(sent)


def _cover(one: DueMail) -> None:
    """No reminder of a day that is past already follows on this."""
    step = reminder_services.due_step(one.participant)
    if step and one.participant.submission.state != Submission.State.SUBMITTED:
        audit_mail_services.note(DueMail(one.participant, step, one.person))
