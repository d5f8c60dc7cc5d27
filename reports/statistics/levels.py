"""The levels of a scale, as plain values, and which of them is worse than which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HIGHER_IS_BETTER = "higher_is_better"
LOWER_IS_BETTER = "lower_is_better"
NO_DIRECTION = "none"

MET = "met"
PARTLY_MET = "partly_met"
NOT_MET = "not_met"

_FROM_WORST = {NOT_MET: 0, PARTLY_MET: 1, MET: 2}


@dataclass(frozen=True)
class Level:
    """One level of a scale (or one choice: those are levels without a score).

    `score` is a whole number or None; `colour` a name of the palette or None; `counts_as` one of
    met, partly_met, not_met or None.
    """

    code: str
    label: str
    score: int | None = None
    colour: str | None = None
    counts_as: str | None = None


def worst_first(scale: Sequence[Level], direction: str = NO_DIRECTION) -> tuple[Level, ...]:
    """The levels that can be ranked, worst first; empty when nothing says which is worse.

    Scores decide, read in the scale's direction; without scores what the levels count as; without
    that their position, where the scale has a direction. A level that lacks what the others are
    ranked by ('do not know' on a scored scale) is left out.
    """
    scored = [level for level in scale if level.score is not None]
    if scored and direction != NO_DIRECTION:
        sign = -1 if direction == LOWER_IS_BETTER else 1
        return tuple(sorted(scored, key=lambda level: sign * (level.score or 0)))
    counting = [level for level in scale if level.counts_as in _FROM_WORST]
    if counting:
        in_order = reversed(counting) if direction == LOWER_IS_BETTER else counting
        return tuple(sorted(in_order, key=lambda level: _FROM_WORST[level.counts_as or NOT_MET]))
    if direction == HIGHER_IS_BETTER:
        return tuple(scale)
    if direction == LOWER_IS_BETTER:
        return tuple(reversed(scale))
    return ()
