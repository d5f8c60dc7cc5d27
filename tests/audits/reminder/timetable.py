"""The days on which reminders go, and what was written down and sent on them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import time_machine

from audits.models import Reminder
from s11portal.common.models import OutgoingMail

LONDON = ZoneInfo("Europe/London")
DUE = date(2026, 12, 11)


def go_to(clock: time_machine.Traveller, day: date, hour: int = 9) -> None:
    """Move the clock to that day in London."""
    clock.move_to(datetime(day.year, day.month, day.day, hour, 0, tzinfo=LONDON))


def steps() -> list[str]:
    """The reminders written down, invitations left out, in their order."""
    rows = Reminder.objects.exclude(step="launch").order_by("pk")
    return list(rows.values_list("step", flat=True))


def subjects() -> list[str]:
    """The subjects of all mails after the invitation."""
    rows = OutgoingMail.objects.exclude(key__startswith="launch:").order_by("pk")
    return list(rows.values_list("subject", flat=True))
