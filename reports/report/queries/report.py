"""Reports and their texts."""

import datetime
from typing import Any

from django.db.models import F, QuerySet

from agencies.models import Membership, Partnership
from audits import scope
from audits.models import Cycle, CyclePartner
from reports.models import Report, Section
from reports.output.content import Analysis, Content, Recommendation
from reports.report import rules as report_rules
from reports.results.queries import figures as figures_queries
from reports.results.rules.figures import CycleFigures


def visible_to(membership: Membership) -> QuerySet[Report]:
    """The partnership's reports on the audits it has a part in; none for agencies."""
    reports = Report.objects.select_related("partnership", "cycle")
    return reports.filter(
        partnership=membership.partnership_id, cycle__in=scope.cycles_visible_to(membership)
    )


def of_cycle(partnership: Partnership, cycle: Cycle) -> Report | None:
    """The partnership's report on the cycle, if it has been drafted."""
    reports = Report.objects.select_related("partnership", "cycle")
    return reports.filter(partnership=partnership, cycle=cycle).first()


def place(cycle_id: int, slug: str | None) -> tuple[Cycle, Partnership] | None:
    """For the system: an audit and the partnership of that slug in it, or its leading one."""
    partners = CyclePartner.objects.filter(cycle=cycle_id, state=CyclePartner.State.JOINED)
    partners = partners.filter(
        **({"partnership__slug": slug} if slug else {"partnership": F("cycle__partnership")})
    )
    partner = partners.select_related("cycle", "partnership").first()
    return (partner.cycle, partner.partnership) if partner else None


def recommendations(sections: list[Section]) -> list[Section]:
    """The recommendations among a report's texts, in their order."""
    return [s for s in sections if report_rules.kind_of(s.key) == report_rules.RECOMMENDATION]


def numbered(sections: list[Section]) -> list[Section]:
    """Those of them that say what is recommended: the report has no others."""
    return [section for section in recommendations(sections) if section.title.strip()]


def content_of(
    report: Report,
    *,
    figures: CycleFigures | None = None,
    sections: list[Section] | None = None,
) -> Content:
    """What the report says now: its figures and its texts (6 queries, fewer where given)."""
    if figures is None:
        figures = figures_queries.figures_of(report.cycle, report.partnership)
    if sections is None:
        sections = list(report.sections.all())
    fixed = {s.key: s for s in sections if s.key in report_rules.FIXED}
    foreword = fixed.get(report_rules.FOREWORD)
    texts: dict[str, Any] = {key: section.body for key, section in fixed.items()}
    return Content(
        title=report.title,
        partnership=report.partnership.name,
        figures=figures,
        edition=report.edition,
        marking=report.marking,
        names_agencies=report.cycle.names_agencies,
        foreword_by=foreword.data.get("foreword_by", "") if foreword else "",
        **texts,
        analyses=tuple(
            _analysis(s)
            for s in sections
            if report_rules.kind_of(s.key) == report_rules.QUESTION and _says(s)
        ),
        recommendations=tuple(
            _recommendation(number, section) for number, section in enumerate(numbered(sections), 1)
        ),
    )


def _says(section: Section) -> bool:
    """Whether anything is written: an untouched text does not make a document outdated."""
    return bool(section.body.strip() or any(section.data.values()))


def _analysis(section: Section) -> Analysis:
    parts = {part: section.data.get(part, "") for part in report_rules.PARTS[report_rules.QUESTION]}
    return Analysis(report_rules.number_of(section.key), section.body, **parts)


def _recommendation(number: int, section: Section) -> Recommendation:
    data = section.data
    return Recommendation(
        number=number,
        title=section.title,
        finding=section.body,
        action=data.get("action", ""),
        owner=data.get("owner", ""),
        support=data.get("support", ""),
        due=datetime.date.fromisoformat(data["due"]) if data.get("due") else None,
        success=data.get("success", ""),
        question=int(data.get("question") or 0),
    )
