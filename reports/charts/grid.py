"""Standards by agencies (or sectors) as a grid of letters.

Not called yet: the grid of standards in the results and the report waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.legend import Entry, key
from reports.charts.letters import level_letters
from reports.charts.palette import Shade, shades
from reports.charts.text import text_width, wrap
from reports.statistics import Level

NOT_APPLICABLE = "n/a"
NO_ANSWER = "\u2013"

MOST_COLUMNS = 20
_NAMES = 236.0  # room for the names of the rows
_WIDEST, _NARROWEST = 88.0, 20.0
_ROW = 28.0
_NAME_SIZE = 14.0
_LETTER_SIZE = 15.0
_HEAD_SIZE, _SMALLEST_HEAD = 15.0, 11.0
_GAP = 2.0


@dataclass(frozen=True)
class GridColumn:
    """A standard: its label as typed, and its title for the list below the grid."""

    label: str
    title: str = ""


@dataclass(frozen=True)
class GridRow:
    """An agency or a sector, and for each column a level code, NOT_APPLICABLE or None.

    None is no answer. The rows are drawn in the order given: see statistics.weakest_first().
    """

    name: str
    cells: Sequence[str | None]


def standard_grid(
    columns: Sequence[GridColumn],
    rows: Sequence[GridRow],
    levels: Sequence[Level],
    title: str,
    description: str,
    id_prefix: str,
) -> str:
    """A grid with a letter and a shade for each level: SVG, 640 units wide.

    `levels` is the whole scale, in its order. Below the grid the key explains the letters, and
    the titles of the columns follow. Raises ValueError for more than 20 columns or a row with
    another number of cells; KeyError for a code the scale does not have.
    """
    if not 0 < len(columns) <= MOST_COLUMNS:
        raise ValueError(f"a grid has 1 to {MOST_COLUMNS} columns")
    if any(len(row.cells) != len(columns) for row in rows):
        raise ValueError("every row needs a cell for each column")
    tints, letters = shades(levels), level_letters(levels)
    step = max(_NARROWEST, min(_WIDEST, (svg.WIDTH - _NAMES) / len(columns)))
    left = svg.WIDTH - step * len(columns)
    if step == _WIDEST:
        left = _NAMES
    drawn, y = _head(columns, left, step)
    for row in rows:
        part, height = _row(row, y, left, step, tints, letters)
        drawn.append(part)
        y += height
    part, height = _key(rows, levels, tints, letters, y + 14)
    drawn.append(part)
    y += height + 14
    part, height = _titles(columns, y + 12)
    drawn.append(part)
    return svg.document(
        y + (height + 12 if height else 0) + 1,
        drawn,
        title=title,
        description=description,
        id_prefix=id_prefix,
    )


def _head(columns: Sequence[GridColumn], left: float, step: float) -> tuple[list[str], float]:
    """The labels of the columns, smaller where columns are narrow, and broken as a last resort."""
    room = step - 2
    widest = max(text_width(column.label, _HEAD_SIZE) for column in columns)
    size = max(_SMALLEST_HEAD, min(_HEAD_SIZE, _HEAD_SIZE * room / max(widest, 1)))
    wrapped = [wrap(column.label, size, room) for column in columns]
    height = svg.block_height(max(len(rows) for rows in wrapped), size)
    drawn = [
        svg.lines(
            left + step * (i + 0.5),
            height - svg.block_height(len(rows), size),
            rows,
            size=size,
            bold=True,
            anchor="middle",
        )
        for i, rows in enumerate(wrapped)
    ]
    return drawn, height + 4


def _row(
    row: GridRow,
    y: float,
    left: float,
    step: float,
    tints: Mapping[str, Shade],
    letters: Mapping[str, str],
) -> tuple[str, float]:
    names = wrap(row.name, _NAME_SIZE, left - 12) or [""]
    name_height = svg.block_height(len(names), _NAME_SIZE)
    height = max(_ROW, name_height + 4)
    drawn = svg.lines(0, y + (height - name_height) / 2, names, size=_NAME_SIZE)
    for i, code in enumerate(row.cells):
        x = left + step * i + _GAP / 2
        size = (step - _GAP, height - _GAP)
        drawn += _cell(code, x, y + _GAP / 2, size, tints, letters)
    return drawn, height


def _cell(
    code: str | None,
    x: float,
    y: float,
    size: tuple[float, float],
    tints: Mapping[str, Shade],
    letters: Mapping[str, str],
) -> str:
    width, height = size
    content, font, fill, stroke, ink = NO_ANSWER, _LETTER_SIZE, svg.WHITE, svg.RULE, svg.SOFT_INK
    if code == NOT_APPLICABLE:
        content, font = NOT_APPLICABLE, min(12.0, (width - 2) / 1.7)
    elif code is not None:
        content, ink = letters[code], tints[code].text
        fill, stroke = tints[code].fill, svg.INK
    return svg.box(x, y, width, height, fill=fill, stroke=stroke) + svg.text(
        x + width / 2,
        svg.middle(y + height / 2, font),
        content,
        size=font,
        bold=code in letters,
        fill=ink,
        anchor="middle",
    )


def _key(
    rows: Sequence[GridRow],
    levels: Sequence[Level],
    tints: Mapping[str, Shade],
    letters: Mapping[str, str],
    top: float,
) -> tuple[str, float]:
    entries = [
        Entry(
            tints[level.code].fill,
            level.label,
            letter=letters[level.code],
            ink=tints[level.code].text,
        )
        for level in levels
    ]
    cells = {code for row in rows for code in row.cells}
    if None in cells:
        entries.append(Entry(svg.WHITE, "No answer", letter=NO_ANSWER))
    if NOT_APPLICABLE in cells:
        entries.append(Entry(svg.WHITE, "Not applicable", letter=NOT_APPLICABLE))
    return key(entries, top)


def _titles(columns: Sequence[GridColumn], top: float) -> tuple[str, float]:
    """The labels and titles of the standards under each other; nothing where none has a title."""
    titled = [column for column in columns if column.title]
    if not titled:
        return "", 0.0
    indent = min(max(text_width(column.label, _NAME_SIZE) for column in titled), 120) + 10
    drawn, y = "", top
    for column in titled:
        labels = wrap(column.label, _NAME_SIZE, indent - 8)
        rows = wrap(column.title, _NAME_SIZE, svg.WIDTH - indent)
        drawn += svg.lines(0, y, labels, size=_NAME_SIZE, bold=True)
        drawn += svg.lines(indent, y, rows, size=_NAME_SIZE)
        y += svg.block_height(max(len(rows), len(labels)), _NAME_SIZE) + 2
    return drawn, y - top
