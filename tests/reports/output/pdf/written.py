"""A report as a manager leaves it: the published audit, with every kind of text filled in."""

import datetime

from audits.models import Cycle
from reports.models import Report
from reports.output.content import Content
from reports.output.pdf import partnership, process
from reports.report import rules as report_rules
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from reports.report.services import section as section_services
from reports.report.services import text as text_services
from tests.factories.agencies import PartnershipFactory
from tests.factories.returns import Row, cycle_with, published_rows

MADE_ON = datetime.date(2021, 5, 20)
ABSENT = [
    Row("Marsh Lane Surgery", "Health", reason="No lead in post. The health lead rings in June."),
    Row("Oldcastle Prison", "Probation and justice", state="exempt", reason="Closed in May 2020."),
    Row("Transport Police", "Police", state="national", national_document="National return 2020"),
]
ANALYSIS = """Agencies describe **daily calls**.

# A heading of the manager's

- first, with 'quotation marks'
  - nested
- second
"""
BESIDE = {
    "quotation": "We were in the room.",
    "quotation_from": "A charity",
    "practice_title": "Two lists",
    "practice": "Compared every Monday.",
    "practice_from": "Home Support",
}


def written_report(
    partnership_name: str = "Wexcombe Safeguarding Children Partnership",
    rows: list[Row] | None = None,
) -> Content:
    """The published audit with three agencies that sent nothing, and every kind of text."""
    place = PartnershipFactory(name=partnership_name)
    report = with_details(cycle_with(place, rows=rows or [*published_rows(), *ABSENT]))
    first = next(key for key in report.sections.values_list("key", flat=True) if "question:" in key)
    for key, body, data in (
        (report_rules.FOREWORD, "Thank you.", {"foreword_by": "The chair"}),
        (report_rules.SUMMARY, "In our own words.", {}),
        (first, ANALYSIS, BESIDE),
    ):
        text_services.write(
            actor=None, text=report.sections.get(key=key), fields={"body": body, **data}
        )
    recommend(report, question=first.partition(":")[2])
    return report_queries.content_of(report)


def with_details(cycle: Cycle) -> Report:
    """The report of a cycle, with its title page filled in; the audit names the agencies."""
    cycle.names_agencies = True
    cycle.save()
    report = report_services.open_draft(actor=None, partnership=cycle.partnership, cycle=cycle)
    cover = {
        "title": "What agencies tell us",
        "edition": "Public edition",
        "marking": "For publication",
    }
    return text_services.write(actor=None, text=report, fields=cover)


def recommend(report: Report, *, question: str) -> None:
    """One recommendation, with everything that goes with it."""
    section_services.add_recommendation(
        actor=None,
        report=report,
        title="Share the threshold document",
        body="Some had not heard of it.",
        data={
            "action": "Publish a short version.",
            "owner": "Quality Subgroup",
            "due": "2021-10-29",
            "success": "Every agency can show a sample.",
            "question": question,
        },
    )


def draw(content: Content) -> process.Rendered:
    """The document of a report, made on MADE_ON."""
    html = partnership.html(content, made_on=MADE_ON)
    return process.render(html, identifier=bytes.fromhex(content.digest)[:16])
