"""The partnership report leaves out what nobody wrote, what nobody chose and what would not fit."""

import pytest

from reports.output.pdf import partnership
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from tests.factories.agencies import PartnershipFactory
from tests.factories.returns import Row, cycle_with, made_up_rows, published_rows
from tests.reports.pdf import Pdf

from .written import MADE_ON, draw, written_report

pytestmark = pytest.mark.django_db


def test_a_report_nobody_wrote_for_leaves_the_empty_parts_out():
    place = PartnershipFactory()
    cycle = cycle_with(place, rows=published_rows()[:2], state="open")
    report = report_services.open_draft(actor=None, partnership=place, cycle=cycle)
    html = partnership.html(report_queries.content_of(report), made_on=MADE_ON)
    for absent in ("Foreword", "Recommendations", "Recommendations in brief", "Good practice"):
        assert absent not in html
    assert "the audit is open" in html


def test_agencies_are_not_listed_when_the_partnership_does_not_choose_it():
    place = PartnershipFactory()
    cycle = cycle_with(place, rows=published_rows())
    report = report_services.open_draft(actor=None, partnership=place, cycle=cycle)
    html = partnership.html(report_queries.content_of(report), made_on=MADE_ON)
    assert "Organisation 01" not in html
    assert "Appendix B: How the figures are worked out" in html  # what follows moves up
    # Faith, Police and Fire and rescue are one agency each: an average would name them.
    assert "Returns by sector" in html


def test_words_of_people_are_escaped_everywhere():
    evil = "<script>alert(1)</script><img src=x>"
    rows = [Row(evil, sector=evil, answers={"1.1": "2"}), Row(evil, sector=evil, reason=evil)]
    content = written_report(partnership_name=evil, rows=rows)
    html = partnership.html(content, made_on=MADE_ON)
    assert "<script" not in html
    assert "<img" not in html


def test_an_audit_without_any_return_can_be_reported():
    place = PartnershipFactory()
    cycle = cycle_with(place, rows=[Row("Ash House"), Row("Birch Trust")])
    report = report_services.open_draft(actor=None, partnership=place, cycle=cycle)
    content = report_queries.content_of(report)
    assert "Neither of the 2 agencies returned its self-assessment" in Pdf(draw(content).pdf).text


@pytest.mark.parametrize(("count", "dots"), [(100, 100), (1_000, 0)])
def test_a_thousand_agencies_are_bars_and_not_a_picture_taller_than_the_page(count, dots):
    place = PartnershipFactory()
    cycle = cycle_with(place, rows=made_up_rows(count))
    report = report_services.open_draft(actor=None, partnership=place, cycle=cycle)
    html = partnership.html(report_queries.content_of(report), made_on=MADE_ON)
    chart = html.split('id="who-answered-title"')[1].split("</svg>")[0]
    assert chart.count("<circle") == dots + 1  # and one in the key
    assert "Returns and average scores by sector" in html
