"""The texts of a report, one page each, with the figures beside them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies.place.access import partnership_page, shows_and_takes
from reports.models import Section
from reports.report.forms import RecommendationForm, for_section
from reports.report.presenters import section as section_presenters
from reports.report.queries import report as report_queries
from reports.report.services import section as section_services
from reports.report.services.report import Conflict
from reports.report.views.report import report_url
from reports.results.queries import figures as figures_queries
from reports.results.views import find
from s11portal.common.errors import Refused


@shows_and_takes
@partnership_page("edit_report")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One text. Two people's versions are shown beside each other, and none is lost."""
    section = _section(request, pk)
    figures = figures_queries.of(section.report.cycle, request.partnership)
    form = for_section(section, figures, request.POST or None)
    form.cancel_url = report_url(request, section.report.cycle_id)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            section_services.save(
                actor=request.user,
                section=section,
                version=form.cleaned_data["version"],
                title=form.cleaned_data.get("title"),
                body=form.cleaned_data["body"],
                data=form.parts(),
            )
        except Conflict as conflict:
            theirs = conflict.theirs
            form.renew(theirs.version)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"{section_presenters.name(section)} is saved.")
            return redirect(report_url(request, section.report.cycle_id))
    context = {"form": form, "page": section_presenters.of(section, figures, form, theirs)}
    return render(request, "reports/report/section.html", context)


@shows_and_takes
@partnership_page("edit_report")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new recommendation."""
    cycle = find(request, pk)
    report = get_object_or_404(report_queries.visible_to(request.membership), cycle=cycle)
    figures = figures_queries.of(cycle, request.partnership)
    form = RecommendationForm(request.POST or None, initial={"version": 0}, figures=figures)
    form.submit_label = "Add the recommendation"
    form.cancel_url = report_url(request, pk)
    if request.method == "POST" and form.is_valid():
        section_services.add_recommendation(
            actor=request.user,
            report=report,
            title=form.cleaned_data["title"],
            body=form.cleaned_data["body"],
            data=form.parts(),
        )
        messages.success(request, "The recommendation is added.")
        return redirect(report_url(request, pk))
    return render(request, "reports/report/add.html", {"form": form, "cycle": cycle})


@require_POST
@partnership_page("edit_report")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a recommendation out."""
    section = _section(request, pk)
    try:
        section_services.remove_recommendation(actor=request.user, section=section)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, f"‘{section.title}’ is removed.")
    return redirect(report_url(request, section.report.cycle_id))


@require_POST
@partnership_page("edit_report")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a recommendation one place up or down."""
    section = _section(request, pk)
    section_services.move_recommendation(
        actor=request.user, section=section, up=request.POST.get("direction") == "up"
    )
    return redirect(f"{report_url(request, section.report.cycle_id)}#recommendations")


def _section(request: HttpRequest, pk: int) -> Section:
    return get_object_or_404(report_queries.sections_visible_to(request.membership), pk=pk)
