"""The last line of a chart: the base, and what is not counted in it."""

from __future__ import annotations

from typing import Protocol

from reports.charts import svg
from reports.charts.text import wrap

SIZE = 14.0


class Counted(Protocol):
    """What has a base and something outside it: a distribution, or the spread of a tick-all."""

    @property
    def base(self) -> int:
        """Those asked and answering."""

    @property
    def not_applicable(self) -> int:
        """Those who say that it does not apply to them."""

    @property
    def unanswered(self) -> int:
        """Those asked who left it empty."""

    @property
    def hidden(self) -> int:
        """Those who were not asked."""


def outside_text(spread: Counted) -> str:
    """'not applicable 1, unanswered 2, not asked 14', or '' when everybody is in the base."""
    counts = (
        ("not applicable", spread.not_applicable),
        ("unanswered", spread.unanswered),
        ("not asked", spread.hidden),
    )
    return ", ".join(f"{word} {count:,}" for word, count in counts if count)


def base_note(spread: Counted, top: float, *, width: float = svg.WIDTH) -> tuple[str, float]:
    """'Base: n = 22. Not counted: ...' drawn with its top at `top`, and its height.

    It is wrapped to `width` units.
    """
    outside = outside_text(spread)
    note = f"Base: n = {spread.base:,}." + (f" Not counted: {outside}." if outside else "")
    rows = wrap(note, SIZE, width)
    drawn = svg.lines(0, top, rows, size=SIZE, fill=svg.SOFT_INK)
    return drawn, svg.block_height(len(rows), SIZE) + 2
