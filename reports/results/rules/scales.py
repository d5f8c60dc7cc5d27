"""The scored scales of an audit, and the averages on each: scores of two scales do not add up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.statistics import HIGHER_IS_BETTER, LOWER_IS_BETTER, Average, Level

_BETTER = {HIGHER_IS_BETTER: "higher is better", LOWER_IS_BETTER: "lower is better"}


@dataclass(frozen=True)
class ScoredScale:
    """A scale whose levels carry scores, under the title its template gives it."""

    title: str
    direction: str
    levels: tuple[Level, ...]

    @property
    def better(self) -> str:
        """'lower is better', to be said wherever its scores stand; '' where neither is."""
        return _BETTER.get(self.direction, "")

    @property
    def heading(self) -> str:
        """The head of its column of averages, beside those of other scales."""
        return f"Average on ‘{self.title}’"

    @property
    def legend(self) -> str:
        """'0 Inadequate, 1 Requires improvement, 2 Good (higher is better)'."""
        scored = [f"{lv.score} {lv.label}" for lv in self.levels if lv.score is not None]
        return ", ".join(scored) + (f" ({self.better})" if self.better else "")

    @property
    def labels(self) -> dict[int, str]:
        """The levels' labels by their score."""
        return {level.score: level.label for level in self.levels if level.score is not None}

    def is_of(self, levels: Sequence[Level], direction: str) -> bool:
        """Whether these are its levels: alike in code, label and score, read the same way."""
        return direction == self.direction and meaning(levels) == meaning(self.levels)


@dataclass(frozen=True)
class Scored:
    """The sum of scored answers on one scale, and how many those are."""

    total: int = 0
    n: int = 0

    @property
    def average(self) -> Average:
        """Their exact average."""
        return Average(Fraction(self.total, self.n) if self.n else None, self.n)


def meaning(levels: Iterable[Level]) -> tuple[tuple[str, str, int | None], ...]:
    """What makes two templates' scales the same one: codes, labels and scores."""
    return tuple((level.code, level.label.casefold(), level.score) for level in levels)


def together(rows: Iterable[Sequence[Scored]]) -> tuple[Scored, ...]:
    """The sums of several agencies, scale by scale."""
    return tuple(
        Scored(sum(one.total for one in column), sum(one.n for one in column))
        for column in zip(*(row for row in rows if row), strict=True)
    )
