"""One stacked bar: its segments, the figures inside them, and those that have to stand above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.palette import Shade
from reports.charts.text import text_width
from reports.statistics import Distribution, Part

THINNEST = 4.0  # a part that somebody chose is never invisible
SPACE = 3.5  # at least so much between a figure and the edge of its part
CALLOUT_SIZE = 15.0
CALLOUT_HEIGHT = 27.0  # figures above the bar, with the line that leads to them
_CALLOUT_GAP = 8.0


@dataclass(frozen=True)
class Figures:
    """What is printed in a part: a main figure, and a second line or ''."""

    main: str
    second: str = ""
    above: str = ""  # what stands above the bar where the part is too narrow; default `main`

    def width(self, size: float, second_size: float) -> float:
        """The width of the wider line."""
        return max(text_width(self.main, size), text_width(self.second, second_size))


@dataclass(frozen=True)
class Segment:
    """A part of the bar that somebody chose, with its place."""

    part: Part
    x: float
    width: float

    @property
    def centre(self) -> float:
        """The middle of the segment."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Bar:
    """A bar ready to draw at any height on the page; `callouts` says whether figures go above."""

    spread: Distribution
    figures: Mapping[str, Figures]
    x: float
    width: float
    height: float
    size: float
    second_size: float = 0.0

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The parts that were chosen, left to right."""
        return segments(self.spread, self.x, self.width)

    @property
    def narrow(self) -> tuple[Segment, ...]:
        """The segments whose figures do not fit inside."""
        return tuple(segment for segment in self.segments if not self._fits(segment))

    @property
    def callouts(self) -> float:
        """The room needed above the bar: 0 when nothing is printed there."""
        return CALLOUT_HEIGHT if self._labels else 0.0

    def draw(self, y: float, shades: Mapping[str, Shade]) -> str:
        """The bar with its top at `y`; what stands above it reaches up to y - callouts."""
        if not self.spread.has_base:
            return self._empty(y)
        drawn = [self._segment(segment, y, shades[segment.part.code]) for segment in self.segments]
        return "".join(drawn) + self._above(y)

    def _fits(self, segment: Segment) -> bool:
        figures = self.figures[segment.part.code]
        return figures.width(self.size, self.second_size) + 2 * SPACE <= segment.width

    def _segment(self, segment: Segment, y: float, shade: Shade) -> str:
        drawn = svg.box(segment.x, y, segment.width, self.height, fill=shade.fill)
        if not self._fits(segment):
            return drawn
        figures = self.figures[segment.part.code]
        centre = y + self.height / 2
        rows = [(centre, figures.main, self.size, True)]
        if figures.second:
            apart = self.second_size * 0.66
            second = (centre + self.size * 0.56, figures.second, self.second_size, False)
            rows = [(centre - apart, figures.main, self.size, True), second]
        return drawn + "".join(
            svg.text(
                segment.centre,
                svg.middle(row, size),
                content,
                size=size,
                bold=bold,
                fill=shade.text,
                anchor="middle",
            )
            for row, content, size, bold in rows
        )

    def _above(self, y: float) -> str:
        """The figures of narrow parts above the bar, moved apart, each with a line to its part."""
        labels = self._labels
        if not labels:
            return ""
        narrow = self.narrow
        widths = [text_width(label, CALLOUT_SIZE) for label in labels]
        centres = spaced([s.centre for s in narrow], widths, self.x, self.x + self.width)
        drawn = []
        for segment, label, x in zip(narrow, labels, centres, strict=True):
            drawn.append(svg.polyline([(segment.centre, y), (segment.centre, y - 4), (x, y - 9)]))
            drawn.append(svg.text(x, y - 12, label, size=CALLOUT_SIZE, bold=True, anchor="middle"))
        return "".join(drawn)

    @property
    def _labels(self) -> list[str]:
        """What stands above the narrow parts: full figures, else main ones, else the key's alone.

        All in the same form, as much as has room beside each other over the bar.
        """
        figures = [self.figures[segment.part.code] for segment in self.narrow]
        for labels in ([f.above or f.main for f in figures], [f.main for f in figures]):
            needed = sum(text_width(label, CALLOUT_SIZE) + _CALLOUT_GAP for label in labels)
            if needed - _CALLOUT_GAP <= self.width:
                return labels
        return []

    def _empty(self, y: float) -> str:
        """A dashed frame: nobody answered, which is not the same as nobody being good."""
        frame = svg.box(
            self.x, y, self.width, self.height, fill="none", stroke=svg.SOFT_INK, dashed=True
        )
        centre = self.x + self.width / 2
        words = svg.text(
            centre,
            svg.middle(y + self.height / 2, 15),
            "No answers to show",
            size=15,
            fill=svg.SOFT_INK,
            anchor="middle",
        )
        return frame + words


def segments(spread: Distribution, x: float, width: float) -> tuple[Segment, ...]:
    """The chosen parts side by side over the whole width, in proportion to their counts.

    A part too thin to be seen gets a few units, taken from the others in proportion.
    """
    chosen = [part for part in spread.parts if part.count]
    thin = [part for part in chosen if width * part.count < THINNEST * spread.base]
    rest = sum(part.count for part in chosen if part not in thin)
    room = width - THINNEST * len(thin)
    placed = []
    for part in chosen:
        own = THINNEST if part in thin else room * part.count / rest
        placed.append(Segment(part, x, own))
        x += own
    return tuple(placed)


def spaced(
    centres: Sequence[float], widths: Sequence[float], left: float, right: float
) -> list[float]:
    """The centres moved as little as needed so that labels neither overlap nor leave the space.

    First everything is pushed to the right of its neighbour, then back inside from the right.
    """
    moved: list[float] = []
    edge = left
    for centre, width in zip(centres, widths, strict=True):
        moved.append(max(centre, edge + width / 2))
        edge = moved[-1] + width / 2 + _CALLOUT_GAP
    edge = right
    for i in range(len(moved) - 1, -1, -1):
        moved[i] = min(moved[i], edge - widths[i] / 2)
        edge = moved[i] - widths[i] / 2 - _CALLOUT_GAP
    return moved
