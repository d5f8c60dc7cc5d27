"""Tick all that apply: each choice is a percentage of its own, and they need not add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.statistics.rounding import EACH_ON_ITS_OWN, Rounding, percentage
from s11portal.common.figures import share_text


@dataclass(frozen=True)
class Tick:
    """One choice: how many of the base ticked it, and the percentage (None without a base)."""

    code: str
    label: str
    count: int
    percent: Decimal | None
    base: int

    @property
    def text(self) -> str:
        """'5 of 22 (23%)'; from a base of 50 on '23.4% (117 of 500)'."""
        return share_text(self.count, self.percent or 0, self.base)


@dataclass(frozen=True)
class TickAll:
    """The choices in the order of the question, and what stays outside the base."""

    ticks: tuple[Tick, ...]
    base: int
    not_applicable: int = 0
    hidden: int = 0
    unanswered: int = 0

    @property
    def has_base(self) -> bool:
        """Whether anybody answered."""
        return self.base > 0

    @property
    def most_ticked(self) -> tuple[Tick, ...]:
        """The choice ticked most often, or all of them when tied; empty when nobody ticked."""
        top = max((tick.count for tick in self.ticks), default=0)
        return tuple(tick for tick in self.ticks if tick.count == top) if top else ()


def tick_all(
    choices: Sequence[tuple[str, str, int]],
    *,
    base: int,
    rounding: Rounding = EACH_ON_ITS_OWN,
    not_applicable: int = 0,
    hidden: int = 0,
    unanswered: int = 0,
) -> TickAll:
    """The spread of a tick-all question from (code, label, count) in the order of the question.

    `base` is how many answered it, which the counts do not tell. Percentages are rounded half up,
    each on its own. Raises ValueError when a choice has more ticks than there are answers.
    """
    if any(not 0 <= count <= base for _, _, count in choices):
        raise ValueError("a choice cannot be ticked more often than the question is answered")
    ticks = tuple(
        Tick(code, label, count, percentage(count, base, rounding.decimals), base)
        for code, label, count in choices
    )
    return TickAll(ticks, base, not_applicable, hidden, unanswered)
