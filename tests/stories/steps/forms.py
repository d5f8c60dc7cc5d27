"""Filling in what the product's forms ask for."""

from datetime import date
from typing import Any


def fill_in_date(page: Any, label: str, day: date) -> None:
    """Type `day` into the three boxes of the date called `label`."""
    boxes = page.get_by_role("group", name=label)
    boxes.get_by_label("Day").fill(str(day.day))
    boxes.get_by_label("Month").fill(str(day.month))
    boxes.get_by_label("Year").fill(str(day.year))
