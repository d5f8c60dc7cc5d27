"""Results and reports of both partnerships."""

from reports.models import Document, Snapshot
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from reports.report.services import section as section_services
from reports.report.services import text as text_services
from s11portal.common import clock, files
from tests.factories.returns import Row, cycle_with, ten_questions

from . import PARTNERSHIPS, Cast


def add(cast: Cast) -> None:
    """Objects of partnerships: results_cycle, unreported_cycle, asked_question, report_text,
    recommendation, document (ready to download).
    """
    for place in PARTNERSHIPS:
        _audits(cast, place)
        write_report(cast, place)


def _audits(cast: Cast, place: str) -> None:
    partnership = cast[place, "place"]
    version = ten_questions(partnership)
    for what in ("results", "unreported"):
        cast[place, f"{what}_cycle"] = cycle_with(
            partnership,
            version=version,
            title=cast.canary(f"{what} {place}", seen_by={place}),
            rows=[
                Row(
                    cast.canary(f"{what} agency {place}", seen_by={place}),
                    answers={"1.1": "2"},
                    texts={
                        "1.1": {"examples": cast.canary(f"{what} text {place}", seen_by={place})}
                    },
                )
            ],
        )
    cast[place, "asked_question"] = version.questions.get(label="1.1")


def write_report(cast: Cast, place: str) -> None:
    """The place's report on its results_cycle, with a text of each kind and a document."""
    manager = cast.people[f"{place}.manager"]
    report = report_services.open_draft(
        actor=manager, partnership=cast[place, "place"], cycle=cast[place, "results_cycle"]
    )
    text = report.sections.get(key="summary")
    text_services.write(
        actor=manager,
        text=text,
        fields={"body": cast.canary(f"summary {place}", seen_by={place})},
    )
    cast[place, "report_text"] = text
    removed = section_services.add_recommendation(
        actor=manager,
        report=report,
        title=cast.canary(f"removed recommendation {place}", seen_by={place}),
        body="",
        data={},
    )
    section_services.remove_recommendation(actor=manager, section=removed)
    cast[place, "recommendation"] = section_services.add_recommendation(
        actor=manager,
        report=report,
        title=cast.canary(f"recommendation {place}", seen_by={place}),
        body="",
        data={},
    )
    content = report_queries.content_of(report)
    snapshot = Snapshot.objects.create(
        partnership=report.partnership, report=report, figures={}, input_hash=content.digest
    )
    held = cast.canary(f"document {place}", seen_by={place})
    key, digest = files.store(f"%PDF-1.7 {held}".encode(), folder="documents", suffix=".pdf")
    cast[place, "document"] = Document.objects.create(
        partnership=report.partnership,
        snapshot=snapshot,
        state=Document.State.READY,
        file=key,
        sha256=digest,
        finished_at=clock.now(),
    )
