"""The large figures of the first page are about the cycle's one scored scale and no other."""

import datetime

from reports.output.content import Content
from reports.output.pdf import glance
from reports.results.rules.figures import (
    CycleFigures,
    QuestionFigures,
    StandardFigures,
    TemplateFigures,
)
from reports.statistics import LevelCount

DAY = datetime.date(2026, 5, 1)
# Fewer risks are better.
RISK = (
    LevelCount("0", "No risk", 0, "green", "met", 3),
    LevelCount("1", "High risk", 1, "red", "not_met", 1),
)
# Another scale with the same codes, without scores; more is better.
REACH = (
    LevelCount("0", "Nowhere", None, "red", "not_met", 2),
    LevelCount("1", "Everywhere", None, "green", "met", 2),
)


def question(number: int, levels: tuple[LevelCount, ...], direction: str) -> QuestionFigures:
    return QuestionFigures(
        number, number, f"1.{number}", "?", "rating", levels=levels, direction=direction, answered=4
    )


def test_the_worst_level_is_that_of_the_scored_scale_in_its_own_direction():
    questions = (
        question(1, REACH, "higher_is_better"),
        question(2, RISK, "lower_is_better"),
    )
    standard = StandardFigures(1, "1", "Standard", questions)
    figures = CycleFigures(
        1, "Audit", "2026", DAY, DAY, "closed", "Wexcombe",
        templates=(TemplateFigures(1, "Template", (standard,)),),
        scale=RISK,
    )  # fmt: skip
    shown = glance.glance_of(
        Content(title="Report", partnership="Wexcombe", figures=figures)
    ).figures
    assert [(one.value, one.label, one.note) for one in shown[1:]] == [
        ("75%", "of ratings are ‘No risk’", "3 of 4"),
        ("1", "rating of ‘High risk’", "25% of 4 ratings"),
    ]
