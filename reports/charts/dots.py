"""Who answered, by sector: a dot for each agency, or a bar where there are too many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.palette import DARK_TEXT, LIGHT_TEXT, shade
from reports.charts.text import text_width, wrap

RETURNED = "returned"
LATE = "late"
NATIONAL = "national"
NOT_RETURNED = "not_returned"
EXEMPT = "exempt"

# in the order in which they are drawn and explained
STATES = {
    RETURNED: "Returned",
    LATE: "Returned late",
    NATIONAL: "National document",
    NOT_RETURNED: "Not returned",
    EXEMPT: "Exempt, not expected",
}
_COUNTS_AS_RETURNED = (RETURNED, LATE, NATIONAL)

_RADIUS = 9.5
_STEP = 24.0
_ROW = 25.0
_LEFT = 214.0
_NAME_SIZE = 15.0
_GAP = 7.0
_FEWEST = 8  # dots in a line; with less room they go under the name
MOST_DOTS = 200  # in all sectors together; nobody counts more dots than that
_FILLED = shade("blue", 34).fill
_PALE = shade("blue", 86).fill


@dataclass(frozen=True)
class SectorRow:
    """A sector and the state of each of its agencies: one of STATES, in any order."""

    sector: str
    states: Sequence[str]

    @property
    def returned(self) -> int:
        """How many returned something, late ones and national documents included."""
        return sum(1 for state in self.states if state in _COUNTS_AS_RETURNED)

    @property
    def expected(self) -> int:
        """How many had to: everybody without the exempt."""
        return sum(1 for state in self.states if state != EXEMPT)

    @property
    def text(self) -> str:
        """'5 of 6', or 'none expected' where all are exempt."""
        return f"{self.returned:,} of {self.expected:,}" if self.expected else "none expected"


def who_answered(
    rows: Sequence[SectorRow],
    title: str,
    description: str,
    id_prefix: str,
    *,
    width: float = svg.WIDTH,
) -> str:
    """A dot for each agency, a row for each sector, 'returned of expected' at the right: SVG.

    The dots stand beside the sector's name, or under it where `width` leaves little room. Of
    more than MOST_DOTS agencies, each sector is a bar with a part for each kind.

    Filled: returned; with an L: late; a square with an N: national document; hollow: not
    returned; a cross: exempt. The key counts each kind. KeyError for an unknown state.
    """
    right = max((text_width(row.text, _NAME_SIZE) for row in rows), default=0) + 14
    drawn, y = _key(rows, width)
    draw = _beside if width - _LEFT - right >= _FEWEST * _STEP else _under
    many = sum(len(row.states) for row in rows) > MOST_DOTS
    for row in rows:
        part, height = draw(row, y, width, right, many)
        drawn.append(part)
        y += height + _GAP
        drawn.append(svg.polyline([(0, y - _GAP / 2), (width, y - _GAP / 2)], stroke=svg.RULE))
    return svg.document(
        max(y - _GAP / 2, 1) + 1,
        drawn,
        title=title,
        description=description,
        id_prefix=id_prefix,
        width=width,
    )


def _key(rows: Sequence[SectorRow], width: float) -> tuple[list[str], float]:
    """The states that occur, each with its mark and its count, in as many lines as needed."""
    counts = Counter(state for row in rows for state in row.states)
    unknown = set(counts) - set(STATES)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    drawn, x, y = [], 0.0, 0.5
    for state, label in STATES.items():
        if not counts[state]:
            continue
        words = f"{label}: {counts[state]:,}"
        needed = 2 * _RADIUS + 9 + text_width(words, _NAME_SIZE)
        if x and x + needed > width:
            x, y = 0.0, y + _ROW
        drawn.append(_mark(state, x + _RADIUS + 1, y + _RADIUS + 1))
        baseline = svg.middle(y + _RADIUS + 1, _NAME_SIZE)
        drawn.append(svg.text(x + 2 * _RADIUS + 9, baseline, words, size=_NAME_SIZE))
        x += needed + 22
    return drawn, y + 2 * _RADIUS + (20 if drawn else 0)


def _beside(row: SectorRow, y: float, width: float, right: float, many: bool) -> tuple[str, float]:
    """Name, dots and figures beside each other, and their height."""
    names = wrap(row.sector, _NAME_SIZE, _LEFT - 16) or [""]
    per_line = max(1, int((width - right - _LEFT) // _STEP))
    lines = 1 if many else max(1, -(-len(row.states) // per_line))
    name_height = svg.block_height(len(names), _NAME_SIZE)
    height = max(lines * _ROW, name_height)
    first = y + (height - (lines - 1) * _ROW) / 2
    drawn = svg.lines(0, y + (height - name_height) / 2, names, size=_NAME_SIZE)
    room = width - right - _LEFT
    drawn += _bar(row, _LEFT, first, room) if many else _dots(row, _LEFT, first, per_line)
    return drawn + _figures(row, width, svg.middle(y + height / 2, _NAME_SIZE)), height


def _under(row: SectorRow, y: float, width: float, right: float, many: bool) -> tuple[str, float]:
    """Name and figures, the dots under them over the whole width, and their height."""
    names = wrap(row.sector, _NAME_SIZE, width - right) or [""]
    per_line = max(1, int(width // _STEP))
    lines = 1 if many else -(-len(row.states) // per_line)
    name_height = svg.block_height(len(names), _NAME_SIZE) + 2
    drawn = svg.lines(0, y, names, size=_NAME_SIZE)
    first = y + name_height + _ROW / 2
    drawn += _bar(row, 1, first, width - 2) if many else _dots(row, 1, first, per_line)
    figures = _figures(row, width, y + svg.baseline(_NAME_SIZE))
    return drawn + figures, name_height + lines * _ROW


def _dots(row: SectorRow, left: float, first: float, per_line: int) -> str:
    """The agencies in lines, the first with its centre at the height `first`."""
    order = list(STATES)
    return "".join(
        _mark(
            state,
            left + _RADIUS + (i % per_line) * _STEP,
            first + (i // per_line) * _ROW,
        )
        for i, state in enumerate(sorted(row.states, key=order.index))
    )


def _bar(row: SectorRow, left: float, centre: float, width: float) -> str:
    """The agencies as one bar: a part for each state, with its sign where there is room."""
    counts, x, drawn = Counter(row.states), left, []
    for state in STATES:
        part = width * counts[state] / max(1, len(row.states))
        if part:
            drawn.append(svg.box(x, centre - _RADIUS, part, 2 * _RADIUS, fill=_FILLS[state]))
        if part > 2 * _RADIUS and state in _SIGNS:
            drawn.append(_SIGNS[state](x + part / 2, centre))
        x += part
    return "".join(drawn)


def _figures(row: SectorRow, right: float, baseline: float) -> str:
    return svg.text(right, baseline, row.text, size=_NAME_SIZE, bold=True, anchor="end")


def _mark(state: str, x: float, y: float) -> str:
    """The sign of one state with its centre at x, y; the signs differ in shape, not only fill."""
    return _MARKS[state](x, y)


def _returned(x: float, y: float) -> str:
    return svg.circle(x, y, _RADIUS - 1, fill=_FILLED)


def _late(x: float, y: float) -> str:
    return svg.circle(x, y, _RADIUS - 1, fill=_PALE) + _late_sign(x, y)


def _late_sign(x: float, y: float) -> str:
    return _letter("L", x, y, DARK_TEXT)


def _national(x: float, y: float) -> str:
    side = 2 * _RADIUS - 2
    square = svg.box(x - side / 2, y - side / 2, side, side, fill=_FILLED)
    return square + _national_sign(x, y)


def _national_sign(x: float, y: float) -> str:
    return _letter("N", x, y, LIGHT_TEXT)


def _missing(x: float, y: float) -> str:
    return svg.circle(x, y, _RADIUS - 1, fill=svg.WHITE)


def _exempt(x: float, y: float) -> str:
    arm = _RADIUS * 0.55
    return "".join(
        svg.polyline([(x - arm, y - arm * way), (x + arm, y + arm * way)], width=2)
        for way in (1, -1)
    )


def _letter(letter: str, x: float, y: float, fill: str) -> str:
    return svg.text(x, svg.middle(y, 12), letter, size=12, bold=True, fill=fill, anchor="middle")


_MARKS: dict[str, Callable[[float, float], str]] = {
    RETURNED: _returned,
    LATE: _late,
    NATIONAL: _national,
    NOT_RETURNED: _missing,
    EXEMPT: _exempt,
}
# What tells the parts of a bar apart.
_FILLS = {
    RETURNED: _FILLED,
    LATE: _PALE,
    NATIONAL: _FILLED,
    NOT_RETURNED: svg.WHITE,
    EXEMPT: svg.WHITE,
}
_SIGNS: dict[str, Callable[[float, float], str]] = {
    LATE: _late_sign,
    NATIONAL: _national_sign,
    EXEMPT: _exempt,
}
