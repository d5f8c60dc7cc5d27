"""Comparison of a cycle with the one before it, question by question.

Not called yet: the change since last time in the results waits for it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from reports.statistics.average import Average
from reports.statistics.distribution import Distribution
from reports.statistics.shares import Share
from s11portal.common.figures import half_up_decimal

ROSE = "rose"
FELL = "fell"
UNCHANGED = "unchanged"

Identity = TypeVar("Identity", bound=Hashable)


def _word(difference: Decimal | int) -> str:
    if difference == 0:
        return UNCHANGED
    return ROSE if difference > 0 else FELL


@dataclass(frozen=True)
class ShareChange:
    """A share last time and now. The difference is that of the percentages shown."""

    previous: Share
    current: Share

    @property
    def points(self) -> Decimal | None:
        """Percentage points, now minus last time; None when either had no answers."""
        if not (self.previous.has_base and self.current.has_base):
            return None
        return self.current.percent - self.previous.percent

    @property
    def word(self) -> str | None:
        """'rose', 'fell' or 'unchanged', of the figures shown; None when not comparable."""
        return None if self.points is None else _word(self.points)


@dataclass(frozen=True)
class AverageChange:
    """An average last time and now. The difference is that of the one decimal shown."""

    previous: Average
    current: Average

    @property
    def difference(self) -> Decimal | None:
        """Now minus last time, of the averages as printed with one decimal; None without both."""
        if self.previous.exact is None or self.current.exact is None:
            return None
        return half_up_decimal(self.current.exact, 1) - half_up_decimal(self.previous.exact, 1)

    @property
    def word(self) -> str | None:
        """'rose', 'fell' or 'unchanged' of the score itself, which may be lower-is-better."""
        return None if self.difference is None else _word(self.difference)


@dataclass(frozen=True)
class QuestionChange(Generic[Identity]):
    """One question in both cycles. `share` is None where no level was named or counts as met."""

    identity: Identity
    share: ShareChange | None
    average: AverageChange


@dataclass(frozen=True)
class CycleComparison(Generic[Identity]):
    """Both cycles side by side, in the order of the current one.

    `new` are only in the current cycle, `gone` only in the previous one, and `rescaled` are in
    both but on another scale, so that they cannot be compared.
    """

    questions: tuple[QuestionChange[Identity], ...]
    new: tuple[Identity, ...]
    gone: tuple[Identity, ...]
    rescaled: tuple[Identity, ...]


def compare_shares(previous: Share, current: Share) -> ShareChange:
    """The change of one share from the previous cycle to the current one."""
    return ShareChange(previous, current)


def compare_averages(previous: Average, current: Average) -> AverageChange:
    """The change of one average from the previous cycle to the current one."""
    return AverageChange(previous, current)


def compare_questions(
    previous: Mapping[Identity, Distribution],
    current: Mapping[Identity, Distribution],
    codes: Sequence[str] | None = None,
) -> CycleComparison[Identity]:
    """Both cycles' distributions by question identity, matched where the scale is the same.

    `codes` name the levels of the share to compare; without them those that count as met.
    """
    both = [key for key in current if key in previous]
    rescaled = tuple(key for key in both if not _same_scale(previous[key], current[key]))
    return CycleComparison(
        questions=tuple(
            QuestionChange(
                identity=key,
                share=_share_change(previous[key], current[key], codes),
                average=AverageChange(previous[key].average, current[key].average),
            )
            for key in both
            if key not in rescaled
        ),
        new=tuple(key for key in current if key not in previous),
        gone=tuple(key for key in previous if key not in current),
        rescaled=rescaled,
    )


def _same_scale(previous: Distribution, current: Distribution) -> bool:
    """Whether the levels mean the same: codes, scores and what they count as. Labels may differ."""

    def meaning(spread: Distribution) -> list[tuple[str, int | None, str | None]]:
        return [(part.code, part.score, part.counts_as) for part in spread.parts]

    return meaning(previous) == meaning(current)


def _share_change(
    previous: Distribution, current: Distribution, codes: Sequence[str] | None
) -> ShareChange | None:
    wanted = current.met_codes if codes is None else tuple(codes)
    if not wanted:
        return None
    return ShareChange(previous.combined(wanted), current.combined(wanted))
