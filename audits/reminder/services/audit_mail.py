"""The emails about an audit: which text, what it says, and that each is sent once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from agencies.membership import queries as membership_queries
from agencies.models import User
from audits.models import Participant, Reminder, Submission
from audits.reminder import rules as reminder_rules
from s11portal.common import clock, mail

# Folders of templates/emails/.
LAUNCHED = "audit_launched"
REMINDER = "audit_reminder"
OVERDUE = "audit_overdue"
MOVED = "audit_date_moved"
CLOSED = "audit_closed"
REOPENED = "audit_reopened"
AGAIN = "return_awaited_again"

_TEMPLATES = {
    reminder_rules.MOVED: MOVED,
    reminder_rules.CLOSED: CLOSED,
    reminder_rules.REOPENED: REOPENED,
}


@dataclass(frozen=True)
class DueMail:
    """What is to be sent to whom. `participant` comes with agency, submission and cycle."""

    participant: Participant
    step: str
    person: User


def to_leads(rows: Iterable[Participant], step: str) -> list[DueMail]:
    """`step` for every lead of these agencies (1 query)."""
    rows = list(rows)
    people = membership_queries.leads_of(row.agency_id for row in rows)
    return [DueMail(row, step, person) for row in rows for person in people.get(row.agency_id, ())]


def write(one: DueMail) -> bool:
    """Write the email down and queue it, in the caller's transaction; true if this call did.

    Of two callers only the one that inserts the row sends.
    """
    inserted = note(one)
    if inserted:
        mail.queue(
            key=_key(one),
            to=one.person.email,
            template=template_of(one.step, one.participant),
            context=context(one.participant, one.person, _address(one.participant)),
        )
    return inserted


def note(one: DueMail) -> bool:
    """Write down that this was said, without an email of its own; true if it was new."""
    _, inserted = Reminder.objects.get_or_create(
        participant=one.participant,
        step=one.step,
        due_on=one.participant.due_on,
        recipient=one.person,
        defaults={"created_at": clock.now()},
    )
    return inserted


def kind(participant: Participant) -> str:
    """Which reminder fits today: after sending back, before the due date, or after it."""
    if participant.submission.state == Submission.State.SENT_BACK:
        return AGAIN
    return OVERDUE if clock.today() > participant.due_on else REMINDER


def template_of(step: str, participant: Participant) -> str:
    """The text that goes with a step of audits/reminder/rules.py."""
    if step == reminder_rules.LAUNCH:
        # A lead who comes while the return is back is told that, not asked to begin.
        back = participant.submission.state == Submission.State.SENT_BACK
        return AGAIN if back else LAUNCHED
    return _TEMPLATES.get(reminder_rules.what(step)) or kind(participant)


def context(participant: Participant, person: User, address: str) -> dict[str, Any]:
    """What the texts of an email may use. `address` is where the link leads.

    `participant` comes with agency, cycle and the cycle's partnership; once the audit is
    launched with its submission.
    """
    today = clock.today()
    submission = getattr(participant, "submission", None)
    return {
        "person": person,
        "participant": participant,
        "agency": participant.agency,
        "cycle": participant.cycle,
        "partnership": participant.cycle.partnership,
        "address": address,
        "days_left": (participant.due_on - today).days,
        "opens_later": participant.cycle.opens_on > today,
        "submission": submission,
        "sent_back": _sent_back(submission),
        "help": membership_queries.help_at(participant.cycle.partnership),
    }


def _sent_back(submission: Submission | None) -> Any:
    """Why the return is back with the agency; None when it is not."""
    if submission is None or submission.state != Submission.State.SENT_BACK:
        return None
    return submission.participant.send_backs.first()


def _key(one: DueMail) -> str:
    row, person = one.participant, one.person
    if one.step == reminder_rules.LAUNCH:
        return f"launch:{row.cycle_id}:{row.pk}:{person.pk}"
    return f"reminder:{row.pk}:{one.step}:{row.due_on.isoformat()}:{person.pk}"


def _address(participant: Participant) -> str:
    path = reverse(
        "submission-home",
        kwargs={"code": participant.agency.code, "pk": participant.submission.pk},
    )
    return f"{settings.SITE_URL}{path}"
