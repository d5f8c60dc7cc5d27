"""Which questions stand highest and lowest, computed, with every tie named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from reports.statistics.distribution import Distribution
from reports.statistics.levels import Level, worst_first
from reports.statistics.shares import Share

Row = TypeVar("Row")

# A question that fewer answered is called neither strongest nor weakest.
FEWEST_COMPARED = 5


@dataclass(frozen=True)
class Ranked:
    """A question by its label and its share at the levels compared."""

    label: str
    share: Share


def shares_of(
    questions: Sequence[tuple[str, Distribution]],
    codes: Sequence[str] | None = None,
    minimum_base: int = FEWEST_COMPARED,
) -> tuple[Ranked, ...]:
    """The share of each (label, distribution) at `codes`, or at the levels that count as met.

    Left out: questions without such levels, and those with fewer answers than `minimum_base`.
    """
    ranked = []
    for label, spread in questions:
        share = spread.met if codes is None else spread.combined(codes)
        if share is not None and share.base >= max(1, minimum_base):
            ranked.append(Ranked(label, share))
    return tuple(ranked)


def highest(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Those with the highest share, in the order given; empty only for nothing.

    Equal is what is equal exactly, and also what is printed as equal or higher: a sentence that
    calls 68% its highest must not stand beside another 68%.
    """
    if not ranked:
        return ()
    top = max(item.share.exact for item in ranked)
    shown = min(item.share.percent for item in ranked if item.share.exact == top)
    return tuple(r for r in ranked if r.share.exact == top or r.share.percent >= shown)


def lowest(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Those with the lowest share, by the same rule as highest()."""
    if not ranked:
        return ()
    bottom = min(item.share.exact for item in ranked)
    shown = max(item.share.percent for item in ranked if item.share.exact == bottom)
    return tuple(r for r in ranked if r.share.exact == bottom or r.share.percent <= shown)


def weakest_first(
    rows: Sequence[Row],
    answers: Callable[[Row], Iterable[str | None]],
    scale: Sequence[Level],
    direction: str,
) -> list[Row]:
    """The rows of a grid with the weakest first; equal ones stay as given, empty ones go last.

    `answers` gives the level codes of a row; None and codes outside the scale are passed over. A
    row's strength is the exact average place of its answers in the scale, worst to best.
    """
    places = {level.code: place for place, level in enumerate(worst_first(scale, direction))}

    def strength(row: Row) -> tuple[bool, Fraction]:
        found = [places[code] for code in answers(row) if code is not None and code in places]
        return (not found, Fraction(sum(found), len(found)) if found else Fraction(0))

    return sorted(rows, key=strength)
