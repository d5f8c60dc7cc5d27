"""Writing a cycle's report in the browser."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import (
    PartnershipRequest,
    partnership_button,
    partnership_page,
)
from agencies.place.addresses import place_url
from reports import permissions
from reports.document import queries as document_queries
from reports.models import Document
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
    """The report: its PDF, and for managers its texts."""
    cycle = find_reported_cycle(request, pk)
    report = report_queries.of_cycle(request.partnership, cycle)
    context = {"cycle": cycle, "may_edit": permissions.can_edit(request.membership)}
    if report is None:
        return render(request, "reports/report/none.html", context)
    sections = list(report.sections.all())
    context["page"] = report_presenters.report_page(
        report,
        figures=figures_queries.figures_of(cycle, request.partnership),
        sections=sections,
        removed=text_queries.removed_recommendations(report, sections),
        documents=list(document_queries.of_report(report)),
    )
    return render(request, "reports/report/page.html", context)


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
    document, already = report_services.make_document(actor=request.user, report=report)
    if already and document.state == Document.State.READY:
        messages.success(request, "Nothing has changed since this PDF was made: here it is again.")
    return redirect(place_url(request.membership, "document-progress", pk=document.pk))
