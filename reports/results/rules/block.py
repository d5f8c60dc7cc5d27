"""One question as pages and documents show it: sentence, chart and table from the same counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from reports.charts import svg
from reports.charts.choice_bars import choice_pages
from reports.charts.palette import MOST_LEVELS
from reports.charts.stacked_bar import stacked_bar
from reports.results.rules.figures import QuestionFigures
from reports.statistics import TickAll
from reports.wording import AGENCIES, parts_note, question_sentence, tick_all_sentence
from s11portal.common.dates import uk_date
from s11portal.common.numbers import with_unit


@dataclass(frozen=True)
class Row:
    """One row of a table: what it is about, its figures, and whether it is a sum or an aside."""

    head: str
    cells: tuple[str, ...]
    kind: str = ""  # '', 'base' or 'outside'


@dataclass(frozen=True)
class Block:
    """One question: its figures in a sentence and in a table. Its chart is drawn when asked for."""

    figures: QuestionFigures
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def chart(self, width: float = svg.WIDTH, *, id_prefix: str = "c") -> str:
        """The chart as SVG of `width` units, '' where there is nothing to draw.

        `id_prefix` tells several drawings of one question in a page apart.
        """
        return next(iter(self.charts(width, id_prefix=id_prefix)), "")

    def charts(
        self, width: float = svg.WIDTH, *, id_prefix: str = "c", tallest: float = inf
    ) -> tuple[str, ...]:
        """The chart in pictures of at most `tallest` units each, for paper; often one, or none."""
        figures = self.figures
        answers = figures.ticks if figures.ticks is not None else figures.spread
        named = (
            f"Question {figures.label}: how agencies answered",
            self.sentence,
            f"{id_prefix}{figures.id}",
        )
        if answers is None or not figures.levels:
            return ()
        if isinstance(answers, TickAll) or len(answers.parts) > MOST_LEVELS:
            return choice_pages(answers, *named, width=width, tallest=tallest)
        return (stacked_bar(answers, *named, width=width),)

    @property
    def anchor(self) -> str:
        """The block's id in a page."""
        return anchor(self.figures.identity)

    @property
    def caption(self) -> str:
        """What the table shows, for those who meet it alone."""
        return f"Question {self.figures.label}: answers"


def anchor(identity: int) -> str:
    """The id of a question's block in a page or document."""
    return f"question-{identity}"


def block_of(figures: QuestionFigures) -> Block:
    """The block of one question, whatever its type."""
    if figures.spread is not None:
        return _choice(figures)
    if figures.ticks is not None:
        return _ticks(figures)
    return _plain(figures)


def _choice(figures: QuestionFigures) -> Block:
    spread = figures.spread
    assert spread is not None, "asked for a question with one level"
    sentence = question_sentence("", spread)
    rows = [
        Row(part.label, (f"{part.count:,}", f"{part.percent}%" if spread.has_base else "–"))
        for part in spread.parts
    ]
    base = Row("Base (n)", (f"{spread.base:,}", "100%" if spread.has_base else "–"), "base")
    return Block(
        figures,
        sentence,
        ("Answer", "Agencies", "Share"),
        (*rows, base, *_outside(figures)),
        note=parts_note(spread),
    )


def _ticks(figures: QuestionFigures) -> Block:
    spread = figures.ticks
    assert spread is not None, "asked for a tick-all question"
    sentence = tick_all_sentence("", spread)
    rows = [
        Row(tick.label, (f"{tick.count:,}", "–" if tick.percent is None else f"{tick.percent}%"))
        for tick in spread.ticks
    ]
    base = Row("Base (n): answered", (f"{spread.base:,}", ""), "base")
    return Block(
        figures,
        sentence,
        ("Choice", "Agencies", "Share"),
        (*rows, base, *_outside(figures)),
        note="Agencies could tick more than one, so the percentages may not add up to 100.",
    )


def _plain(figures: QuestionFigures) -> Block:
    """Numbers, dates and texts: counted, with their range, without a chart."""
    answered = AGENCIES.counted(figures.answered)
    rows: list[Row] = []
    if not figures.answered:
        sentence = "No agency answered this question."
    elif figures.type == "number":
        rows = [
            Row("Lowest", (f"{figures.lowest:,}",)),
            Row("Average", (f"{figures.mean:,}",)),
            Row("Highest", (f"{figures.highest:,}",)),
        ]
        sentence = (
            f"{answered} gave a number, from {figures.lowest:,} "
            f"to {with_unit(f'{figures.highest:,}', figures.unit)}; "
            f"the average is {with_unit(f'{figures.mean:,}', figures.unit)}."
        )
    elif figures.type == "date":
        rows = [
            Row("Earliest", (uk_date(figures.earliest),)),
            Row("Latest", (uk_date(figures.latest),)),
        ]
        sentence = (
            f"{answered} gave a date, from {uk_date(figures.earliest)} "
            f"to {uk_date(figures.latest)}."
        )
    else:
        sentence = f"{answered} wrote an answer."
    base = Row("Base (n): answered", (f"{figures.answered:,}",), "base")
    outside = [Row(row.head, row.cells[:1], row.kind) for row in _outside(figures)]
    return Block(figures, sentence, ("", "Figure"), (*rows, base, *outside))


def _outside(figures: QuestionFigures) -> Sequence[Row]:
    """Those not in the base: shown, never mixed in."""
    return [
        Row(head, (f"{count:,}", ""), "outside")
        for head, count in (
            ("Not applicable", figures.not_applicable),
            ("Not answered", figures.unanswered),
            ("Not asked", figures.hidden),
        )
        if count
    ]
