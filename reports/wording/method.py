"""How the figures are made, as pages and documents say it."""

from __future__ import annotations

from reports.statistics import COUNT_LEADS_BELOW, Distribution, Rounding, percentage

_PLACES = {0: "a whole number", 1: "one decimal place", 2: "two decimal places"}


def percentages_method(rounding: Rounding) -> str:
    """How the audit rounds its percentages."""
    if rounding.adds_up:
        return (
            "The whole percentages of one question are made to add up to 100: each is rounded "
            "down, and the points left over go to the largest remainders, ties to the earlier "
            "answer. A part can therefore differ by one from what a calculator gives. A combined "
            "share is worked out from its own count, so it may differ from the sum of its parts."
        )
    return (
        f"Each percentage is worked out from its own count and base and rounded to "
        f"{_PLACES[rounding.decimals]}, halves up. A combined share is worked out from its own "
        "count. The parts of one question may therefore not add up to 100."
    )


def few_returns_sentence(returns: int) -> str:
    """How much one return weighs; '' where there are none, or so many that it hardly does."""
    if not 0 < returns < COUNT_LEADS_BELOW:
        return ""
    if returns == 1:
        return "There is only one return, so every percentage is 0% or 100%."
    points = str(percentage(1, returns, 1)).removesuffix(".0")
    return (
        f"With {returns:,} returns, one agency changes a percentage by about {points} percentage "
        "points where all of them answered, and by more where fewer did. Do not read much into "
        "small differences between questions."
    )


def provisional_sentence(*, is_prepared: bool) -> str:
    """Why the figures of an audit that is not closed may change."""
    if is_prepared:
        return (
            "This audit is still being prepared, so these figures are provisional: they change "
            "as returns are imported."
        )
    return "This audit is open, so these figures are provisional: they change as returns come in."


def parts_note(spread: Distribution) -> str:
    """That the parts shown do not add up to 100; '' where they do, or where there are none."""
    if not spread.has_base or sum(part.percent for part in spread.parts) == 100:
        return ""
    return "The percentages do not add up to 100 because each is rounded on its own."
