"""Every percentage on pages and in PDFs is what a calculator gives for its count and base.

Where an audit chose whole percentages that add up to 100, the parts of one question may differ by
that rule and by nothing else; combined shares never do.
"""

import datetime

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.output.content import Content
from reports.output.pdf import partnership
from reports.results.presenters import results as results_presenters
from reports.results.rules.figures import CycleFigures
from reports.statistics import Rounding
from tests.factories.agencies import PartnershipFactory
from tests.reports.calculator import (
    Claim,
    claims,
    declared_parts,
    table_claims,
    text_of,
    wrong,
)
from tests.reports.made_up import ROUNDINGS, audits
from tests.reports.output.pdf.written import draw
from tests.reports.pdf import Pdf

MADE_ON = datetime.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 of 8 (26%) say ‘Good’", ["26"]),
        ("5 of 7 agencies (72%) say", ["72"]),
        ("(1 of 22, 4%)", ["4"]),
        ("6 of 134 each, 5%", ["5"]),
        ("5% (6 of 134)", ["5"]),
        ("67.92% of agencies (91 of 134) say", ["67.92"]),
        ("76% of ratings are ‘Good’ or ‘Outstanding’ 136 of 182", ["76"]),
        ("13 ratings of ‘Inadequate’ 8% of 182 ratings", ["8"]),
        ("22 of 25 agencies returned 87% of those expected", ["87"]),
        ("2 of 8 (25%), 71% (5 of 7), 67.91% (91 of 134), 14.93% (20 of 134)", []),
    ],
)
def test_what_a_calculator_contradicts_is_found(text: str, found: list[str]) -> None:
    assert [claim.percent for claim in wrong(text)] == found
    assert claims(text)


def test_a_part_may_differ_by_the_declared_rule_and_a_combined_share_never() -> None:
    declared = {(1, 22, 4)}
    assert not wrong("1 of 22 (4%) says ‘Outstanding’", declared)
    assert wrong("Taken together, 1 of 22 agencies (4%) say ‘Good’ or ‘Outstanding’", declared)


@settings(max_examples=40)
@given(audits())
def test_on_the_results_page_and_in_the_report_whatever_the_counts(figures: CycleFigures) -> None:
    for page in (results_page(figures), report(figures)):
        check(page, figures)


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_in_the_pdf_as_it_is_read(rounding: Rounding) -> None:
    @settings(max_examples=1, database=None, derandomize=True)
    @given(st.data())
    def drawn(data: st.DataObject) -> None:
        figures = data.draw(audits(rounding).filter(lambda one: len(one.questions) > 2))
        text = Pdf(draw(content(figures)).pdf).text
        assert not wrong(text, declared_parts(figures))

    drawn()


def check(page: str, figures: CycleFigures) -> list[Claim]:
    """The claims of a page of these figures, in sentences, charts and tables; none is wrong."""
    declared = declared_parts(figures)
    text = text_of(page)
    assert not wrong(text, declared)
    in_tables = table_claims(page)
    assert not [one for one in in_tables if not one.is_right and one.as_part not in declared]
    if any(q.spread and q.spread.has_base for q in figures.questions):
        assert in_tables
        assert claims(text)
    return [*claims(text), *in_tables]


def content(figures: CycleFigures) -> Content:
    """A report of the figures, with the agencies named."""
    return Content(title="Report", partnership="Wexcombe", figures=figures, names_agencies=True)


def report(figures: CycleFigures) -> str:
    """The document from which the PDF is drawn."""
    return partnership.html(content(figures), made_on=MADE_ON)


def results_page(figures: CycleFigures) -> str:
    """All that the results page shows of the figures."""
    results = results_presenters.results_page(figures)
    request = RequestFactory().get("/")
    request.partnership = PartnershipFactory.build(slug="wexcombe")
    context = {
        "results": results,
        "figures": figures,
        "glance": results.headline,
        "rate": figures.rate,
        "request": request,
        "cycle": {"pk": 1},
    }
    parts = [
        render_to_string(f"reports/results/{name}.html", context)
        for name in ("_glance", "_sectors", "_agencies")
    ]
    questions = [question for shown in results.standards for question in shown.questions]
    parts += [
        render_to_string(
            "reports/results/_question.html", {**context, "question": one, "block": one.block}
        )
        for one in questions
    ]
    return "\n".join([results.response, *parts])
