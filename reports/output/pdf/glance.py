"""The page 'At a glance': the results' headline, and how many recommendations there are."""

from dataclasses import replace
from datetime import date

from reports.output.content import Content
from reports.results.rules.headline import Headline, KeyFigure, headline_of
from s11portal.common.dates import uk_date


def glance_of(content: Content) -> Headline:
    """The first minute of a report."""
    headline = headline_of(content.figures)
    if not content.recommendations:
        return headline
    due = [row.due for row in content.recommendations]
    return replace(headline, figures=(*headline.figures, _recommendations(due)))


def _recommendations(due: list[date | None]) -> KeyFigure:
    """How many there are, one for each of `due`, and when the first is to be done."""
    dates = [day for day in due if day]
    return KeyFigure(
        f"{len(due):,}",
        "recommendation" if len(due) == 1 else "recommendations",
        f"the first due by {uk_date(min(dates))}" if dates else "",
    )
