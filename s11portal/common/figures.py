"""Figures as they are printed: rounding, and how a count stands with its share.

Exact fractions throughout, so that no float decides a published figure.
"""

from decimal import Decimal
from fractions import Fraction
from math import floor

# Below this base the count is printed before the percentage.
COUNT_LEADS_BELOW = 50
NO_BASE = "no answers"


def half_up(value: Fraction | int) -> int:
    """The nearest whole number, halves going up: 2.45 is 2, 2.5 is 3, -0.5 is 0.

    Always floor(x + 1/2), below zero too, so that scales with negative scores round the same way.
    """
    return floor(Fraction(value) + Fraction(1, 2))


def half_up_decimal(value: Fraction | int, decimals: int) -> Decimal:
    """`value` with so many decimals, halves going up; never a negative zero."""
    if decimals < 0:
        raise ValueError("decimals must be 0 or more")
    return Decimal(half_up(Fraction(value) * 10**decimals)).scaleb(-decimals)


def share_text(count: int, percent: int | Decimal, base: int, of: str = "") -> str:
    """'5 of 22 (23%)'; from a base of 50 on '23% (115 of 500)'; 'no answers' without a base.

    `of` says what they did: '5 of 22 returned (23%)', '23% returned (115 of 500)'.
    """
    if base == 0:
        return NO_BASE
    counted = f"{count:,} of {base:,}"
    what = f" {of}" if of else ""
    if base < COUNT_LEADS_BELOW:
        return f"{counted}{what} ({percent}%)"
    return f"{percent}%{what} ({counted})"
