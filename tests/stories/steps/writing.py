"""Writing the report: its texts, each on a page of its own."""

from typing import Any

from django.urls import reverse

from reports.models import Report
from reports.report.queries import text as text_queries
from reports.report.services import report as report_services
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import cycle_with, published_rows

LABELS = {"summary": "Summary", "cover": "Cover", "recommendation:1": "Recommendation"}


class Desk:
    """A report that was begun, and the two managers who write at it."""

    def __init__(self) -> None:
        self.partnership = PartnershipFactory(slug="wexcombe", name="Wexcombe Partnership")
        self.helen = person_at(self.partnership, "manager", name="Helen Hall")
        self.imran = person_at(self.partnership, "manager", name="Imran Iqbal")
        self.report: Report = report_services.open_draft(
            actor=self.helen,
            partnership=self.partnership,
            cycle=cycle_with(self.partnership, rows=published_rows()),
        )

    def address(self, key: str = "summary", page: str = "report-text") -> str:
        """The page of one of the texts."""
        pk = self.report.cycle_id
        return reverse(page, kwargs={"slug": "wexcombe", "pk": pk, "key": key})

    def report_address(self) -> str:
        """The page of the whole report."""
        pk = self.report.cycle_id
        return reverse("cycle-report", kwargs={"slug": "wexcombe", "pk": pk})

    def says(self, key: str = "summary") -> dict[str, Any]:
        """What is stored of a text."""
        text = text_queries.find(Report.objects.get(pk=self.report.pk), key)
        assert text is not None
        return text_queries.fields_of(text)
