"""The emails about an audit: which text, and what it says."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from agencies.models import User
from audits.models import Participant
from audits.reminder import rules as reminder_rules
from s11portal.common import clock, mail

# Folders of templates/emails/.
LAUNCHED = "audit_launched"
REMINDER = "audit_reminder"
OVERDUE = "audit_overdue"
MOVED = "audit_date_moved"


def kind(participant: Participant) -> str:
    """Which reminder fits today: before the due date, or after it."""
    return OVERDUE if clock.today() > participant.due_on else REMINDER


def context(participant: Participant, person: User, address: str) -> dict[str, Any]:
    """What the texts of an email may use. `address` is where the link leads.

    `participant` comes with agency, cycle and the cycle's partnership.
    """
    today = clock.today()
    return {
        "person": person,
        "participant": participant,
        "agency": participant.agency,
        "cycle": participant.cycle,
        "partnership": participant.cycle.partnership,
        "address": address,
        "days_left": (participant.due_on - today).days,
        "opens_later": participant.cycle.opens_on > today,
    }


def queue(*, template: str, key: str, participant: Participant, person: User) -> None:
    """Store one email to one person; a second one with the same key is not sent."""
    mail.queue(
        key=key,
        to=person.email,
        template=template,
        context=context(participant, person, _address(participant)),
    )


def launch_key(participant: Participant, person: User) -> str:
    """The key of the invitation: each person gets it once for each agency and cycle."""
    return f"launch:{participant.cycle_id}:{participant.pk}:{person.pk}"


def reminder_key(participant: Participant, step: str, person: User) -> str:
    """The key of a reminder: a moved due date makes a new one."""
    return f"reminder:{participant.pk}:{step}:{participant.due_on.isoformat()}:{person.pk}"


def template_of(step: str, participant: Participant) -> str:
    """The text that goes with a step of audits/reminder/rules.py."""
    return {reminder_rules.LAUNCH: LAUNCHED, reminder_rules.MOVED: MOVED}.get(step) or kind(
        participant
    )


def _address(participant: Participant) -> str:
    path = reverse(
        "submission-home",
        kwargs={"code": participant.agency.code, "pk": participant.submission.pk},
    )
    return f"{settings.SITE_URL}{path}"
