"""The finished audit: brought in from a file, closed, its report written."""

from datetime import timedelta
from typing import Any

from agencies.models import Partnership, User
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, TemplateVersion
from audits.response_file.services import returns as returns_services
from audits.template.queries import structure as structure_queries
from reports.document import services as document_services
from reports.models import Report
from reports.publication import services as publication_services
from reports.report import rules as report_rules
from reports.report.services import report as report_services
from reports.report.services import section as section_services
from reports.report.services import text as text_services
from s11portal.common import clock

from .files import FOLDER, at, load, past, unwrapped
from .people import Cast


def make(cast: Cast, version: TemplateVersion) -> Cycle:
    """Store the finished cycle with its 22 returns and its report."""
    said = load("report.yaml")
    slug = said["cycle"]["partnership"]
    partnership, manager = cast.partnerships[slug], cast.managers[slug]
    with clock.set_to(at(past(said["cycle"]["opens_on"]))):
        cycle = cycle_services.create(
            actor=manager,
            partnership=partnership,
            title=said["cycle"]["title"],
            period=said["cycle"]["period"],
            opens_on=past(said["cycle"]["opens_on"]),
            closes_on=past(said["cycle"]["closes_on"]),
            version=version,
            listings=[],
            # its published figures were made so: 1 of 22 beside 14 and 7 is printed as 4%
            percentages=Cycle.Percentages.ADD_UP,
            # and its report had an appendix of agencies with their average scores
            names_agencies=True,
        )
    closes = at(past(said["cycle"]["closes_on"]), 16, 30)
    with clock.set_to(closes):
        content = (FOLDER / said["cycle"]["returns"]).read_bytes()
        returns_services.import_file(actor=manager, cycle=cycle, content=content)
    with clock.set_to(closes + timedelta(days=3)):
        cycle_services.close(actor=manager, cycle=cycle)
    with clock.set_to(closes + timedelta(days=60)):
        _report(manager, partnership, cycle, said["report"])
    return cycle


def _report(manager: User, partnership: Partnership, cycle: Cycle, said: dict[str, Any]) -> None:
    """The report's texts, as the manager would have typed them, and its PDF, published."""
    report = report_services.open_draft(actor=manager, partnership=partnership, cycle=cycle)
    cover = {name: said[name] for name in ("title", "edition", "marking")}
    text_services.write(actor=manager, text=report, fields=cover)
    report.refresh_from_db()
    _texts(manager, report, said)
    _questions(manager, report, said)
    for recommendation in said["recommendations"]:
        section_services.add_recommendation(
            actor=manager,
            report=report,
            title=recommendation["title"],
            body=recommendation["finding"],
            data=_parts(report, recommendation),
        )
    document, _ = report_services.make_document(actor=manager, report=report, background=False)
    document_services.render(document.pk)
    publication_services.publish(actor=manager, document=document)


def _texts(manager: User, report: Report, said: dict[str, Any]) -> None:
    data = {report_rules.FOREWORD: {"foreword_by": said["foreword_by"]}}
    for key in (
        report_rules.FOREWORD,
        report_rules.SUMMARY,
        report_rules.ABOUT,
        report_rules.METHOD,
        report_rules.LIMITS,
    ):
        if key in said:
            _save(manager, report, key, said[key], data.get(key, {}))


def _questions(manager: User, report: Report, said: dict[str, Any]) -> None:
    practice = {item["question"]: item for item in said["good_practice"]}
    identities = _identities(report)
    for key, analysis in said["analyses"].items():
        item = practice.get(key, {})
        data = {
            "practice_title": item.get("title", ""),
            "practice": item.get("text", ""),
            "practice_from": item.get("agency", ""),
        }
        _save(manager, report, report_rules.question_key(identities[key]), analysis, data)


def _save(manager: User, report: Report, key: str, body: str, data: dict[str, str]) -> None:
    section = report.sections.get(key=key)
    fields = {"body": body, **data}
    text_services.write(
        actor=manager,
        text=section,
        fields={name: unwrapped(text) for name, text in fields.items()},
    )


def _parts(report: Report, said: dict[str, Any]) -> dict[str, str]:
    identity = _identities(report).get(said.get("question", ""))
    return {
        "action": said["action"],
        "owner": said["lead"],
        "support": said.get("support", ""),
        "due": said["due_on"],
        "success": said["success"],
        "question": str(identity or ""),
    }


def _identities(report: Report) -> dict[str, int]:
    """The identity of each question by its key."""
    version = report.cycle.cycle_templates.select_related("version__template").get().version
    return {
        question.key: question.identity_id
        for question in structure_queries.structure_of(version).questions
    }
