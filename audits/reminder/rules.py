"""When reminders are due. Pure dates: deadlines are days in London."""

from dataclasses import dataclass
from datetime import date

# The invitation itself. It is written down like a reminder, so that people who become
# leads later get it too, and nobody gets it twice.
LAUNCH = "launch"
# The notice that a due date has moved.
MOVED = "moved"


@dataclass(frozen=True)
class Step:
    """One reminder: `days` after the due date (before it where negative)."""

    key: str
    days: int

    def is_due(self, due_on: date, *, launched_on: date, today: date) -> bool:
        """Whether its day is after the launch and has come.

        Counted in days, because a date near the end of the calendar has no day after it.
        """
        return (launched_on - due_on).days < self.days <= (today - due_on).days


STEPS = (
    Step("14_days_before", -14),
    Step("3_days_before", -3),
    Step("overdue", 1),
    Step("overdue_week_1", 8),
    Step("overdue_week_2", 15),
    Step("overdue_week_3", 22),
)


def due_step(*, due_on: date, launched_on: date, today: date) -> Step | None:
    """The latest step that should have been sent by `today`; None before the first.

    Only the latest: after a week without a worker people get one reminder, not three.
    Steps of the day of launch or before are covered by the invitation.
    """
    past = [s for s in STEPS if s.is_due(due_on, launched_on=launched_on, today=today)]
    return past[-1] if past else None


def by_hand(today: date) -> str:
    """The step of a reminder that the manager sends: at most one a day for each person."""
    return f"by_hand_{today.isoformat()}"
