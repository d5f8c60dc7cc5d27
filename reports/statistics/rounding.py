"""Percentages and changes of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from s11portal.common.figures import half_up, half_up_decimal


@dataclass(frozen=True)
class Rounding:
    """How one audit prints its percentages.

    Each is rounded half up from its own count and base, to so many `decimals`. With `adds_up`
    the whole percentages of one question add up to 100 instead: see adding_up(). Percentages
    that are no part of a question's answers are rounded on their own either way.
    """

    decimals: int = 0
    adds_up: bool = False

    def percent(self, count: int, base: int) -> Decimal:
        """What a calculator gives for one count; 0 without a base, and not to be printed then."""
        return percentage(count, base, self.decimals) or half_up_decimal(0, self.decimals)

    def parts(self, counts: Sequence[int]) -> tuple[Decimal, ...]:
        """The percentages of the counts of one question, in their order."""
        if self.adds_up:
            return tuple(Decimal(percent) for percent in adding_up(counts))
        return tuple(self.percent(count, sum(counts)) for count in counts)


EACH_ON_ITS_OWN = Rounding()


def adding_up(counts: Sequence[int]) -> tuple[int, ...]:
    """Whole percentages of the counts of one distribution that add up to exactly 100.

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
    """A percentage rounded half up on its own, or None when the base is zero."""
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
