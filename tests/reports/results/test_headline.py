"""The large figures of an audit: each scored scale on its own, or what counts as met."""

import datetime

from reports.results.rules.figures import (
    CycleFigures,
    QuestionFigures,
    StandardFigures,
    TemplateFigures,
)
from reports.results.rules.headline import headline_of
from reports.results.rules.scales import ScoredScale
from reports.statistics import LevelCount, Rounding

DAY = datetime.date(2026, 5, 1)


def levels(*named: tuple[str, int | None, str, int]) -> tuple[LevelCount, ...]:
    """Levels from (label, score, counts as, count)."""
    return tuple(
        LevelCount(str(n), label, score, None, counts_as or None, count)
        for n, (label, score, counts_as, count) in enumerate(named)
    )


# Fewer risks are better.
RISK = levels(("No risk", 0, "met", 3), ("High risk", 1, "not_met", 1))
GRADE = levels(("Poor", 0, "not_met", 2), ("Good", 1, "met", 2), ("Strong", 2, "met", 4))
IN_PLACE = levels(("Not in place", None, "not_met", 1), ("In place", None, "met", 7))
CHECKED = levels(("Yes", None, "met", 8), ("No", None, "not_met", 1))
NEITHER = levels(("Yes", None, "", 8), ("No", None, "", 1))


def figures_of(*answers: tuple[LevelCount, ...], **fields: object) -> CycleFigures:
    """An audit with a question for each of `answers`, and its scored scales."""
    directions = ["lower_is_better" if one is RISK else "higher_is_better" for one in answers]
    questions = tuple(
        QuestionFigures(
            n, n, f"1.{n}", "?",
            "rating" if one not in (CHECKED, NEITHER) else "yes_no",
            levels=one, direction=direction,
            answered=sum(level.count for level in one),
        )
        for n, (one, direction) in enumerate(zip(answers, directions, strict=True), 1)
    )  # fmt: skip
    scales = tuple(
        ScoredScale("Risk" if one is RISK else "Grade", direction, one)
        for one, direction in zip(answers, directions, strict=True)
        if one in (RISK, GRADE)
    )
    return CycleFigures(
        1, "Audit", "2026", DAY, DAY, "closed", "Wexcombe",
        templates=(TemplateFigures(1, "Form", (StandardFigures(1, "1", "One", questions),)),),
        scales=scales,
        **fields,
    )  # fmt: skip


def shown(figures: CycleFigures) -> list[tuple[str, str, str]]:
    """The large figures after the first, which is who returned."""
    return [(one.value, one.label, one.note) for one in headline_of(figures).figures[1:]]


def test_of_one_scored_scale_what_counts_as_met_and_the_worst_in_its_own_direction() -> None:
    assert shown(figures_of(RISK, NEITHER)) == [
        ("75%", "of ratings are ‘No risk’", "3 of 4"),
        ("1", "rating of ‘High risk’", "25% of 4 ratings"),
    ]


def test_two_scored_scales_are_never_mixed() -> None:
    assert shown(figures_of(RISK, GRADE)) == [
        ("75%", "of ‘Risk’ ratings are ‘No risk’", "3 of 4"),
        ("1", "‘Risk’ rating of ‘High risk’", "25% of 4 ‘Risk’ ratings"),
        ("75%", "of ‘Grade’ ratings are ‘Good’ or ‘Strong’", "6 of 8"),
        ("2", "‘Grade’ ratings of ‘Poor’", "25% of 8 ‘Grade’ ratings"),
    ]


def test_without_a_scored_scale_it_says_what_counts_as_met() -> None:
    assert shown(figures_of(IN_PLACE)) == [
        ("88%", "of answers are ‘In place’", "7 of 8"),
        ("1", "answer of ‘Not in place’", "13% of 8 answers"),
    ]
    assert shown(figures_of(IN_PLACE, CHECKED, NEITHER)) == [
        ("88%", "of answers count as met", "15 of 17"),
        ("2", "answers that count as not met", "12% of 17 answers"),
    ]
    assert shown(figures_of(NEITHER)) == []


def test_a_headline_is_what_a_calculator_gives_however_its_parts_are_rounded() -> None:
    """1 of 3 three times: as parts that add up to 100 the first would be 34%."""
    thirds = levels(("Poor", 0, "not_met", 1), ("Fair", 1, "", 1), ("Good", 2, "met", 1))
    figures = figures_of(thirds, rounding=Rounding(adds_up=True))
    figures = CycleFigures(
        **{
            **{name: getattr(figures, name) for name in figures.__dataclass_fields__},
            "scales": (ScoredScale("Grade", "higher_is_better", thirds),),
        }
    )
    assert shown(figures)[1] == ("1", "rating of ‘Poor’", "33% of 3 ratings")


def test_yes_and_no_take_part_in_strongest_and_weakest_where_they_count_as_met() -> None:
    headline = headline_of(figures_of(IN_PLACE, CHECKED, NEITHER))
    assert headline.strongest == (
        "The highest share is for question 1.2: 8 of 9 agencies (89%) say ‘Yes’."
    )
    assert headline.weakest.startswith("The lowest share is for question 1.1: 7 of 8 agencies")


def test_a_question_that_fewer_than_five_answered_is_not_compared() -> None:
    headline = headline_of(figures_of(IN_PLACE, RISK, GRADE))
    assert "1.2" not in headline.strongest + headline.weakest
    assert headline.left_out == "Not compared, because fewer than 5 agencies answered: 1.2."
