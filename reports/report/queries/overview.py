"""The audits of a partnership with their reports: the list of results, and the home page."""

from dataclasses import dataclass

from agencies.models import Membership
from audits import scope
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle
from reports import permissions
from reports.document import queries as document_queries
from reports.models import Document, Publication, Report
from reports.report.queries import report as report_queries


@dataclass(frozen=True)
class Row:
    """One audit: `cycle` has `expected` and `returned`; its report and what became of that.

    `publication` is the last one in whatever state; `draft` the newest document made since,
    for those who may see it.
    """

    cycle: Cycle
    report: Report | None
    publication: Publication | None
    draft: Document | None

    @property
    def published(self) -> Publication | None:
        """What executives read now."""
        last = self.publication
        return last if last and last.state == Publication.State.PUBLISHED else None


def audits_with_reports(membership: Membership) -> list[Row]:
    """Every audit with figures the partnership takes part in, the newest first (4 queries)."""
    reported = cycle_queries.with_figures(scope.cycles_visible_to(membership))
    written = {report.cycle_id: report for report in report_queries.visible_to(membership)}
    last = latest_publications(membership)
    drafts = _drafts(membership)
    found = []
    for cycle in cycle_queries.with_counts(reported, membership):
        report = written.get(cycle.pk)
        key = report.pk if report else 0
        publication, draft = last.get(key), drafts.get(key)
        if draft and publication and draft.pk < publication.document_id:
            draft = None
        found.append(Row(cycle, report, publication, draft))
    return found


def latest_publications(membership: Membership) -> dict[int, Publication]:
    """By report, what was published last (1 query); reports never published are absent."""
    publications = document_queries.publications_visible_to(membership)
    return {one.report_id: one for one in publications.order_by("number")}


def _drafts(membership: Membership) -> dict[int, Document]:
    """By report, the newest document that is ready and was never published (1 query)."""
    if not permissions.can_read_drafts(membership):
        return {}
    ready = document_queries.visible_to(membership).filter(state=Document.State.READY)
    drafts = ready.filter(publications=None).order_by("pk")
    return {document.snapshot.report_id: document for document in drafts}
