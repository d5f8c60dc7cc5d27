"""Dates as people in the UK read and write them, in London time."""

import calendar
import re
from datetime import date, datetime, timedelta

from . import clock

EARLIEST, LATEST = 1900, 2100  # years people may mean

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:T00:00(?::00)?)?")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*[/., -]\s*"
    r"(?P<month>\d{1,2}|[a-z]{3,9})\.?\s*[/., -]\s*(?P<year>\d+)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d+)",
    re.IGNORECASE,
)


class NotADate(ValueError):
    """What was typed is no date; str() is a sentence for the person who typed it."""


def read_date(text: str) -> date:
    """The day a person means: 31/3/2026, 31.3.2026, 31 March 2026, March 31 2026, 2026-03-31.

    The day comes before the month, as in the UK. Raises NotADate; a year of two digits is
    refused rather than guessed, as is one outside 1900 to 2100.
    """
    typed = " ".join(text.split())
    found = next((m for p in (_ISO, _DAY_FIRST, _MONTH_FIRST) if (m := p.fullmatch(typed))), None)
    if not found:
        raise NotADate("Enter a date, like 31/3/2026.")
    if len(found["year"]) != 4:
        raise NotADate(f"Enter the year in full, like {clock.today().year}.")
    year = int(found["year"])
    if not EARLIEST <= year <= LATEST:
        raise NotADate(f"Enter a year between {EARLIEST} and {LATEST}.")
    try:
        return date(year, _month(found["month"]), int(found["day"]))
    except ValueError:
        raise NotADate(f"“{typed[:30]}” is not a day of the calendar.") from None


def _month(typed: str) -> int:
    """The number of a month written as a number, a name or a name's first three letters."""
    if typed.isdecimal():
        return int(typed)
    name = "sep" if typed.lower() == "sept" else typed.lower()
    for number in range(1, 13):
        if name in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower()):
            return number
    raise ValueError(typed)


def days_left(day: date) -> str:
    """How far a day is from today: 'today', 'tomorrow', '3 days left', '3 days ago'."""
    days = (day - clock.today()).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"{days} days left" if days > 0 else f"{-days} days ago")


def uk_date(value: date | datetime | None) -> str:
    """'20 November 2026'; empty for None. Moments are taken in London time."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = _local(value).date()
    return f"{value.day} {value:%B %Y}"


def uk_time(value: datetime | None) -> str:
    """'14:02'; empty for None."""
    return f"{_local(value):%H:%M}" if value else ""


def uk_datetime(value: datetime | None) -> str:
    """'today at 14:02', 'yesterday at 14:02' or '20 November 2026 at 14:02'; empty for None."""
    if value is None or value == "":
        return ""
    day = _local(value).date()
    today = clock.today()
    if day == today:
        word = "today"
    elif day == today - timedelta(days=1):
        word = "yesterday"
    else:
        word = uk_date(day)
    return f"{word} at {uk_time(value)}"


def _local(value: datetime) -> datetime:
    return value.astimezone(clock.LONDON) if value.tzinfo else value
