"""The charts of reports.charts as a document prints them."""

import re
from dataclasses import replace

from django.utils.safestring import SafeString, mark_safe

from reports.results.rules.side_by_side import Picture

# In the units of a chart, 640 to the width of the page: a page has about 1,000, less its heading.
TALLEST = 760

_HEIGHT = re.compile(r'viewBox="0 0 \S+ ([\d.]+)"')
_NAMED = re.compile(r"(<title [^>]*>)([^<]*)</title><desc [^>]*>([^<]*)</desc>")


def printed(chart: str) -> SafeString:
    """A chart, which escapes every text it draws; its description is part of its name.

    The tags of a PDF have room for one text beside a picture, and take its title.
    """
    return mark_safe(_NAMED.sub(r"\1\2. \3</title>", chart))  # noqa: S308


def if_it_fits(chart: str) -> SafeString:
    """The chart, unless it would fill more than a page."""
    return printed(chart) if _height(chart) <= TALLEST else SafeString("")


def on_pages(picture: Picture) -> tuple[SafeString, ...]:
    """Bars under each other, parted where they are taller than a page."""
    chart = picture.draw()
    if _height(chart) <= TALLEST or len(picture.rows) < 2:
        return (printed(chart),)
    half = len(picture.rows) // 2
    parts = (picture.rows[:half], picture.rows[half:])
    return tuple(
        chart
        for number, rows in enumerate(parts, 1)
        for chart in on_pages(replace(picture, number=picture.number * 10 + number, rows=rows))
    )


def _height(chart: str) -> float:
    found = _HEIGHT.search(chart)
    return float(found[1]) if found else 0.0
