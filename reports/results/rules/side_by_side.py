"""All graded questions as bars under each other, in pictures of a page each."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.overview import BarRow, bars_overview
from reports.charts.palette import MOST_LEVELS, luminance, shades
from reports.results.rules.figures import CycleFigures, QuestionFigures
from reports.statistics import Level, worst_first

# A picture of more bars would not fit on a page.
MOST_BARS = 12
GRADED = ("rating", "yes_no")


@dataclass(frozen=True)
class Picture:
    """The bars of one picture, a standard kept whole."""

    number: int
    rows: tuple[BarRow, ...]

    def draw(self, width: float = svg.WIDTH, *, id_prefix: str = "overview") -> str:
        """The picture as SVG of `width` units; `id_prefix` tells several drawings apart."""
        first, last = self.rows[0].label, self.rows[-1].label
        which = f"Question {first}" if first == last else f"Questions {first} to {last}"
        return bars_overview(
            self.rows,
            "Questions side by side",
            f"{which}. The figures of each are in the tables.",
            f"{id_prefix}-{self.number}",
            width=width,
        )


def pictures(figures: CycleFigures) -> tuple[Picture, ...]:
    """The graded questions of an audit; none where there are none."""
    groups: list[list[BarRow]] = [[]]
    for template in figures.templates:
        for standard in template.standards:
            rows = [
                BarRow(q.label, q.spread, heading=f"{standard.label} {standard.title}")
                for q in standard.questions
                if q.spread and is_drawn(q)
            ]
            if groups[-1] and len(groups[-1]) + len(rows) > MOST_BARS:
                groups.append([])
            groups[-1] += rows
    return tuple(Picture(number, tuple(rows)) for number, rows in enumerate(groups) if rows)


def is_drawn(question: QuestionFigures) -> bool:
    """Whether the question has a bar among the others."""
    return question.type in GRADED and len(question.levels) <= MOST_LEVELS


def intro(figures: CycleFigures) -> str:
    """How to read the pictures. What is dark is said only where it is true of every bar."""
    drawn = [q for q in figures.questions if is_drawn(q)]
    dark = _about_the_dark([_darkest_is_worst(q.levels, q.direction) for q in drawn])
    return " ".join(
        part
        for part in (
            "Each bar is one question.",
            dark,
            "The figures in the bars are numbers of agencies below a base of 50, and percentages "
            "from there on. The number on the right is the base (n).",
        )
        if part
    )


def _about_the_dark(found: Sequence[bool | None]) -> str:
    if False in found or True not in found:
        return ""
    if None in found:
        return "Where one answer is worse than another, the darkest part is the worst."
    return "The darkest part is the worst answer."


def _darkest_is_worst(levels: Sequence[Level], direction: str) -> bool | None:
    """Whether the darkest level is the worst one; None where nothing says which is worse."""
    ranked = worst_first(levels, direction)
    if not ranked:
        return None
    fills = {code: luminance(shade.fill) for code, shade in shades(levels).items()}
    return min(fills, key=lambda code: fills[code]) == ranked[0].code
