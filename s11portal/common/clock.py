"""The one clock. Tests freeze it with time-machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, with its time zone (UTC)."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let the services believe it is `moment`: the demonstration tells a story of years."""
    before = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(before)


def today() -> date:
    """Today's date in London: deadlines are dates, to the end of that day there."""
    return now().astimezone(LONDON).date()


def date_in_london(moment: datetime) -> date:
    """The date in London on which `moment` fell."""
    return moment.astimezone(LONDON).date()
