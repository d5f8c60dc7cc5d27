"""The audits of a partnership with their reports: the list of results."""

from dataclasses import dataclass

from agencies.models import Membership
from audits import scope
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle
from reports.document import queries as document_queries
from reports.models import Document, Report
from reports.report.queries import report as report_queries


@dataclass(frozen=True)
class Row:
    """One audit: `cycle` has `expected` and `returned`; the newest PDF that is ready, if any."""

    cycle: Cycle
    report: Report | None
    document: Document | None


def audits_with_reports(membership: Membership) -> list[Row]:
    """Every audit with figures the partnership takes part in, the newest first (3 queries)."""
    reported = cycle_queries.with_figures(scope.cycles_visible_to(membership))
    written = {report.cycle_id: report for report in report_queries.visible_to(membership)}
    ready = (
        document_queries.visible_to(membership).filter(state=Document.State.READY).order_by("pk")
    )
    newest = {document.snapshot.report_id: document for document in ready}
    found = []
    for cycle in cycle_queries.with_counts(reported, membership):
        report = written.get(cycle.pk)
        found.append(Row(cycle, report, newest.get(report.pk) if report else None))
    return found
