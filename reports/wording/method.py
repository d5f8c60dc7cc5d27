"""How the figures are made, as pages and documents say it."""

from __future__ import annotations

from reports.statistics import Distribution, Rounding

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


def parts_note(spread: Distribution) -> str:
    """That the parts shown do not add up to 100; '' where they do, or where there are none."""
    if not spread.has_base or sum(part.percent for part in spread.parts) == 100:
        return ""
    return "The percentages do not add up to 100 because each is rounded on its own."
