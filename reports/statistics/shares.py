"""A share: a count, its base and the percentage that is printed for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reports.statistics.rounding import EACH_ON_ITS_OWN, Rounding
from s11portal.common.figures import COUNT_LEADS_BELOW, share_text


@dataclass(frozen=True)
class Share:
    """How many of the base chose one level, or one of several.

    `as_part` is the percentage of a single level as its chart shows it, where the audit makes
    them add up to 100; None for what a calculator gives.
    """

    count: int
    base: int
    labels: tuple[str, ...] = ()
    rounding: Rounding = EACH_ON_ITS_OWN
    as_part: Decimal | None = None

    @property
    def percent(self) -> Decimal:
        """The percentage printed; 0 without a base."""
        if self.as_part is not None:
            return self.as_part
        return self.rounding.percent(self.count, self.base)

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
