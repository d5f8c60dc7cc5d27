"""The text of an email, shown before it is sent."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from agencies.models import User
from audits.models import Participant
from audits.reminder.services import audit_mail as audit_mail_services

# The address of an agency's pages is its own: the partnership need not know it.
PLACEHOLDER = "[link to the agency's return]"


@dataclass(frozen=True)
class Preview:
    """One email as its first reader will get it."""

    to: User
    subject: str
    body: str


def preview(template: str, participant: Participant, person: User) -> Preview:
    """The email `template` to one person. `participant` comes with agency and cycle."""
    context = audit_mail_services.context(participant, person, PLACEHOLDER)
    subject = render_to_string(f"emails/{template}/subject.txt", context)
    body = render_to_string(f"emails/{template}/body.txt", context)
    return Preview(person, " ".join(subject.split()), body.strip())
