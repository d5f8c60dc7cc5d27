"""The sentences about what rose and what fell since the previous cycle.

Not called yet: the change since last time in the results waits for them.
"""

from __future__ import annotations

from reports.statistics import UNCHANGED, AverageChange, ShareChange, relative_change
from reports.wording.language import AGENCIES, Unit, number, points
from reports.wording.question import either

RETURNS = Unit("return", "returns")


def share_change_sentence(change: ShareChange, *, unit: Unit = AGENCIES, last: str = "") -> str:
    """'The share of agencies that say ... rose by 9 percentage points, from ... to ....'

    `last` names the previous cycle ('2021-22'); without it 'last time' is said. The points are
    those between the percentages printed.
    """
    before = f"in {last}" if last else "last time"
    if change.points is None:
        return f"There is no comparison with {last or 'last time'}."
    was, now = change.previous.text, change.current.text
    subject = f"The share of {unit.plural} that say {either(change.current)}"
    if change.word == UNCHANGED:
        return f"{subject} is unchanged: {was} {before} and {now} now."
    by = points(change.points)
    return f"{subject} {change.word} by {by}, from {was} {before} to {now} now."


def average_change_sentence(change: AverageChange, *, last: str = "") -> str:
    """'The average score rose by 0.2, from 2.0 (20 answers) last time to 2.2 (22 answers) now.'"""
    before = f"in {last}" if last else "last time"
    if change.difference is None:
        return f"There is no comparison of averages with {last or 'last time'}."
    was = f"{number(change.previous.one_decimal or '')} ({_answers(change.previous.n)})"
    now = f"{number(change.current.one_decimal or '')} ({_answers(change.current.n)})"
    if change.word == UNCHANGED:
        return f"The average score is unchanged: {was} {before} and {now} now."
    by = number(abs(change.difference))
    return f"The average score {change.word} by {by}, from {was} {before} to {now} now."


def count_change_sentence(
    previous: int, current: int, *, of: Unit = RETURNS, last: str = ""
) -> str:
    """'22 returns, 8 more than in 2019-20 (14), a rise of 57%.'; for counts, not for shares."""
    before = f"in {last}" if last else "last time"
    counted = of.counted(current)
    difference = current - previous
    if difference == 0:
        return f"{counted}, as many as {before}."
    change = relative_change(previous, current)
    if change is None:
        return f"{counted}; there were none {before}."
    more = f"{abs(difference):,} {'more' if difference > 0 else 'fewer'} than {before}"
    size = f", a {'rise' if difference > 0 else 'fall'} of {abs(change)}%" if change else ""
    return f"{counted}, {more} ({previous:,}){size}."


def _answers(count: int) -> str:
    return f"{count:,} scored {'answer' if count == 1 else 'answers'}"
