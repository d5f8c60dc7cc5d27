"""A cycle's report: drafted, and its cover details changed."""

from typing import Any

from django.db import transaction
from django.db.models import F

from agencies import history
from agencies.membership import access as membership_access
from agencies.models import Partnership, User
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle
from reports.document import services as document_services
from reports.models import Document, Report, Section
from reports.report import rules as report_rules
from reports.report.queries import report as report_queries
from reports.results.queries import figures as figures_queries
from s11portal.common.errors import Refused


class Conflict(Exception):
    """Somebody else saved first. `theirs` is the row as it stands now."""

    def __init__(self, theirs: Any) -> None:
        self.theirs = theirs
        super().__init__("Somebody else saved first.")


@transaction.atomic
def open_draft(*, actor: User | None, partnership: Partnership, cycle: Cycle) -> Report:
    """The report of the cycle, with an empty text for each place; drafted if there is none.

    Calling it again adds what is missing and changes nothing else. Raises Refused for a
    cycle that has not been launched and holds no returns from a file.
    """
    membership_access.require(actor, "edit_report", partnership=partnership)
    if not cycle_queries.with_figures(Cycle.objects.filter(pk=cycle.pk)).exists():
        raise Refused(
            "There is nothing to report yet: this audit has not been launched, and no returns "
            "have been brought in."
        )
    report, new = Report.objects.get_or_create(
        partnership=partnership,
        cycle=cycle,
        defaults={"title": cycle.title, "edition": "First edition"},
    )
    figures = figures_queries.figures_of(cycle, partnership)
    wanted = dict(report_rules.FIXED)
    wanted |= {
        report_rules.question_key(q.identity): f"Question {q.label}" for q in figures.questions
    }
    Section.objects.bulk_create(
        (
            Section(
                partnership=partnership,
                report=report,
                key=key,
                title=title,
                body=report_rules.ABOUT_DRAFT if key == report_rules.ABOUT else "",
                position=position,
            )
            for position, (key, title) in enumerate(wanted.items())
        ),
        ignore_conflicts=True,
    )
    if new:
        history.record(
            actor=actor, verb="drafted the report", subject=cycle.title, partnership=partnership
        )
    return report


@transaction.atomic
def save_details(
    *,
    actor: User | None,
    report: Report,
    version: int,
    title: str,
    edition: str,
    marking: str,
    names_agencies: bool,
) -> Report:
    """Change what stands on the cover, and whether agencies are listed with their averages.

    `version` is the one the person had read; raises Conflict when it is no longer the newest.
    """
    membership_access.require(actor, "edit_report", partnership=report.partnership_id)
    fields = {
        "title": title,
        "edition": edition,
        "marking": marking,
        "names_agencies": names_agencies,
    }
    changed = Report.objects.filter(pk=report.pk, version=version).update(
        version=F("version") + 1, **fields
    )
    now = Report.objects.select_related("partnership", "cycle").get(pk=report.pk)
    if not changed:
        raise Conflict(now)
    history.record(
        actor=actor,
        verb="changed the report's cover",
        subject=report.cycle.title,
        partnership=report.partnership_id,
        before={name: getattr(report, name) for name in fields},
    )
    return now


def make_document(
    *, actor: User | None, report: Report, background: bool = True
) -> tuple[Document, bool]:
    """The PDF of the report as it stands now. See `reports.document.services.request`."""
    return document_services.request(
        actor=actor,
        report=report,
        content=report_queries.content_of(report),
        background=background,
    )
