"""When reminders are due. Pure dates: deadlines are days in London."""

from dataclasses import dataclass
from datetime import date, datetime

# The invitation itself. It is written down like a reminder, so that people who become
# leads later get it too, and nobody gets it twice.
LAUNCH = "launch"
# The notice that a due date has moved.
MOVED = "moved"
# The return was sent back, the audit closed or opened again. See `at`.
SENT_BACK = "sent_back"
CLOSED = "closed"
REOPENED = "reopened"
BY_HAND = "by_hand"
REMINDER = "reminder"

# What each email was, in words.
WORDS = {
    LAUNCH: "Invitation",
    MOVED: "New due date",
    SENT_BACK: "Return sent back",
    CLOSED: "Audit closed",
    REOPENED: "Audit open again",
    REMINDER: "Reminder",
}


@dataclass(frozen=True)
class Step:
    """One reminder: `days` after the due date (before it where negative)."""

    key: str
    days: int

    def is_due(self, due_on: date, *, asked_on: date, today: date) -> bool:
        """Whether its day is after that on which the agency was last asked, and has come.

        Counted in days, because a date near the end of the calendar has no day after it.
        """
        return (asked_on - due_on).days < self.days <= (today - due_on).days


STEPS = (
    Step("14_days_before", -14),
    Step("3_days_before", -3),
    Step("overdue", 1),
    Step("overdue_week_1", 8),
    Step("overdue_week_2", 15),
    Step("overdue_week_3", 22),
)


def due_step(*, due_on: date, asked_on: date, today: date) -> Step | None:
    """The latest step that should have been sent by `today`; None before the first.

    Only the latest: after a week without a worker people get one reminder, not three.
    `asked_on` is the day of the launch, or the day on which the return was sent back or the
    audit opened again: the email of that day covers the steps up to then.
    """
    past = [s for s in STEPS if s.is_due(due_on, asked_on=asked_on, today=today)]
    return past[-1] if past else None


def by_hand(today: date) -> str:
    """The step of a reminder that the manager sends: at most one a day for each person."""
    return f"{BY_HAND}_{today.isoformat()}"


def at(step: str, moment: datetime) -> str:
    """A step that may come more than once to the same date, told apart by its moment."""
    return f"{step}_{moment:%Y%m%dT%H%M%S}"


def is_reminder(step: str) -> bool:
    """Whether an email only reminds, so that one a day is enough; the others say what is new."""
    return step.startswith(BY_HAND) or step in {one.key for one in STEPS}


def what(step: str) -> str:
    """What an email was: a key of WORDS, the invitation or a reminder."""
    return next((key for key in WORDS if step.startswith(key)), REMINDER)
