"""The sentences about the strongest and the weakest questions, computed, ties named."""

from __future__ import annotations

from collections.abc import Sequence

from reports.statistics import (
    FEWEST_COMPARED,
    Distribution,
    Ranked,
    highest,
    lowest,
    shares_of,
)
from reports.wording.language import AGENCIES, Unit, share_of
from reports.wording.question import either
from s11portal.common.words import joined

MET = "an answer that counts as met"
# More than these are named without a figure each.
MOST_WITH_FIGURES = 4

Questions = Sequence[tuple[str, Distribution]]


def strongest_sentence(
    questions: Questions,
    *,
    codes: Sequence[str] | None = None,
    unit: Unit = AGENCIES,
    minimum_base: int = FEWEST_COMPARED,
) -> str:
    """Where the largest share is at the top levels, and how many questions are equal.

    `questions` are (label, distribution), the label as typed ('1.1'). `codes` are the top levels;
    without them those that count as met. Questions that fewer than `minimum_base` answered are
    left out.
    """
    ranked = shares_of(questions, codes, minimum_base)
    return _sentence("highest", ranked, highest(ranked), unit, minimum_base)


def weakest_sentence(
    questions: Questions,
    *,
    codes: Sequence[str] | None = None,
    unit: Unit = AGENCIES,
    minimum_base: int = FEWEST_COMPARED,
) -> str:
    """Where the smallest share is at the top levels; arguments as in strongest_sentence().

    '' where the strongest one has said already that no question stands out.
    """
    ranked = shares_of(questions, codes, minimum_base)
    if len(lowest(ranked)) == len(ranked):
        return ""
    return _sentence("lowest", ranked, lowest(ranked), unit, minimum_base)


def _sentence(
    word: str, ranked: Sequence[Ranked], chosen: Sequence[Ranked], unit: Unit, least: int
) -> str:
    if not ranked:
        return (
            f"No question was answered by {least:,} {unit.plural} or more, so none is called "
            "strongest or weakest."
        )
    if len(ranked) == 1:
        said = _said(ranked[0], unit)
        return f"Only question {ranked[0].label} has enough answers to compare: {said}."
    if len(chosen) == 1:
        return f"The {word} share is for question {chosen[0].label}: {_said(chosen[0], unit)}."
    rounded = " when rounded" if len({item.share.exact for item in chosen}) > 1 else ""
    if len(chosen) == len(ranked):
        questions = "both questions are" if len(ranked) == 2 else f"all {len(ranked):,} are"
        lead = f"No question stands out: {questions} equal{rounded}"
    else:
        lead = f"{len(chosen):,} of {len(ranked):,} questions share the {word} figure{rounded}"
    return _equal(lead, chosen, unit)


def _equal(lead: str, chosen: Sequence[Ranked], unit: Unit) -> str:
    """The equal questions, with their one figure, a figure each, or only what they rest on."""
    same = len({item.share.text for item in chosen}) == 1
    labels = joined([item.label for item in chosen])
    if same:
        return f"{lead} ({labels}). On each, {share_of(chosen[0].share, unit)} {_say(chosen)}."
    if len(chosen) <= MOST_WITH_FIGURES:
        named = joined([f"{item.label} ({item.share.bare_text})" for item in chosen])
        return f"{lead}: {named}. These {unit.plural} {_say(chosen)}."
    percents = sorted({item.share.percent for item in chosen})
    shown = " to ".join(f"{percent}%" for percent in dict.fromkeys((percents[0], percents[-1])))
    bases = [item.share.base for item in chosen]
    rest = f"{min(bases):,} to {max(bases):,}" if min(bases) < max(bases) else f"{bases[0]:,}"
    return (
        f"{lead} ({labels}). On each, {shown} of the {rest} {unit.plural} answering {_say(chosen)}."
    )


def _said(item: Ranked, unit: Unit) -> str:
    verb = "says" if item.share.count == 1 else "say"
    return f"{share_of(item.share, unit)} {verb} {either(item.share)}"


def _say(items: Sequence[Ranked]) -> str:
    """What they say, by name where all the questions share the levels."""
    if len({item.share.labels for item in items}) > 1:
        return f"give {MET}"
    verb = "says" if all(item.share.count == 1 for item in items) else "say"
    return f"{verb} {either(items[0].share)}"
