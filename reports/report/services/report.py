"""A cycle's report: drafted, and its document asked for."""

from django.db import transaction

from agencies.membership import access as membership_access
from agencies.models import Partnership, User
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle
from reports import report_records
from reports.document import services as document_services
from reports.models import Document, Report, Section
from reports.report import rules as report_rules
from reports.report.queries import report as report_queries
from reports.results.queries import figures as figures_queries
from s11portal.common.errors import Refused


@transaction.atomic
def open_draft(*, actor: User | None, partnership: Partnership, cycle: Cycle) -> Report:
    """The report of the cycle, with an empty text for each place; drafted if there is none.

    Calling it again adds what is missing and changes nothing else. Raises Refused for a
    cycle that has not been launched and holds no returns from a file.
    """
    membership_access.require(actor, "edit_report", partnership=partnership)
    _check_figures(cycle.pk)
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
        report_records.of_report(actor, "drafted the report", report)
    return report


def _check_figures(cycle_id: int) -> None:
    """Raise Refused for a cycle with nothing to report."""
    if not cycle_queries.with_figures(Cycle.objects.filter(pk=cycle_id)).exists():
        raise Refused(
            "There is nothing to report yet: this audit has not been launched, and no "
            "returns have been imported."
        )


@transaction.atomic
def make_document(
    *, actor: User | None, report: Report, background: bool = True
) -> tuple[Document, bool]:
    """The PDF of the report as it stands now. See `reports.document.services.request`.

    Of an import that is undone at the same moment, the report or the undoing is refused.
    """
    membership_access.require(actor, "edit_report", partnership=report.partnership_id)
    held = document_services.hold(report.pk)
    _check_figures(held.cycle_id)
    return document_services.request(
        actor=actor,
        report=held,
        content=report_queries.content_of(held),
        background=background,
    )
