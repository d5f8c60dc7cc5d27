"""Rounding, done on exact fractions so that no float decides a published figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor


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


def whole_percentages(counts: Sequence[int]) -> tuple[int, ...]:
    """Whole percentages of the counts of one distribution; they add up to exactly 100.

    Largest remainder: every share is rounded down, and the points left over go to the largest
    remainders, ties to the earlier count. All zeros when the counts add up to nothing: there is
    no base then, and whoever prints the figures has to say so. Raises ValueError for a negative
    count.
    """
    if any(count < 0 for count in counts):
        raise ValueError("a count cannot be negative")
    base = sum(counts)
    if base == 0:
        return (0,) * len(counts)
    percents = [100 * count // base for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(100 * counts[i] % base), i))
    for i in by_remainder[: 100 - sum(percents)]:
        percents[i] += 1
    return tuple(percents)


def percentage(numerator: int, base: int, decimals: int = 0) -> Decimal | None:
    """A percentage rounded half up on its own, or None when the base is zero.

    For figures that stand alone: tick-all-that-apply, and percentages with decimals. The parts
    of one distribution go through whole_percentages() instead.
    """
    if numerator < 0 or base < 0:
        raise ValueError("a count cannot be negative")
    if base == 0:
        return None
    return half_up_decimal(Fraction(100 * numerator, base), decimals)


def relative_change(previous: int, current: int) -> int | None:
    """By how many per cent a count grew (negative: shrank), half up; None when it was zero.

    14 returns last time and 22 now is 57 ('57% more').
    """
    if previous < 0 or current < 0:
        raise ValueError("a count cannot be negative")
    if previous == 0:
        return None
    return half_up(Fraction(100 * (current - previous), previous))
