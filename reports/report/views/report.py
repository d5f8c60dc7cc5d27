"""Writing a cycle's report in the browser."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import (
    PartnershipRequest,
    partnership_button,
    partnership_page,
)
from agencies.place.addresses import place_url
from audits.models import Cycle
from reports import permissions
from reports.document import presenters as document_presenters
from reports.document import queries as document_queries
from reports.models import Document, Report
from reports.report.access import find_report
from reports.report.presenters import report as report_presenters
from reports.report.queries import report as report_queries
from reports.report.queries import text as text_queries
from reports.report.services import report as report_services
from reports.results.access import find_reported_cycle
from reports.results.queries import figures as figures_queries
from s11portal.common.views.refusals import refusals_told


@partnership_page("view_results")
def page(request: PartnershipRequest, pk: int) -> HttpResponse:
    """The report: for managers its texts and documents, for others what they may read of it."""
    cycle = find_reported_cycle(request, pk)
    report = report_queries.of_cycle(request.partnership, cycle)
    if not permissions.can_edit(request.membership):
        return _read(request, cycle, report)
    if report is None:
        return render(request, "reports/report/none.html", {"cycle": cycle})
    figures = figures_queries.figures_of(cycle, request.partnership)
    sections = list(report.sections.all())
    content = report_queries.content_of(report, figures=figures, sections=sections)
    context = {
        "cycle": cycle,
        "page": report_presenters.report_page(
            report,
            figures=figures,
            sections=sections,
            removed=text_queries.removed_recommendations(report, sections),
        ),
        "documents": _documents(request, report, content.digest),
    }
    return render(request, "reports/report/page.html", context)


def _read(request: PartnershipRequest, cycle: Cycle, report: Report | None) -> HttpResponse:
    """The report for who does not write it: what is published, and for scrutineers the drafts."""
    context: dict[str, Any] = {"cycle": cycle, "documents": None, "drafts": False}
    if report:
        drafts = permissions.can_read_drafts(request.membership)
        digest = report_queries.content_of(report).digest if drafts else ""
        context |= {"documents": _documents(request, report, digest), "drafts": drafts}
    return render(request, "reports/publication/read.html", context)


def _documents(
    request: PartnershipRequest, report: Report, digest: str
) -> document_presenters.Documents:
    """The documents the person may see; `digest` is what the report says now."""
    member = request.membership
    return document_presenters.documents_of(
        list(document_queries.of_report(report, member)),
        list(document_queries.publications_visible_to(member).filter(report=report)),
        digest,
    )


@partnership_button("edit_report")
def start(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Draft the report; one that exists is opened as it is."""
    cycle = find_reported_cycle(request, pk)
    with refusals_told(request):
        report_services.open_draft(actor=request.user, partnership=request.partnership, cycle=cycle)
    return redirect(place_url(request.membership, "cycle-report", pk=pk))


@partnership_button("edit_report")
def make(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Ask for the report as PDF, as it stands now."""
    report = find_report(request, pk)
    with refusals_told(request):
        document, already = report_services.make_document(actor=request.user, report=report)
        if already and document.state == Document.State.READY:
            messages.success(
                request,
                "Nothing has changed since this PDF was made, so you do not need a new one.",
            )
        return redirect(place_url(request.membership, "document-progress", pk=document.pk))
    return redirect(place_url(request.membership, "cycle-report", pk=pk))
