"""Results and reports of both partnerships."""

from dataclasses import replace

from audits.models import Cycle
from reports.document import services as document_services
from reports.models import Document, Report
from reports.publication import services as publication_services
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from reports.report.services import section as section_services
from reports.report.services import text as text_services
from s11portal.common import clock, files
from tests.factories.returns import Row, cycle_with, ten_questions

from . import PARTNERSHIPS, Cast, seeing_drafts


def add(cast: Cast) -> None:
    """Objects of partnerships: results_cycle, unreported_cycle, prepared_with_returns (a past
    audit that is still being prepared, with a return from a file), asked_question, report_text,
    recommendation, and draft_document, published_document, replaced_document,
    withdrawn_document (all ready to download).
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
    seen_by = seeing_drafts(place)
    cast[place, "prepared_with_returns"] = cycle_with(
        partnership,
        version=version,
        state=Cycle.State.DRAFT,
        title=cast.canary(f"prepared {place}", seen_by=seen_by),
        rows=[Row(cast.canary(f"prepared agency {place}", seen_by=seen_by), answers={"1.1": "2"})],
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
        fields={"body": cast.canary(f"summary {place}", seen_by=seeing_drafts(place))},
    )
    cast[place, "report_text"] = text
    removed = section_services.add_recommendation(
        actor=manager,
        report=report,
        title=cast.canary(f"removed recommendation {place}", seen_by=seeing_drafts(place)),
        body="",
        data={},
    )
    section_services.remove_recommendation(actor=manager, section=removed)
    cast[place, "recommendation"] = section_services.add_recommendation(
        actor=manager,
        report=report,
        title=cast.canary(f"recommendation {place}", seen_by=seeing_drafts(place)),
        body="",
        data={},
    )
    _documents(cast, place, report)


def _documents(cast: Cast, place: str, report: Report) -> None:
    """One document of each standing: only the published one may reach executives."""
    manager = cast.people[f"{place}.manager"]
    only = seeing_drafts(place)
    for standing in ("withdrawn", "replaced", "published", "draft"):
        seen_by = {place} if standing == "published" else only
        document = _made(
            report,
            title=cast.canary(f"{standing} title {place}", seen_by=seen_by),
            holding=cast.canary(f"{standing} document {place}", seen_by=seen_by),
        )
        cast[place, f"{standing}_document"] = document
        if standing == "draft":
            continue
        publication_services.publish(
            actor=manager,
            document=document,
            note=f"Note of the {standing} one",
            although_open=True,
            although_stale=True,
        )
        if standing == "withdrawn":
            reason = cast.canary(f"reason {place}", seen_by={place})
            publication_services.withdraw(actor=manager, document=document, reason=reason)


def _made(report: Report, *, title: str, holding: str) -> Document:
    """A document that is ready, with its title on the cover and `holding` in its file."""
    content = replace(report_queries.content_of(report), title=title)
    document, _ = document_services.request(
        actor=None, report=report, content=content, background=False
    )
    key, digest = files.store(f"%PDF-1.7 {holding}".encode(), folder="documents", suffix=".pdf")
    Document.objects.filter(pk=document.pk).update(
        state=Document.State.READY, file=key, sha256=digest, finished_at=clock.now()
    )
    document.refresh_from_db()
    return document
