"""What publishing asks: how a document compares with its report now, and whom it reaches."""

from agencies.membership import queries as membership_queries
from agencies.models import MembershipRole, Partnership, User
from audits.models import Cycle
from reports.models import Document, Publication, Report
from reports.publication import rules as publication_rules
from reports.report.queries import report as report_queries


def concerns(document: Document) -> publication_rules.Concerns:
    """What has to be confirmed before the document is published (6 queries)."""
    report = document.snapshot.report
    now = report_queries.content_of(report).digest
    return publication_rules.Concerns(
        is_open=report.cycle.state != Cycle.State.CLOSED,
        is_stale=document.snapshot.input_hash != now,
    )


def last_of(report: Report) -> Publication | None:
    """The report's latest publication, in whatever state (1 query)."""
    return Publication.objects.filter(report=report).select_related("published_by").first()


def executives(partnership: Partnership) -> list[User]:
    """Whom a published report is for (2 queries)."""
    members = membership_queries.with_role(partnership, MembershipRole.Role.EXECUTIVE)
    return [member.user for member in members]
