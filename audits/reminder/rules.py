"""When reminders are due. Pure dates: deadlines are days in London."""

from dataclasses import dataclass
from datetime import date, timedelta

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

    def day(self, due_on: date) -> date:
        """The day on which the reminder is due."""
        return due_on + timedelta(days=self.days)


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
    past = [step for step in STEPS if launched_on < step.day(due_on) <= today]
    return past[-1] if past else None


def by_hand(today: date) -> str:
    """The step of a reminder that the manager sends: at most one a day for each person."""
    return f"by_hand_{today.isoformat()}"
