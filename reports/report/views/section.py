"""The texts of a report, one page each, with the figures beside them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import PartnershipRequest, partnership_button, partnership_form
from agencies.place.addresses import place_url
from reports.models import Report
from reports.report.access import find_report, find_section
from reports.report.forms import RecommendationForm, for_section
from reports.report.presenters import section as section_presenters
from reports.report.services import section as section_services
from reports.report.services.report import Conflict
from reports.results.queries import figures as figures_queries
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told


@partnership_form("edit_report")
def edit(request: PartnershipRequest, pk: int) -> HttpResponse:
    """One text. Two people's versions are shown beside each other, and none is lost."""
    section = find_section(request, pk)
    figures = figures_queries.figures_of(section.report.cycle, request.partnership)
    form = for_section(section, figures, posted(request))
    form.cancel_url = back = _report_url(request, section.report)
    theirs = None
    if form.is_valid():
        try:
            with refusals_on(form):
                section_services.save(
                    actor=request.user,
                    section=section,
                    version=form.cleaned_data["version"],
                    title=form.cleaned_data.get("title"),
                    body=form.cleaned_data["body"],
                    data=form.parts(),
                )
                return done(request, f"{section_presenters.name(section)} is saved.", back)
        except Conflict as conflict:
            theirs = conflict.theirs
            form.renew(theirs.version)
    context = {
        "form": form,
        "page": section_presenters.section_page(section, figures, form, theirs),
    }
    return render(request, "reports/report/section.html", context)


@partnership_form("edit_report")
def add(request: PartnershipRequest, pk: int) -> HttpResponse:
    """A new recommendation."""
    report = find_report(request, pk)
    figures = figures_queries.figures_of(report.cycle, request.partnership)
    form = RecommendationForm(posted(request), initial={"version": 0}, figures=figures)
    form.submit_label = "Add the recommendation"
    form.cancel_url = back = _report_url(request, report)
    if form.is_valid():
        section_services.add_recommendation(
            actor=request.user,
            report=report,
            title=form.cleaned_data["title"],
            body=form.cleaned_data["body"],
            data=form.parts(),
        )
        return done(request, "The recommendation is added.", back)
    return render(request, "reports/report/add.html", {"form": form, "cycle": report.cycle})


@partnership_button("edit_report")
def remove(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Take a recommendation out."""
    section = find_section(request, pk)
    with refusals_told(request):
        section_services.remove_recommendation(actor=request.user, section=section)
        messages.success(request, f"‘{section.title}’ is removed.")
    return redirect(_report_url(request, section.report))


@partnership_button("edit_report")
def move(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Move a recommendation one place up or down."""
    section = find_section(request, pk)
    section_services.move_recommendation(
        actor=request.user, section=section, up=request.POST.get("direction") == "up"
    )
    return redirect(f"{_report_url(request, section.report)}#recommendations")


def _report_url(request: PartnershipRequest, report: Report) -> str:
    return place_url(request.membership, "cycle-report", pk=report.cycle_id)
