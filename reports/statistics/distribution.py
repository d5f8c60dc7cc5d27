"""How the answers to one question spread over the levels of its scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.statistics.average import Average, average
from reports.statistics.levels import MET, Level
from reports.statistics.rounding import EACH_ON_ITS_OWN, Rounding
from reports.statistics.shares import Share
from s11portal.common.figures import COUNT_LEADS_BELOW


@dataclass(frozen=True)
class LevelCount(Level):
    """A level and how many answers are at it."""

    count: int = 0


@dataclass(frozen=True)
class Part(LevelCount):
    """A level as shown: its count and its percentage of the base."""

    percent: Decimal = Decimal(0)


@dataclass(frozen=True)
class Distribution:
    """The parts in the order of the scale, and what stays outside the base.

    The base is those asked and answering. `not_applicable` and `unanswered` were asked and are not
    in the base; `hidden` were not asked.
    """

    parts: tuple[Part, ...]
    not_applicable: int = 0
    hidden: int = 0
    unanswered: int = 0
    rounding: Rounding = EACH_ON_ITS_OWN

    @property
    def base(self) -> int:
        """n: those who were asked and gave one of the levels."""
        return sum(part.count for part in self.parts)

    @property
    def has_base(self) -> bool:
        """Whether anybody answered; without a base the percentages are zeros and not printed."""
        return self.base > 0

    @property
    def asked(self) -> int:
        """Those the question was put to: the base, the not applicable and the unanswered."""
        return self.base + self.not_applicable + self.unanswered

    @property
    def count_leads(self) -> bool:
        """Whether counts are printed before percentages (a base below 50)."""
        return self.base < COUNT_LEADS_BELOW

    @property
    def average(self) -> Average:
        """The average over the levels that carry a score."""
        return average((part.score, part.count) for part in self.parts if part.score is not None)

    @property
    def met_codes(self) -> tuple[str, ...]:
        """The codes of the levels that count as met ('good or outstanding')."""
        return tuple(part.code for part in self.parts if part.counts_as == MET)

    @property
    def met(self) -> Share | None:
        """The combined share of the levels that count as met; None where no level does."""
        return self.combined(self.met_codes) if self.met_codes else None

    @property
    def largest(self) -> tuple[Part, ...]:
        """The part with the highest count, or all of them when tied; empty without a base."""
        top = max((part.count for part in self.parts), default=0)
        return tuple(part for part in self.parts if part.count == top) if top else ()

    def part(self, code: str) -> Part:
        """The part of one level; KeyError for a code the scale does not have."""
        for part in self.parts:
            if part.code == code:
                return part
        raise KeyError(code)

    def share(self, code: str) -> Share:
        """The share of one level."""
        return self.combined([code])

    def combined(self, codes: Iterable[str]) -> Share:
        """The share of several levels together, its percentage computed from their joint count.

        A level alone has the percentage its chart shows. Each code counts once however often it
        is named. KeyError for an unknown code.
        """
        wanted = {self.part(code).code for code in codes}
        chosen = [part for part in self.parts if part.code in wanted]
        return Share(
            count=sum(part.count for part in chosen),
            base=self.base,
            labels=tuple(part.label for part in chosen),
            rounding=self.rounding,
            as_part=chosen[0].percent if len(chosen) == 1 else None,
        )

    def text(self, code: str) -> str:
        """One level's share as printed: '5 of 22 (23%)' or '23% (115 of 500)'."""
        return self.share(code).text


def distribution(
    levels: Sequence[LevelCount],
    *,
    not_applicable: int = 0,
    hidden: int = 0,
    unanswered: int = 0,
    rounding: Rounding = EACH_ON_ITS_OWN,
) -> Distribution:
    """The distribution of one question from the count at each level, in the order of the scale.

    Name every level of the scale, those that nobody chose with a count of 0. Raises ValueError for
    a negative count or a code that comes twice.
    """
    if min(not_applicable, hidden, unanswered) < 0:
        raise ValueError("a count cannot be negative")
    if len({level.code for level in levels}) != len(levels):
        raise ValueError("a level comes twice")
    percents = rounding.parts([level.count for level in levels])
    parts = tuple(
        Part(
            code=level.code,
            label=level.label,
            score=level.score,
            colour=level.colour,
            counts_as=level.counts_as,
            count=level.count,
            percent=percent,
        )
        for level, percent in zip(levels, percents, strict=True)
    )
    return Distribution(parts, not_applicable, hidden, unanswered, rounding)
