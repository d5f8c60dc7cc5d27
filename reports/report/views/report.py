"""Writing a cycle's report in the browser."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.place.access import partnership_page, shows_and_takes
from reports import permissions
from reports.document import queries as document_queries
from reports.models import Document, Report
from reports.report.forms import CoverForm
from reports.report.presenters import report as report_presenters
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from reports.results.queries import figures as figures_queries
from reports.results.views import find
from s11portal.common.errors import Refused


@require_safe
@partnership_page("view_results")
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The report: its PDF, and for managers its texts."""
    cycle = find(request, pk)
    report = report_queries.of_cycle(request.partnership, cycle)
    context = {"cycle": cycle, "may_edit": permissions.can_edit(request.membership)}
    if report is None:
        return render(request, "reports/report/none.html", context)
    context["page"] = report_presenters.of(
        report,
        figures=figures_queries.of(cycle, request.partnership),
        sections=list(report.sections.all()),
        documents=list(document_queries.of_report(report)),
    )
    return render(request, "reports/report/page.html", context)


@require_POST
@partnership_page("edit_report")
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the report; one that exists is opened as it is."""
    try:
        report_services.open_draft(
            actor=request.user, partnership=request.partnership, cycle=find(request, pk)
        )
    except Refused as no:
        messages.error(request, str(no))
    return redirect(report_url(request, pk))


@shows_and_takes
@partnership_page("edit_report")
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands on the cover."""
    report = get_object_or_404(
        report_queries.visible_to(request.membership), cycle=find(request, pk)
    )
    form = CoverForm(request.POST or None, initial=_initial(report))
    form.cancel_url = report_url(request, pk)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            report_services.save_details(actor=request.user, report=report, **form.cleaned_data)
        except report_services.Conflict as conflict:
            theirs = conflict.theirs
            form.renew(theirs.version)
        else:
            messages.success(request, "The cover is saved.")
            return redirect(report_url(request, pk))
    context = {"form": form, "report": report, "theirs": theirs}
    return render(request, "reports/report/cover.html", context)


def _initial(report: Report) -> dict[str, object]:
    names = ("version", "title", "edition", "marking", "names_agencies")
    return {name: getattr(report, name) for name in names}


def report_url(request: HttpRequest, cycle: int) -> str:
    """The page of the report on a cycle."""
    return reverse("cycle-report", kwargs={"slug": request.partnership.slug, "pk": cycle})


@require_POST
@partnership_page("edit_report")
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the report as PDF, as it stands now."""
    report = get_object_or_404(
        report_queries.visible_to(request.membership), cycle=find(request, pk)
    )
    document, already = report_services.make_document(actor=request.user, report=report)
    if already and document.state == Document.State.READY:
        messages.success(request, "Nothing has changed since this PDF was made: here it is again.")
    return redirect(_progress_url(request, document))


def _progress_url(request: HttpRequest, document: Document) -> str:
    kwargs = {"slug": request.partnership.slug, "pk": document.pk}
    return reverse("document-progress", kwargs=kwargs)
