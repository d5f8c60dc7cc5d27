"""How a document is named and dated."""

from django.utils.text import slugify

from reports.models import Document
from s11portal.common import clock
from s11portal.common.dates import uk_date


def filename(document: Document) -> str:
    """'wexcombe-section-11-report-2020-21.pdf'."""
    report = document.snapshot.report
    period = slugify(report.cycle.period) or str(report.cycle_id)
    return f"{report.partnership.slug}-section-11-report-{period}.{document.format}"


def made_on(document: Document) -> str:
    """When its figures were frozen, in words."""
    return uk_date(clock.date_in_london(document.snapshot.created_at))
