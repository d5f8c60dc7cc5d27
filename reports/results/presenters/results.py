"""The results page of a cycle."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString, mark_safe

from reports.charts import NARROW
from reports.results.rules import block as block_rules
from reports.results.rules import side_by_side
from reports.results.rules import who_answered as who_answered_rules
from reports.results.rules.block import Block
from reports.results.rules.figures import AgencyFigures, CycleFigures, StandardFigures
from reports.results.rules.headline import Headline, headline_of
from reports.wording import (
    averages_sentence,
    percentages_method,
    provisional_sentence,
    response_sentence,
)
from reports.wording.language import lower_first, quoted

# An audit of more agencies lists them on several pages.
PER_PAGE = 100


@dataclass(frozen=True)
class Chart:
    """A chart drawn twice; the style sheet shows the one that suits the column."""

    wide: SafeString
    narrow: SafeString

    def __bool__(self) -> bool:
        return bool(self.wide)


@dataclass(frozen=True)
class QuestionShown:
    """A question's block with its chart ready for the page."""

    block: Block
    chart: Chart


@dataclass(frozen=True)
class StandardShown:
    """A standard and its questions; `template` is named where the cycle uses several."""

    standard: StandardFigures
    template: str
    questions: tuple[QuestionShown, ...]

    @property
    def anchor(self) -> str:
        """Its id in the page."""
        return f"standard-{self.standard.identity}"


@dataclass(frozen=True)
class AbsentShown:
    """An agency without a return of its own, and why."""

    agency: AgencyFigures
    standing: str
    reason: str


@dataclass(frozen=True)
class Results:
    """Everything the page shows. Of the agencies, those of one page of each list."""

    figures: CycleFigures
    response: str
    headline: Headline
    side_by_side: tuple[Chart, ...]
    side_by_side_intro: str
    provisional: str
    dots: Chart
    standards: tuple[StandardShown, ...]
    averages: tuple[str, ...]
    method: str
    scored: Page
    absent_page: Page
    absent: tuple[AbsentShown, ...]


def results_page(
    figures: CycleFigures, page: str | None = None, absent: str | None = None
) -> Results:
    """The page of these figures, with the agencies on `page` and the `absent` ones on theirs."""
    absent_page = Paginator(figures.without_return, PER_PAGE).get_page(absent)
    return Results(
        figures=figures,
        response=response_sentence(figures.rate, closed=not figures.is_open),
        headline=headline_of(figures),
        side_by_side=tuple(_pictures(figures)),
        side_by_side_intro=side_by_side.intro(figures),
        provisional=(
            provisional_sentence(is_prepared=figures.is_prepared) if figures.is_open else ""
        ),
        dots=Chart(
            _svg(who_answered_rules.chart(figures)),
            _svg(who_answered_rules.chart(figures, NARROW, id_prefix="who-answered-narrow")),
        ),
        standards=tuple(
            StandardShown(
                standard,
                template.name if len(figures.templates) > 1 else "",
                tuple(question(block_rules.block_of(q)) for q in standard.questions),
            )
            for template in figures.templates
            for standard in template.standards
        ),
        averages=_averages(figures),
        method=percentages_method(figures.rounding),
        scored=Paginator(figures.scored, PER_PAGE).get_page(page),
        absent_page=absent_page,
        absent=tuple(_absent(agency, figures) for agency in absent_page),
    )


def _pictures(figures: CycleFigures) -> Iterator[Chart]:
    """All graded questions, in pictures of a dozen."""
    for one in side_by_side.pictures(figures):
        yield Chart(_svg(one.draw()), _svg(one.draw(NARROW, id_prefix="overview-narrow")))


def _absent(agency: AgencyFigures, figures: CycleFigures) -> AbsentShown:
    return AbsentShown(
        agency,
        who_answered_rules.standing(agency),
        who_answered_rules.reason(agency, is_open=figures.is_open),
    )


def question(shown: Block) -> QuestionShown:
    """One block ready for a page."""
    chart = Chart(_svg(shown.chart()), _svg(shown.chart(NARROW, id_prefix="n")))
    return QuestionShown(shown, chart)


def _averages(figures: CycleFigures) -> tuple[str, ...]:
    """A sentence for each scored scale that was answered, naming it where there are several."""
    found = []
    for place, scale in enumerate(figures.scales):
        if not figures.averages[place].n:
            continue
        said = averages_sentence(
            [agency.averages[place] for agency in figures.scored],
            labels=scale.labels,
            direction=scale.direction,
        )
        several = len(figures.scales) > 1
        found.append(f"On {quoted(scale.title)}, {lower_first(said)}" if several else said)
    return tuple(found)


def _svg(chart: str) -> SafeString:
    """A chart of reports.charts, which escapes every text it draws."""
    return mark_safe(chart)  # noqa: S308
