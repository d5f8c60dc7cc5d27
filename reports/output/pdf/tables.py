"""The tables of a document's appendix: questions on the same scale share one."""

from dataclasses import dataclass

from reports.charts.notes import outside_text
from reports.results.rules import block as block_rules
from reports.results.rules.block import Block
from reports.results.rules.figures import QuestionFigures, TemplateFigures


@dataclass(frozen=True)
class Line:
    """One question's row: counts and percentages of each level, the base, what is not in it."""

    figures: QuestionFigures
    cells: tuple[str, ...]
    base: str
    outside: str


@dataclass(frozen=True)
class Table:
    """Questions on one scale; `columns` are its levels."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """'Questions 1.1 to 4.3', 'Question 4.2': whose figures they are."""
        first, last = self.lines[0].figures.label, self.lines[-1].figures.label
        return f"Question {first}" if len(self.lines) == 1 else f"Questions {first} to {last}"

    @property
    def is_wide(self) -> bool:
        """Whether it needs the page turned: more than four levels, or percentages with decimals."""
        return len(self.columns) > 4 or any("." in cell for ln in self.lines for cell in ln.cells)


def grouped(template: TemplateFigures) -> tuple[Table, ...]:
    """One table for each scale of at most six levels, in the order the scales occur."""
    by_scale: dict[tuple[str, ...], list[QuestionFigures]] = {}
    for question in template.questions:
        if is_grouped(question):
            by_scale.setdefault(tuple(lv.label for lv in question.levels), []).append(question)
    return tuple(
        Table(columns, tuple(_line(question) for question in questions))
        for columns, questions in by_scale.items()
    )


def single(template: TemplateFigures) -> tuple[Block, ...]:
    """The other questions: choices, ticks, numbers, dates, each with a table of its own."""
    return tuple(
        block_rules.block_of(question)
        for question in template.questions
        if not is_grouped(question)
    )


def is_grouped(question: QuestionFigures) -> bool:
    """Whether the question shares its scale with others and fits in columns."""
    return question.type in ("rating", "yes_no") and len(question.levels) <= 6


def _line(question: QuestionFigures) -> Line:
    spread = question.spread
    assert spread is not None, "a rating has a distribution"
    return Line(
        figures=question,
        cells=tuple(
            f"{part.count:,} ({part.percent}%)" if spread.has_base else "0" for part in spread.parts
        ),
        base=f"{spread.base:,}",
        outside=outside_text(spread),
    )
