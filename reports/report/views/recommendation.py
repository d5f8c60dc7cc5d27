"""Recommendations: begun, put in order, removed and brought back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import PartnershipRequest, partnership_button, partnership_form
from agencies.place.addresses import place_url
from reports.report import rules as report_rules
from reports.report.access import find_recommendation, find_report
from reports.report.queries import text as text_queries
from reports.report.services import section as section_services
from s11portal.common.views.refusals import done, refusals_told


@partnership_button("edit_report")
def add(request: PartnershipRequest, pk: int) -> HttpResponse:
    """A new recommendation, to write at: it is saved from its first word on."""
    report = find_report(request, pk)
    section = section_services.begin_recommendation(actor=request.user, report=report)
    return redirect(place_url(request.membership, "report-text", pk=pk, key=section.key))


@partnership_form("edit_report")
def remove(request: PartnershipRequest, pk: int, number: int) -> HttpResponse:
    """Ask whether to take a recommendation out, and do so."""
    section = find_recommendation(request, pk, number)
    back = f"{place_url(request.membership, 'cycle-report', pk=pk)}#recommendations"
    if request.method == "POST":
        with refusals_told(request):
            section_services.remove_recommendation(actor=request.user, section=section)
            name = f"‘{section.title}’" if section.title else "The recommendation"
            messages.success(request, f"{name} has been removed. You can restore it below.")
        return redirect(back)
    context = {"section": section, "number": number, "back": back}
    return render(request, "reports/report/remove.html", context)


@partnership_button("edit_report")
def restore(request: PartnershipRequest, pk: int, number: int) -> HttpResponse:
    """Bring a removed recommendation back."""
    report, key = find_report(request, pk), report_rules.recommendation_key(number)
    kept = text_queries.versions(report, key)
    if not kept:
        raise Http404
    section = section_services.restore_recommendation(
        actor=request.user, report=report, version=kept[0]
    )
    back = place_url(request.membership, "cycle-report", pk=pk)
    name = f"‘{section.title}’" if section.title else "The recommendation"
    return done(
        request, f"{name} has been restored as the last recommendation.", f"{back}#recommendations"
    )


@partnership_button("edit_report")
def move(request: PartnershipRequest, pk: int, number: int) -> HttpResponse:
    """Move a recommendation one place up or down."""
    section_services.move_recommendation(
        actor=request.user,
        section=find_recommendation(request, pk, number),
        up=request.POST.get("direction") == "up",
    )
    return redirect(f"{place_url(request.membership, 'cycle-report', pk=pk)}#recommendations")
