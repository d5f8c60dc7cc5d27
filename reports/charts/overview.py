"""All questions of a standard, or of an audit, as stacked bars under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.bar import Bar, Figures
from reports.charts.legend import Entry, key
from reports.charts.notes import outside_text
from reports.charts.palette import MOST_LEVELS, shades
from reports.charts.text import text_width, wrap
from reports.statistics import Distribution, Part

_HEIGHT = 32.0
_SIZE = 16.0
_LABEL_SIZE = 16.0
_TEXT_SIZE = 14.0
_GAP = 14.0


@dataclass(frozen=True)
class BarRow:
    """One question: its label as typed, its distribution, and if wanted its text above the bar.

    `heading` starts a group (a standard); it is printed where it differs from the row before.
    """

    label: str
    spread: Distribution
    text: str = ""
    heading: str = ""


def bars_overview(
    rows: Sequence[BarRow],
    title: str,
    description: str,
    id_prefix: str,
    *,
    width: float = svg.WIDTH,
) -> str:
    """The questions as 100% bars with the counts inside and n at the right: SVG, `width` wide.

    Percentages lead where the base is 50 or more. One key for each scale that occurs, naming
    its questions where there is more than one. Raises ValueError for a question of more than six
    levels: draw that one with stacked_bar().
    """
    if any(len(row.spread.parts) > MOST_LEVELS for row in rows):
        raise ValueError("no more than six levels can be told apart in an overview")
    left = max((text_width(row.label, _LABEL_SIZE) for row in rows), default=0)
    left = min(left, 90) + 12
    right = max((text_width(_n(row), _TEXT_SIZE) for row in rows), default=0) + 12
    drawn, y = _keys(rows, width)
    heading = ""
    for row in rows:
        if row.heading != heading:
            heading = row.heading
            part, y = _heading(heading, y, width)
            drawn.append(part)
        part, y = _row(row, y, left, width - left - right, width)
        drawn.append(part)
    return svg.document(
        max(y - _GAP, 1) + 1,
        drawn,
        title=title,
        description=description,
        id_prefix=id_prefix,
        width=width,
    )


def _keys(rows: Sequence[BarRow], width: float) -> tuple[list[str], float]:
    """A key for each scale, above the bars, and where the bars may start."""
    scales: dict[tuple[tuple[str, str], ...], list[BarRow]] = {}
    for row in rows:
        scale = tuple((part.code, part.label) for part in row.spread.parts)
        scales.setdefault(scale, []).append(row)
    drawn, y = [], 0.5
    most_first = sorted(scales.values(), key=len, reverse=True)
    for number, its_rows in enumerate(most_first):
        # the first key is for most questions; the others name the questions they are for
        lead = f"{', '.join(row.label for row in its_rows)}:" if number else ""
        parts = its_rows[0].spread.parts
        tints = shades(parts)
        part, height = key(
            [Entry(tints[p.code].fill, p.label) for p in parts], y, lead=lead, width=width
        )
        drawn.append(part)
        y += height + 10
    return drawn, y + 10


def _heading(heading: str, y: float, width: float) -> tuple[str, float]:
    if not heading:
        return "", y
    rows = wrap(heading, 16, width)
    top = y + 6
    return svg.lines(0, top, rows, size=16, bold=True), top + svg.block_height(len(rows), 16) + 8


def _row(row: BarRow, y: float, left: float, width: float, right: float) -> tuple[str, float]:
    bar = Bar(
        row.spread,
        {part.code: _figures(row.spread, part) for part in row.spread.parts},
        x=left,
        width=width,
        height=_HEIGHT,
        size=_SIZE,
    )
    texts = wrap(row.text, _TEXT_SIZE, width) if row.text else []
    above = svg.block_height(len(texts), _TEXT_SIZE) + 4 if texts else 0
    labels = wrap(row.label, _LABEL_SIZE, left - 10)
    label_height = svg.block_height(len(labels), _LABEL_SIZE)
    # a label of many lines is taller than its bar and must not reach into the row before
    y += max(0.0, (label_height - _HEIGHT) / 2 - above - bar.callouts)
    drawn = svg.lines(left, y, texts, size=_TEXT_SIZE, fill=svg.SOFT_INK)
    y += above + bar.callouts
    centre = y + _HEIGHT / 2
    label_top = centre - label_height / 2
    drawn += svg.lines(0, label_top, labels, size=_LABEL_SIZE, bold=True)
    n = svg.text(right, svg.middle(centre, _TEXT_SIZE), _n(row), size=_TEXT_SIZE, anchor="end")
    drawn += bar.draw(y, shades(row.spread.parts)) + n
    y += _HEIGHT
    if outside := outside_text(row.spread):
        notes = wrap(f"Not counted: {outside}", _TEXT_SIZE, width)
        drawn += svg.lines(left, y + 4, notes, size=_TEXT_SIZE, fill=svg.SOFT_INK)
        y += 4 + svg.block_height(len(notes), _TEXT_SIZE)
    return drawn, max(y, label_top + label_height) + _GAP


def _n(row: BarRow) -> str:
    return f"n = {row.spread.base:,}"


def _figures(spread: Distribution, part: Part) -> Figures:
    if spread.count_leads:
        return Figures(f"{part.count:,}")
    return Figures(f"{part.percent}%")
