"""The partnership report where hardly anything came in."""

import datetime

import pytest

from reports.output.pdf import partnership
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from tests.factories.agencies import PartnershipFactory
from tests.factories.returns import Row, cycle_with

pytestmark = pytest.mark.django_db

SILENT = Row("Marsh Lane Surgery", "Health")
EXEMPT = Row("Oldcastle Prison", "Justice", state="exempt", reason="Closed in May")
ONE = Row("Ash House", "Health", {"1.1": "2"})


@pytest.mark.parametrize("rows", [[], [SILENT], [EXEMPT], [ONE, SILENT]])
def test_every_sentence_of_the_report_is_whole(rows: list[Row]) -> None:
    place = PartnershipFactory()
    report = report_services.open_draft(
        actor=None, partnership=place, cycle=cycle_with(place, rows=rows)
    )
    content = report_queries.content_of(report)
    html = partnership.html(content, made_on=datetime.date(2021, 5, 20))
    assert "None" not in html
    assert " by ." not in html
    assert ("There is only one return, so every percentage is 0% or 100%" in html) is (ONE in rows)
