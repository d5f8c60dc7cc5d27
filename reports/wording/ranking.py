"""The sentences about the strongest and the weakest questions, computed, ties named."""

from __future__ import annotations

from collections.abc import Sequence

from reports.statistics import Distribution, Ranked, highest, lowest, shares_of
from reports.wording.language import AGENCIES, Unit, share_of
from reports.wording.question import either
from s11portal.common.words import joined

NOTHING_TO_COMPARE = "No question has answers that can be compared."

Questions = Sequence[tuple[str, Distribution]]


def strongest_sentence(
    questions: Questions,
    *,
    codes: Sequence[str] | None = None,
    unit: Unit = AGENCIES,
    minimum_base: int = 1,
) -> str:
    """Where the largest share is at the top levels.

    `questions` are (label, distribution) as the page names them ('question 1.1'). `codes` are the
    top levels; without them those that count as met. Questions that fewer than `minimum_base`
    answered are left out.
    """
    ranked = shares_of(questions, codes, minimum_base)
    return _sentence("highest", ranked, highest(ranked), unit)


def weakest_sentence(
    questions: Questions,
    *,
    codes: Sequence[str] | None = None,
    unit: Unit = AGENCIES,
    minimum_base: int = 1,
) -> str:
    """Where the smallest share is at the top levels; arguments as in strongest_sentence()."""
    ranked = shares_of(questions, codes, minimum_base)
    return _sentence("lowest", ranked, lowest(ranked), unit)


def _sentence(word: str, ranked: Sequence[Ranked], chosen: Sequence[Ranked], unit: Unit) -> str:
    if not ranked:
        return NOTHING_TO_COMPARE
    levels = _levels(ranked)
    if len(ranked) == 1:
        only = ranked[0]
        said = _said(only, unit, levels)
        return f"Only {only.label} has answers to compare: {said}."
    if len(chosen) == len(ranked):
        return _no_difference(word, ranked, unit, levels)
    subject = f"{unit.plural[:1].upper()}{unit.plural[1:]} rate themselves {word} on"
    if len(chosen) == 1:
        return f"{subject} {chosen[0].label}: {_said(chosen[0], unit, levels)}."
    labels = joined([item.label for item in chosen])
    if len({item.share.text for item in chosen}) == 1:
        return f"{subject} {labels}, which are equal: on each, {_said(chosen[0], unit, levels)}."
    return f"{subject} {_listed(chosen)}, which are {_equal(chosen)}. {_counted(levels)}"


def _no_difference(word: str, ranked: Sequence[Ranked], unit: Unit, levels: str) -> str:
    questions = f"{'both' if len(ranked) == 2 else f'all {len(ranked)}'} questions"
    start = f"No question stands out as {word}"
    if len({item.share.text for item in ranked}) == 1:
        return f"{start}: on {questions}, {_said(ranked[0], unit, levels)}."
    return f"{start}: {_listed(ranked)} are {_equal(ranked)}. {_counted(levels)}"


def _said(item: Ranked, unit: Unit, levels: str) -> str:
    verb = "says" if item.share.count == 1 else "say"
    return f"{share_of(item.share, unit)} {verb} {levels}"


def _listed(items: Sequence[Ranked]) -> str:
    return joined([f"{item.label} ({item.share.bare_text})" for item in items])


def _equal(items: Sequence[Ranked]) -> str:
    """Equal exactly, whatever the rounding shows, or only as printed: the sentence says which."""
    if len({item.share.exact for item in items}) > 1:
        return "equal when rounded"
    if len({item.share.percent for item in items}) > 1:
        return "equal (the percentages differ by rounding)"
    return "equal"


def _counted(levels: str) -> str:
    return f"The figures are those who say {levels}."


def _levels(ranked: Sequence[Ranked]) -> str:
    """The top levels by name where all the questions share them."""
    if len({item.share.labels for item in ranked}) == 1:
        return either(ranked[0].share)
    return "that they meet what is asked"
