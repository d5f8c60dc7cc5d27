"""One bar a choice: tick all that apply, and single choices of many levels."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from reports.charts import svg
from reports.charts.notes import base_note
from reports.charts.palette import shade
from reports.charts.text import text_width, wrap
from reports.statistics import Distribution, TickAll

_SIZE = 15.0
_BAR = 20.0
_GAP = 12.0
_FILL = shade("blue", 46).fill
_MANY = 12  # choices from which on each takes one line, its label beside the bar
_LABELS = 300.0
_DENSE_GAP = 6.0


@dataclass(frozen=True)
class _Row:
    label: str
    count: int
    text: str


@dataclass(frozen=True)
class _Sheet:
    """What all rows of a picture share: its width, the room for figures, the whole base."""

    width: float
    figures: float
    base: int
    dense: bool

    def row(self, row: _Row, y: float) -> tuple[str, float]:
        """One choice with its top at `y`, and its height, the space below it included."""
        if self.dense:
            return self._beside(row, y)
        labels = wrap(row.label, _SIZE, self.width) or [""]
        top = svg.block_height(len(labels), _SIZE) + 3
        drawn = svg.lines(0, y, labels, size=_SIZE)
        return drawn + self._bar(row, 0.5, y + top), top + _BAR + _GAP

    def _beside(self, row: _Row, y: float) -> tuple[str, float]:
        labels = wrap(row.label, _SIZE, _LABELS - 12) or [""]
        tall = svg.block_height(len(labels), _SIZE)
        height = max(tall, _BAR)
        drawn = svg.lines(0, y + (height - tall) / 2, labels, size=_SIZE)
        return drawn + self._bar(row, _LABELS, y + (height - _BAR) / 2), height + _DENSE_GAP

    def _bar(self, row: _Row, x: float, y: float) -> str:
        room = self.width - self.figures - x
        track = svg.box(x, y, room, _BAR, fill="none", stroke=svg.RULE)
        length = max(room * row.count / self.base, 2) if row.count else 0
        filled = svg.box(x, y, length, _BAR, fill=_FILL) if row.count else ""
        baseline = svg.middle(y + _BAR / 2, _SIZE)
        return (
            track
            + filled
            + svg.text(self.width, baseline, row.text, size=_SIZE, bold=True, anchor="end")
        )


def choice_bars(
    spread: Distribution | TickAll,
    title: str,
    description: str,
    id_prefix: str,
    *,
    width: float = svg.WIDTH,
) -> str:
    """A bar for each choice with its label and figures: SVG, `width` units wide.

    The full width is the whole base. For a tick-all question the bars do not add up to it, which
    the page has to say. The other arguments are those of stacked_bar().
    """
    return choice_pages(spread, title, description, id_prefix, width=width)[0]


def choice_pages(
    spread: Distribution | TickAll,
    title: str,
    description: str,
    id_prefix: str,
    *,
    width: float = svg.WIDTH,
    tallest: float = inf,
) -> tuple[str, ...]:
    """The same in pictures of at most `tallest` units each, for paper; at least one."""
    rows = _rows(spread)
    figures = max((text_width(row.text, _SIZE) for row in rows), default=0) + 14
    sheet = _Sheet(width, figures, spread.base, len(rows) > _MANY and width >= svg.WIDTH)
    _, note_height = base_note(spread, 0, width=width)
    groups = _groups(sheet, rows, tallest - note_height)
    pictures = []
    for number, group in enumerate(groups, 1):
        drawn, y = [], 0.0
        for row in group:
            part, height = sheet.row(row, y)
            drawn.append(part)
            y += height
        if number == len(groups):
            note, _ = base_note(spread, y, width=width)
            drawn.append(note)
            y += note_height
        pictures.append(
            svg.document(
                y,
                drawn,
                title=title if len(groups) == 1 else f"{title} ({number} of {len(groups)})",
                description=description if number == 1 else "",
                id_prefix=id_prefix if number == 1 else f"{id_prefix}-{number}",
                width=width,
            )
        )
    return tuple(pictures)


def _rows(spread: Distribution | TickAll) -> list[_Row]:
    if isinstance(spread, TickAll):
        return [_Row(tick.label, tick.count, tick.text) for tick in spread.ticks]
    return [_Row(part.label, part.count, spread.text(part.code)) for part in spread.parts]


def _groups(sheet: _Sheet, rows: list[_Row], tallest: float) -> list[list[_Row]]:
    """The rows of each picture: no taller than `tallest`, unless one row alone is."""
    groups: list[list[_Row]] = [[]]
    y = 0.0
    for row in rows:
        _, height = sheet.row(row, 0)
        if groups[-1] and y + height > tallest:
            groups.append([])
            y = 0.0
        groups[-1].append(row)
        y += height
    return groups
