"""The demonstration's data files (data/*.yaml): invented, every scalar a string."""

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from s11portal.common import clock

FOLDER = Path(__file__).parent / "data"
# The day on which the running audit's dates were written down.
WRITTEN_ON = date(2026, 11, 20)


def load(name: str) -> dict[str, Any]:
    """The content of data/<name>."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - the loader that knows only strings


def past(day: str) -> date:
    """A date of the finished audit, as written."""
    return date.fromisoformat(day)


def running(day: str) -> date:
    """A date of the running audit, moved so that the audit always runs today."""
    return date.fromisoformat(day) + (clock.today() - WRITTEN_ON)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of that day in London."""
    return datetime.combine(day, time(hour, minute), tzinfo=clock.LONDON)


def unwrapped(text: str) -> str:
    """Each paragraph on one line, as people type; lists keep their lines."""
    return re.sub(r"(?<!\n)\n(?![\n*-])", " ", text.strip())
