"""A share: a count, its base and the whole percentage that is printed for it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from s11portal.common.figures import COUNT_LEADS_BELOW, share_text


@dataclass(frozen=True)
class Share:
    """How many of the base chose one level, or one of several.

    `percent` is the sum of the whole percentages shown for the parts, not a rounding of its own,
    so that a sentence and the chart beside it agree.
    """

    count: int
    percent: int
    base: int
    labels: tuple[str, ...] = ()

    @property
    def has_base(self) -> bool:
        """Whether anybody answered; without a base no percentage may be printed."""
        return self.base > 0

    @property
    def count_leads(self) -> bool:
        """Whether the count is printed before the percentage (a base below 50)."""
        return self.base < COUNT_LEADS_BELOW

    @property
    def exact(self) -> Fraction:
        """The share as an exact fraction of the base; 0 without a base."""
        return Fraction(self.count, self.base) if self.base else Fraction(0)

    @property
    def text(self) -> str:
        """The share as printed: see share_text()."""
        return share_text(self.count, self.percent, self.base)

    @property
    def bare_text(self) -> str:
        """The same for use inside brackets: '5 of 22, 23%' or '23%, 115 of 500'."""
        return self.text.replace(" (", ", ").rstrip(")")
