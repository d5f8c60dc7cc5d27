"""The partnership report as its templates print it: built from a snapshot's content alone."""

import datetime
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.output.content import Content, Recommendation
from reports.output.pdf import glance, pictures, recommended, tables
from reports.output.pdf.prose import curly, prose
from reports.results.rules import block as block_rules
from reports.results.rules import side_by_side
from reports.results.rules import who_answered as who_answered_rules
from reports.results.rules.block import Block
from reports.results.rules.figures import (
    AgencyFigures,
    QuestionFigures,
    SectorFigures,
    StandardFigures,
)
from reports.results.rules.headline import Headline
from reports.wording import few_returns_sentence, percentages_method, response_sentence

LONG = 600  # letters of a question and its sentence


@dataclass(frozen=True)
class QuestionPart:
    """One question of the report: the computed block and the manager's words."""

    block: Block
    charts: tuple[SafeString, ...]
    analysis: SafeString
    quotation: str
    quotation_from: str
    practice_title: str
    practice: SafeString
    practice_from: str
    recommendations: tuple[Recommendation, ...]

    @property
    def is_long(self) -> bool:
        """Whether sentence and picture would fill a page if they were kept together."""
        return len(self.block.figures.text) + len(self.block.sentence) > LONG

    @property
    def has_practice(self) -> bool:
        """Whether anything was written about good practice: its heading alone is printed too."""
        return bool(self.practice or self.practice_title or self.practice_from)


@dataclass(frozen=True)
class Chapter:
    """One standard."""

    standard: StandardFigures
    template: str
    questions: tuple[QuestionPart, ...]

    @property
    def anchor(self) -> str:
        """The chapter's id in the document."""
        return f"standard-{self.standard.identity}"


@dataclass(frozen=True)
class Absent:
    """An agency without a return of its own."""

    agency: AgencyFigures
    standing: str
    reason: str


@dataclass(frozen=True)
class Pages:
    """The whole report. Empty parts are left out by the templates."""

    content: Content
    made_on: datetime.date
    glance: Headline
    foreword: SafeString
    summary: SafeString
    about: SafeString
    method: SafeString
    limits: SafeString
    response: str
    percentages: str
    dots: SafeString
    overviews: tuple[SafeString, ...]
    overview_intro: str
    few_returns: str
    chapters: tuple[Chapter, ...]
    recommendations: tuple[recommended.Part, ...]
    recommendations_intro: str
    absent: tuple[Absent, ...]
    tables: tuple[tables.Table, ...]
    singles: tuple[Block, ...]

    @property
    def figures(self) -> object:
        """The cycle's figures."""
        return self.content.figures

    @property
    def title_size(self) -> str:
        """The class of the cover's title: the longer it is, the smaller."""
        length = len(self.content.title)
        if length <= 60:
            return ""
        return "cover__title--long" if length <= 110 else "cover__title--longest"

    @property
    def sectors(self) -> tuple[SectorFigures, ...]:
        """The sectors by name."""
        return self.content.figures.sectors

    @property
    def shows_sector_averages(self) -> bool:
        """Whether sectors are printed with averages.

        Where agencies are not named, one small sector withholds them all: with the total
        and the others, its own could be worked out by subtraction.
        """
        figures = self.content.figures
        safe = self.content.names_agencies or all(one.names_nobody for one in figures.sectors)
        return figures.has_averages and safe

    @property
    def lists_agencies(self) -> bool:
        """Whether the appendix of agencies with averages is printed."""
        return self.content.names_agencies and self.content.figures.has_averages

    @property
    def asked(self) -> int:
        """How many questions the templates hold."""
        return len(self.content.figures.questions)


def pages_of(content: Content, *, made_on: datetime.date) -> Pages:
    """The pages of a report dated `made_on`."""
    figures = content.figures
    response = response_sentence(figures.rate, closed=not figures.is_open)
    return Pages(
        content=content,
        made_on=made_on,
        glance=glance.glance_of(content),
        foreword=prose(content.foreword),
        summary=prose(content.summary),
        about=prose(content.about),
        method=prose(content.method),
        limits=prose(content.limits),
        response=response,
        percentages=percentages_method(figures.rounding),
        dots=pictures.if_it_fits(who_answered_rules.chart(figures)),
        overviews=tuple(
            chart for one in side_by_side.pictures(figures) for chart in pictures.on_pages(one)
        ),
        overview_intro=side_by_side.intro(figures),
        few_returns=few_returns_sentence(figures.rate.scored),
        chapters=tuple(
            _chapter(content, template.name if len(figures.templates) > 1 else "", standard)
            for template in figures.templates
            for standard in template.standards
        ),
        recommendations=recommended.parts_of(content),
        recommendations_intro=recommended.intro(content.recommendations),
        absent=tuple(
            Absent(
                a,
                who_answered_rules.standing(a),
                who_answered_rules.reason(a, is_open=figures.is_open),
            )
            for a in figures.without_return
        ),
        tables=tuple(t for template in figures.templates for t in tables.grouped(template)),
        singles=tuple(b for template in figures.templates for b in tables.single(template)),
    )


def _chapter(content: Content, template: str, standard: StandardFigures) -> Chapter:
    return Chapter(standard, template, tuple(_question(content, q) for q in standard.questions))


def _question(content: Content, figures: QuestionFigures) -> QuestionPart:
    words, shown = content.analysis(figures.identity), block_rules.block_of(figures)
    return QuestionPart(
        block=shown,
        charts=tuple(map(pictures.printed, shown.charts(tallest=pictures.TALLEST))),
        analysis=prose(words.body),
        quotation=curly(words.quotation),
        quotation_from=curly(words.quotation_from),
        practice_title=curly(words.practice_title),
        practice=prose(words.practice),
        practice_from=curly(words.practice_from),
        recommendations=tuple(
            recommended.polished(row)
            for row in content.recommendations
            if row.question == figures.identity
        ),
    )
