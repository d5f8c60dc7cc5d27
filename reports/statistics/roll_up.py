"""The standing of a standard, computed from the answers to its questions.

Not called yet: the standing of each standard in the results waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.statistics.average import Average
from reports.statistics.distribution import Distribution, LevelCount, distribution
from reports.statistics.levels import Level, worst_first
from reports.statistics.shares import Share

WORST = "worst"
MOST_COMMON = "most_common"
AVERAGE = "average"


@dataclass(frozen=True)
class RollUp:
    """What the answers of one agency to one standard come to, by each method at once.

    `worst` and `most_common` are levels of the scale or None where there is no answer (worst also
    where the scale has no direction). `tied`: two levels were equally common, and the worse of
    them is taken, so that nobody is told better news than the answers hold. `met` is None where
    no level counts as met. `n` is the number of answers rolled up.
    """

    n: int
    worst: Level | None
    most_common: Level | None
    tied: bool
    average: Average
    average_level: Level | None
    met: Share | None

    def level(self, method: str) -> Level | None:
        """The level by one method: worst, most_common or average. ValueError for another word."""
        by_method = {
            WORST: self.worst,
            MOST_COMMON: self.most_common,
            AVERAGE: self.average_level,
        }
        if method not in by_method:
            raise ValueError(f"no such method of rolling up: {method}")
        return by_method[method]


def roll_up(scale: Sequence[Level], answers: Iterable[str], direction: str) -> RollUp:
    """Roll up the answers (level codes) given to the questions of one standard on one scale.

    Pass only real answers: not applicable, unanswered and hidden ones are left out before.
    `direction` is the scale's: higher_is_better, lower_is_better or none. KeyError for a code that
    the scale does not have.
    """
    spread = _counted(scale, answers)
    levels = {level.code: level for level in scale}
    ranked = [level.code for level in worst_first(scale, direction)]
    given = {part.code for part in spread.parts if part.count}
    common = [part.code for part in spread.largest]
    # ties: the worse first; where nothing says which is worse, the earlier of the scale
    common.sort(key=lambda code: ranked.index(code) if code in ranked else len(ranked))
    return RollUp(
        n=spread.base,
        worst=next((levels[code] for code in ranked if code in given), None),
        most_common=levels[common[0]] if common else None,
        tied=len(common) > 1,
        average=spread.average,
        average_level=_level_at(scale, spread.average.whole),
        met=spread.met,
    )


def _counted(scale: Sequence[Level], answers: Iterable[str]) -> Distribution:
    counts = {level.code: 0 for level in scale}
    for code in answers:
        counts[code] += 1
    return distribution(
        [
            LevelCount(
                level.code,
                level.label,
                level.score,
                level.colour,
                level.counts_as,
                counts[level.code],
            )
            for level in scale
        ]
    )


def _level_at(scale: Sequence[Level], score: int | None) -> Level | None:
    """The level with this score; None where the scale has a gap there (0, 5, 10)."""
    if score is None:
        return None
    return next((level for level in scale if level.score == score), None)
