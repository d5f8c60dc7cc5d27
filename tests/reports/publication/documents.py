"""A report with documents that are ready, without drawing any."""

from typing import Any

from agencies.models import Partnership
from reports.document import services as document_services
from reports.models import Document, Report
from reports.publication import services as publication_services
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from s11portal.common import files
from tests.factories.returns import Row, cycle_with, published_rows

MISSING = "Ash House"


def report_of(partnership: Partnership, **fields: Any) -> Report:
    """A report that is drafted, on an audit in which one agency has not returned."""
    cycle = cycle_with(partnership, rows=[*published_rows(), Row(MISSING)], **fields)
    return report_services.open_draft(actor=None, partnership=partnership, cycle=cycle)


def made(report: Report) -> Document:
    """A document of the report as it stands now, ready, in a file of its own."""
    content = report_queries.content_of(report)
    document, _ = document_services.request(
        actor=None, report=report, content=content, background=False
    )
    drawn = f"%PDF-1.7 {content.digest}".encode()
    key, digest = files.store(drawn, folder="documents", suffix=".pdf")
    Document.objects.filter(pk=document.pk).update(
        state=Document.State.READY, file=key, sha256=digest, pages=26, size=len(drawn)
    )
    document.refresh_from_db()
    return document


def write(report: Report, text: str) -> None:
    """Change what the report says."""
    report.sections.filter(key="summary").update(body=text)


def published(report: Report, **how: Any) -> Document:
    """A document that executives read."""
    document = made(report)
    publication_services.publish(actor=None, document=document, **how)
    return document
