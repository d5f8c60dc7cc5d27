"""The audits of a partnership with their reports: the list of results."""

from dataclasses import dataclass

from agencies.models import Membership
from audits.models import Cycle
from audits.queries import cycle as cycles
from reports.models import Document, Report
from reports.queries import document as documents
from reports.queries import report as reports


@dataclass(frozen=True)
class Row:
    """One audit: `cycle` has `expected` and `returned`; the newest PDF that is ready, if any."""

    cycle: Cycle
    report: Report | None
    document: Document | None


def of(membership: Membership) -> list[Row]:
    """Every audit with figures the partnership takes part in, the newest first (3 queries)."""
    reported = cycles.with_figures(cycles.visible_to(membership))
    written = {report.cycle_id: report for report in reports.visible_to(membership)}
    ready = documents.visible_to(membership).filter(state=Document.State.READY).order_by("pk")
    newest = {document.snapshot.report_id: document for document in ready}
    found = []
    for cycle in cycles.with_counts(reported, membership):
        report = written.get(cycle.pk)
        found.append(Row(cycle, report, newest.get(report.pk) if report else None))
    return found
