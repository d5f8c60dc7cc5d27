"""The one clock. Tests freeze it with time-machine."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, with its time zone (UTC)."""
    return timezone.now()


def today() -> date:
    """Today's date in London: deadlines are dates, to the end of that day there."""
    return now().astimezone(LONDON).date()


def date_in_london(moment: datetime) -> date:
    """The date in London on which `moment` fell."""
    return moment.astimezone(LONDON).date()
