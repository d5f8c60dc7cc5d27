"""The page of a report: what is written, and what is still empty."""

from dataclasses import dataclass
from datetime import date

from reports.models import Report, Section, TextVersion
from reports.report import rules as report_rules
from reports.report.queries import report as report_queries
from reports.report.queries import text as text_queries
from reports.results.rules.figures import CycleFigures
from s11portal.common.dates import uk_date

UNTITLED = "Recommendation without a title"


@dataclass(frozen=True)
class TextRow:
    """One text in the list: its name, and whether anything is written."""

    section: Section
    title: str
    detail: str = ""

    @property
    def written(self) -> bool:
        """Whether there is a text."""
        return bool(self.section.body.strip())

    @property
    def half(self) -> str:
        """What it holds only half of: 'the good practice has no heading'; or nothing."""
        return _half(self.section)

    @property
    def state(self) -> str:
        """'Written' or 'Empty'; a text that is not an analysis may stay empty."""
        if self.half:
            return "Incomplete"
        if self.written:
            return "Written"
        kind = report_rules.kind_of(self.section.key)
        return "Empty" if kind == report_rules.QUESTION else "Left out"


def _half(section: Section) -> str:
    kind = report_rules.kind_of(section.key)
    return report_rules.halves(kind, text_queries.fields_of(section))


@dataclass(frozen=True)
class RecommendationRow:
    """One recommendation in the list. `place` is its number in the report; 0 for none."""

    section: Section
    place: int

    @property
    def number(self) -> int:
        """The number of its key, by which addresses name it; the report counts anew."""
        return report_rules.number_of(self.section.key)

    @property
    def title(self) -> str:
        """What is recommended, in a few words."""
        return self.section.title or UNTITLED

    @property
    def half(self) -> str:
        """What it holds only half of, or nothing."""
        return _half(self.section)

    @property
    def detail(self) -> str:
        """Who leads and by when, or what is still to be agreed."""
        due = self.section.data.get("due")
        by = f", by {uk_date(date.fromisoformat(due))}" if due else ", no date yet"
        return f"{self.section.data.get('owner') or 'No lead yet'}{by}"


@dataclass(frozen=True)
class RemovedRow:
    """A recommendation that was removed and can come back."""

    number: int
    title: str


@dataclass(frozen=True)
class Group:
    """The analyses of one standard."""

    title: str
    rows: tuple[TextRow, ...]


@dataclass(frozen=True)
class ReportPage:
    """Everything the page shows."""

    report: Report
    fixed: tuple[TextRow, ...]
    groups: tuple[Group, ...]
    recommendations: tuple[RecommendationRow, ...]
    removed: tuple[RemovedRow, ...]

    @property
    def analyses(self) -> list[TextRow]:
        """Every analysis, in the order of the questions."""
        return [row for group in self.groups for row in group.rows]

    @property
    def empty(self) -> list[TextRow]:
        """The analyses nobody has written yet."""
        return [row for row in self.analyses if not row.written]

    @property
    def halves(self) -> list[tuple[str, str, str]]:
        """(key, name, what is missing) of each text that holds only half of something."""
        rows: tuple[TextRow | RecommendationRow, ...] = (
            *self.fixed,
            *self.analyses,
            *self.recommendations,
        )
        return [(row.section.key, row.title, row.half) for row in rows if row.half]

    @property
    def sentence(self) -> str:
        """'4 of 10 analyses are still empty.'"""
        total, empty = len(self.analyses), len(self.empty)
        if not empty:
            return f"All {total:,} analyses are written."
        if empty == total:
            return f"None of the {total:,} analyses is written yet."
        return f"{empty:,} of {total:,} analyses {'is' if empty == 1 else 'are'} still empty."


def report_page(
    report: Report,
    *,
    figures: CycleFigures,
    sections: list[Section],
    removed: list[TextVersion],
) -> ReportPage:
    """The page of a report; `removed` are recommendations."""
    by_key = {section.key: section for section in sections}
    return ReportPage(
        report=report,
        fixed=tuple(
            TextRow(by_key[key], title)
            for key, title in report_rules.FIXED.items()
            if key in by_key
        ),
        groups=_groups(figures, by_key),
        recommendations=_recommendations(sections),
        removed=tuple(
            RemovedRow(report_rules.number_of(one.key), one.fields["title"] or UNTITLED)
            for one in removed
        ),
    )


def _recommendations(sections: list[Section]) -> tuple[RecommendationRow, ...]:
    places = {s.pk: place for place, s in enumerate(report_queries.numbered(sections), 1)}
    return tuple(
        RecommendationRow(section, places.get(section.pk, 0))
        for section in report_queries.recommendations(sections)
    )


def _groups(figures: CycleFigures, by_key: dict[str, Section]) -> tuple[Group, ...]:
    groups = []
    for template in figures.templates:
        for standard in template.standards:
            found = [
                TextRow(by_key[key], f"Question {question.label}", question.text)
                for question in standard.questions
                if (key := report_rules.question_key(question.identity)) in by_key
            ]
            if found:
                groups.append(Group(f"{standard.label} {standard.title}", tuple(found)))
    return tuple(groups)
