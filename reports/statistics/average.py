"""Averages of scores, kept as exact fractions until they are printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from s11portal.common.figures import half_up, half_up_decimal


@dataclass(frozen=True)
class Average:
    """An average and the number of scored answers it rests on.

    `exact` is None when n is 0: silence is never a zero.
    """

    exact: Fraction | None
    n: int

    @property
    def whole(self) -> int | None:
        """The published whole number, half up from the exact fraction: 2.45 is 2, 2.5 is 3."""
        return None if self.exact is None else half_up(self.exact)

    @property
    def one_decimal(self) -> str | None:
        """The figure shown beside the whole number, half up: '2.5', '-0.4'."""
        return self.decimals(1)

    def decimals(self, places: int) -> str | None:
        """The average with so many decimals, half up, as text; None when n is 0."""
        return None if self.exact is None else str(half_up_decimal(self.exact, places))


def average(scored: Iterable[tuple[int, int]]) -> Average:
    """The average of (score, how many times) pairs.

    Leave out unscored, not applicable, unanswered and hidden answers before calling. Scores may
    be negative, and lower may be better. Raises ValueError for a negative count.
    """
    total = n = 0
    for score, count in scored:
        if count < 0:
            raise ValueError("a count cannot be negative")
        total += score * count
        n += count
    return Average(Fraction(total, n) if n else None, n)
