"""The sentences about average scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from reports.statistics import HIGHER_IS_BETTER, LOWER_IS_BETTER, Average, half_up
from reports.wording.language import AGENCIES, Unit, number
from s11portal.common.words import joined

SCORED_ANSWERS = Unit("scored answer", "scored answers")


# Not called yet: the overview of the results waits for it.
def average_sentence(average: Average, *, of: Unit = SCORED_ANSWERS) -> str:
    """'The average score is 2 (2.4 to one decimal place), over 9 scored answers.'

    Where the decimal shown would round the other way (2.45 is 2, and 2.5 with one decimal), the
    exact average is given as well.
    """
    if average.exact is None:
        return "There is no average: no answer carries a score."
    exact = _exact(average)
    beside = f", rounded from {number(exact)}" if exact else ""
    decimal = f"{number(average.one_decimal or '')} to one decimal place{beside}"
    whole = number(average.whole or 0)
    return f"The average score is {whole} ({decimal}), over {of.counted(average.n)}."


def averages_sentence(
    averages: Sequence[Average],
    *,
    labels: Mapping[int, str] | None = None,
    unit: Unit = AGENCIES,
    direction: str = HIGHER_IS_BETTER,
) -> str:
    """How many agencies come to each whole-number average, the best first.

    `direction` says which end of the scale that is. `labels` names the levels by score, to be
    read beside the number. Agencies without a scored answer are counted apart.
    """
    wholes = Counter(average.whole for average in averages if average.whole is not None)
    scored = sum(wholes.values())
    silent = _silent(len(averages) - scored, unit)
    if not scored:
        return f"No {unit.singular} has an average: no answer carries a score."
    groups = [
        f"{count:,} {'has' if count == 1 else 'have'} an average of {_named(score, labels)}"
        for score, count in sorted(wholes.items(), reverse=direction != LOWER_IS_BETTER)
    ]
    highest = _named(max(wholes), labels)
    if scored == 1:
        text = f"The one {unit.singular} with scores has an average of {highest}."
    elif len(groups) == 1:
        everyone = "Both" if scored == 2 else f"All {scored:,}"
        text = f"{everyone} {unit.plural} with scores have an average of {highest}."
    else:
        text = f"Of the {unit.counted(scored)} with scores, {joined(groups)}."
    return f"{text} {silent}".rstrip()


def _named(score: int, labels: Mapping[int, str] | None) -> str:
    label = (labels or {}).get(score)
    return f"{number(score)} ({label})" if label else number(score)


def _silent(count: int, unit: Unit) -> str:
    if not count:
        return ""
    has = (
        "has no scored answer and so no average"
        if count == 1
        else ("have no scored answers and so no average")
    )
    return f"{unit.counted(count)} {has}."


def _exact(average: Average) -> str:
    """Enough decimals to see why the whole number is what it is; '' where one is enough."""
    for places in range(1, 8):
        text = average.decimals(places) or ""
        if half_up(Fraction(text)) == average.whole:
            return "" if places == 1 else text
    return ""
