"""What a text says in the report, and what it said earlier."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import PartnershipRequest, partnership_button, partnership_page
from agencies.place.addresses import place_url
from reports.report.access import find_text
from reports.report.presenters import preview as preview_presenters
from reports.report.presenters import text as text_presenters
from reports.report.presenters import versions as versions_presenters
from reports.report.queries import text as text_queries
from reports.report.services import text as text_services
from reports.results.queries import figures as figures_queries
from s11portal.common.views.refusals import done, refusals_told


@partnership_page("edit_report")
def preview(request: PartnershipRequest, pk: int, key: str) -> HttpResponse:
    """A text as the report will show it."""
    text = find_text(request, pk, key)
    figures = figures_queries.figures_of(text_queries.report_of(text).cycle, request.partnership)
    context = {"page": preview_presenters.preview(text, figures)}
    return render(request, "reports/report/preview.html", context)


@partnership_page("edit_report")
def versions(request: PartnershipRequest, pk: int, key: str) -> HttpResponse:
    """Earlier versions of a text."""
    text = find_text(request, pk, key)
    report = text_queries.report_of(text)
    kept = text_queries.versions(report, key)
    figures = figures_queries.figures_of(report.cycle, request.partnership)
    context = {
        "text": text,
        "report": report,
        "name": text_presenters.title_of(text),
        "versions": versions_presenters.versions(text, kept, figures, request.user),
    }
    return render(request, "reports/report/versions.html", context)


@partnership_button("edit_report")
def bring_back(request: PartnershipRequest, pk: int, key: str, number: int) -> HttpResponse:
    """Make the text say again what it said in one of them."""
    text = find_text(request, pk, key)
    version = text_queries.version(text_queries.report_of(text), key, number)
    if version is None:
        raise Http404
    url = place_url(request.membership, "report-text", pk=pk, key=key)
    with refusals_told(request):
        text_services.bring_back(actor=request.user, text=text, version=version)
        said = "The earlier version has been restored. We have kept the text it replaced."
        return done(request, said, url)
    return redirect(place_url(request.membership, "cycle-report", pk=pk))
