"""The key below or above a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.text import text_width, wrap

SIZE = 15.0
SWATCH = 18.0
_WIDE_SWATCH = 28.0  # for a mark of more than one letter
_TEXT_GAP = 9.0
_ROW_GAP = 7.0
_COLUMN_GAP = 26.0
_VALUE_GAP = svg.VALUE_GAP + text_width(" ", SIZE)


@dataclass(frozen=True)
class Entry:
    """One line of a key: the fill of its swatch, a label, a value, a letter in the swatch."""

    fill: str
    label: str
    value: str = ""
    letter: str = ""
    ink: str = svg.INK

    @property
    def swatch(self) -> float:
        """The width of the swatch."""
        return SWATCH if len(self.letter) < 2 else _WIDE_SWATCH

    @property
    def indent(self) -> float:
        """Where the label starts."""
        return self.swatch + _TEXT_GAP

    @property
    def width(self) -> float:
        """The width on one line, swatch included."""
        value = _VALUE_GAP + text_width(self.value, SIZE) if self.value else 0
        return self.indent + text_width(self.label, SIZE) + value


def key(
    entries: Sequence[Entry], top: float, *, lead: str = "", width: float = svg.WIDTH
) -> tuple[str, float]:
    """The key drawn with its top at `top`, and its height. `lead` is printed in front of it.

    One row where everything fits into `width` units beside each other, else two aligned columns,
    else one entry under the other, long labels wrapped.
    """
    if not entries:
        return "", 0.0
    left = 0.5
    drawn = []
    if lead:
        rows = wrap(lead, SIZE, width / 4)
        left += max(text_width(row, SIZE) for row in rows) + 14
        drawn.append(_lead(rows, top))
    columns = _columns(entries, width - left)
    if columns is None:
        body, height = _stacked(entries, left, top, width)
    else:
        body, height = _aligned(entries, [left + column for column in columns], top)
    lead_height = svg.block_height(len(rows), SIZE) if lead else 0
    return "".join([*drawn, body]), max(height, lead_height)


def _lead(rows: Sequence[str], top: float) -> str:
    first = svg.middle(top + SWATCH / 2, SIZE)
    return "".join(
        svg.text(0, first + i * SIZE * svg.LINE_HEIGHT, row, size=SIZE, bold=True)
        for i, row in enumerate(rows)
    )


def _aligned(entries: Sequence[Entry], columns: Sequence[float], top: float) -> tuple[str, float]:
    drawn, rows = [], -(-len(entries) // len(columns))
    for i, entry in enumerate(entries):
        y = top + (i // len(columns)) * (SWATCH + _ROW_GAP)
        drawn.append(_entry(entry, columns[i % len(columns)], y, [entry.label]))
    return "".join(drawn), rows * SWATCH + (rows - 1) * _ROW_GAP


def _columns(entries: Sequence[Entry], width: float) -> list[float] | None:
    """Where the columns start: as many as fit, at least two (or the one entry there is)."""
    for count in (len(entries), 3, 2):
        if not 0 < count <= len(entries) or (len(entries) == 4 and count == 3):
            continue  # three and one would look unfinished
        widest = [max(e.width for e in entries[i::count]) for i in range(count)]
        if sum(widest) + _COLUMN_GAP * (count - 1) <= width:
            return [sum(widest[:i]) + _COLUMN_GAP * i for i in range(count)]
    return None


def _stacked(entries: Sequence[Entry], left: float, top: float, width: float) -> tuple[str, float]:
    drawn, y = [], top
    for entry in entries:
        value = _VALUE_GAP + text_width(entry.value, SIZE) if entry.value else 0
        rows = wrap(entry.label, SIZE, width - left - entry.indent - value) or [""]
        drawn.append(_entry(entry, left, y, rows))
        y += max(SWATCH, svg.block_height(len(rows), SIZE)) + _ROW_GAP
    return "".join(drawn), y - top - _ROW_GAP


def _entry(entry: Entry, x: float, y: float, rows: Sequence[str]) -> str:
    """The value follows the last line of the label."""
    drawn = svg.box(x, y, entry.swatch, SWATCH, fill=entry.fill)
    if entry.letter:
        size = 12.0
        drawn += svg.text(
            x + entry.swatch / 2,
            svg.middle(y + SWATCH / 2, size),
            entry.letter,
            size=size,
            bold=True,
            fill=entry.ink,
            anchor="middle",
        )
    baseline = svg.middle(y + SWATCH / 2, SIZE)
    for i, row in enumerate(rows):
        line = baseline + i * SIZE * svg.LINE_HEIGHT
        value = entry.value if i == len(rows) - 1 else ""
        drawn += svg.text(x + entry.indent, line, row, size=SIZE, value=value)
    return drawn
