"""Dates as people in the UK read them, in London time."""

from datetime import date, datetime, timedelta

from . import clock


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
