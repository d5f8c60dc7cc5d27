"""Figures of audits that never were: any counts, three scales, every way of rounding."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from reports.results.rules.figures import (
    AgencyFigures,
    CycleFigures,
    QuestionFigures,
    StandardFigures,
    TemplateFigures,
)
from reports.results.rules.scales import Scored, ScoredScale
from reports.statistics import HIGHER_IS_BETTER, LOWER_IS_BETTER, Level, LevelCount, Rounding
from tests.reports.published import GRADES, counted

DAY = datetime.date(2026, 5, 1)
# Fewer risks are better; one level carries no score.
RISKS = (
    Level("n", "No risk", 0, "green", "met"),
    Level("s", "Some risk", 1, "amber", "partly_met"),
    Level("h", "High risk", 2, "red", "not_met"),
    Level("u", "Do not know", None, "grey", None),
)
IN_PLACE = (
    Level("a", "Not in place", None, "red", "not_met"),
    Level("b", "In place with areas for development", None, "amber", "partly_met"),
    Level("c", "Fully in place", None, "green", "met"),
)
YES_NO = (Level("yes", "Yes", counts_as="met"), Level("no", "No", counts_as="not_met"))
SCALES = {
    "grade": (GRADES, HIGHER_IS_BETTER),
    "risk": (RISKS, LOWER_IS_BETTER),
    "in place": (IN_PLACE, HIGHER_IS_BETTER),
    "yes or no": (YES_NO, "none"),
}
ROUNDINGS = (Rounding(), Rounding(decimals=1), Rounding(decimals=2), Rounding(adds_up=True))
# Small counts, and counts over the base of 50 from which the percentage leads.
COUNTS = st.one_of(st.integers(0, 9), st.integers(0, 2_000))


@st.composite
def questions(draw: st.DrawFn, number: int, rounding: Rounding) -> QuestionFigures:
    """A question on one of the scales, or one where several may be ticked."""
    name = draw(st.sampled_from([*SCALES, "ticks"]))
    levels, direction = SCALES.get(name, (IN_PLACE, "none"))
    chosen = draw(st.tuples(*[COUNTS] * len(levels)))
    kind = {"yes or no": "yes_no", "ticks": "tick_all"}.get(name, "rating")
    return QuestionFigures(
        id=number,
        identity=number,
        label=f"1.{number}",
        text="How sure are you?",
        type=kind,
        direction=direction,
        levels=tuple(counted(lv, n) for lv, n in zip(levels, chosen, strict=True)),
        answered=max(chosen) + draw(COUNTS) if kind == "tick_all" else sum(chosen),
        not_applicable=draw(st.integers(0, 3)),
        unanswered=draw(st.integers(0, 3)),
        hidden=draw(st.integers(0, 3)),
        rounding=rounding,
    )


@st.composite
def agencies(draw: st.DrawFn, number: int, scales: int) -> AgencyFigures:
    """An agency that returned, did not, is exempt, or has a national document."""
    returned = draw(st.booleans())
    scored = draw(st.tuples(*[st.builds(Scored, st.integers(0, 18), st.just(9))] * scales))
    return AgencyFigures(
        participant=number,
        name=f"Agency {number}",
        sector=draw(st.sampled_from(["Health", "Faith", "Police"])),
        state="expected" if returned else draw(st.sampled_from(["expected", "exempt", "national"])),
        revision=number if returned else None,
        returned_on=DAY if returned else None,
        late=returned and draw(st.booleans()),
        scores=scored if returned else (Scored(),) * scales,
    )


@st.composite
def audits(draw: st.DrawFn, rounding: Rounding | None = None) -> CycleFigures:
    """An audit of a few questions and agencies."""
    rounding = rounding or draw(st.sampled_from(ROUNDINGS))
    asked = tuple(draw(questions(n, rounding)) for n in range(1, draw(st.integers(1, 5)) + 1))
    scales = tuple(
        ScoredScale(name.title(), direction, levels)
        for name, (levels, direction) in list(SCALES.items())[:2]
        if any(_without_counts(q.levels) == levels and q.type == "rating" for q in asked)
    )
    return CycleFigures(
        cycle=1,
        title="Audit 2026",
        period="2025-26",
        opens_on=DAY,
        closes_on=DAY,
        state=draw(st.sampled_from(["draft", "open", "closed"])),
        partnership="Wexcombe",
        agencies=tuple(draw(agencies(n, len(scales))) for n in range(draw(st.integers(0, 9)))),
        templates=(TemplateFigures(1, "Form", (StandardFigures(1, "1", "Children", asked),)),),
        scales=scales,
        rounding=rounding,
    )


def _without_counts(levels: tuple[LevelCount, ...]) -> tuple[Level, ...]:
    return tuple(Level(lv.code, lv.label, lv.score, lv.colour, lv.counts_as) for lv in levels)
