"""One bar a choice: tick all that apply, and single choices of many levels."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts import svg
from reports.charts.notes import base_note
from reports.charts.palette import shade
from reports.charts.text import text_width, wrap
from reports.statistics import Distribution, TickAll

_SIZE = 15.0
_BAR = 20.0
_FILL = shade("blue", 46).fill


@dataclass(frozen=True)
class _Row:
    label: str
    count: int
    text: str


def choice_bars(
    spread: Distribution | TickAll,
    title: str,
    description: str,
    id_prefix: str,
    *,
    width: float = svg.WIDTH,
) -> str:
    """A bar for each choice, its label above it and its figures behind it: SVG, `width` units wide.

    The full width is the whole base. For a tick-all question the bars do not add up to it, which
    the page has to say. The other arguments are those of stacked_bar().
    """
    if isinstance(spread, TickAll):
        rows = [_Row(tick.label, tick.count, tick.text) for tick in spread.ticks]
    else:
        rows = [_Row(part.label, part.count, spread.text(part.code)) for part in spread.parts]
    room = width - max((text_width(row.text, _SIZE) for row in rows), default=0) - 14
    drawn, y = [], 0.0
    for row in rows:
        labels = wrap(row.label, _SIZE, width) or [""]
        drawn.append(svg.lines(0, y, labels, size=_SIZE))
        y += svg.block_height(len(labels), _SIZE) + 3
        drawn.append(_bar(row, y, room, spread.base, width))
        y += _BAR + 12
    note, note_height = base_note(spread, y, width=width)
    return svg.document(
        y + note_height,
        [*drawn, note],
        title=title,
        description=description,
        id_prefix=id_prefix,
        width=width,
    )


def _bar(row: _Row, y: float, room: float, base: int, width: float) -> str:
    track = svg.box(0.5, y, room, _BAR, fill="none", stroke=svg.RULE)
    length = max(room * row.count / base, 2) if row.count else 0
    filled = svg.box(0.5, y, length, _BAR, fill=_FILL) if row.count else ""
    figures = svg.text(
        width, svg.middle(y + _BAR / 2, _SIZE), row.text, size=_SIZE, bold=True, anchor="end"
    )
    return track + filled + figures
