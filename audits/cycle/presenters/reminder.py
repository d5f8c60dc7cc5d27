"""Reminders by hand: whom they can go to, and what they say."""

from collections.abc import Iterable
from dataclasses import dataclass

from audits.cycle.presenters.row import Row
from audits.reminder import presenters as reminder_presenters
from audits.reminder.presenters import Preview
from audits.reminder.services import audit_mail as audit_mail_services

AWAITED = "awaited"
# Whom a manager can remind: keys of presenters.row.STATES, and all of them.
GROUPS = {
    "overdue": "Overdue",
    "not_started": "Not started",
    "started": "Started",
    "sent_back": "Sent back",
    AWAITED: "Everyone still to submit",
}


@dataclass(frozen=True)
class Group:
    """One choice of whom to remind. `number` counts its agencies, emailed today or not."""

    key: str
    text: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class RemindPreview:
    """Who would be reminded, who not and why, and the text."""

    rows: list[Row]
    emailed_today: list[Row]
    without_lead: list[Row]
    archived: list[Row]
    awaited: int
    people: int
    mail: Preview | None

    @property
    def nobody(self) -> str:
        """Why nobody would be reminded, in a sentence; empty where somebody would."""
        if self.rows:
            return ""
        if not self.awaited:
            return "No agency here still has to submit a return, so there is nobody to remind."
        if self.emailed_today:
            return (
                "Every lead has had an email about this audit today. You can remind them again "
                "tomorrow."
            )
        return "There is nobody to send a reminder to."


def preview(rows: Iterable[Row]) -> RemindPreview:
    """A reminder to the agencies of `rows` whose return is awaited; never to the others."""
    awaited = [row for row in rows if row.is_awaited and row.is_open]
    ready = [row for row in awaited if row.to_remind]
    mail = None
    if ready:
        first = ready[0]
        template = audit_mail_services.kind(first.participant)
        mail = reminder_presenters.preview(template, first.participant, first.to_remind[0])
    return RemindPreview(
        rows=ready,
        emailed_today=[row for row in awaited if row.can_be_reminded and not row.to_remind],
        without_lead=[row for row in awaited if row.has_no_lead and not row.is_archived],
        archived=[row for row in awaited if row.is_archived],
        awaited=len(awaited),
        people=sum(len(row.to_remind) for row in ready),
        mail=mail,
    )


def in_group(rows: Iterable[Row], key: str) -> list[Row]:
    """The agencies of a key of GROUPS."""
    return [row for row in rows if row.is_awaited and (key == AWAITED or row.is_in(key))]


def groups(rows: list[Row], wanted: str) -> list[Group]:
    """The choices that hold an agency. Unless `wanted` is one: the overdue, or everyone."""
    numbers = {key: len(in_group(rows, key)) for key in GROUPS}
    first = "overdue" if numbers["overdue"] else AWAITED
    chosen = wanted if wanted in GROUPS else first
    return [
        Group(key, text, numbers[key], key == chosen)
        for key, text in GROUPS.items()
        if numbers[key] or key == chosen
    ]
