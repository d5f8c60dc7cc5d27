"""The texts of a report, one page each, with the figures beside them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies.views.places import partnership_page, shows_and_takes
from reports.forms.report import RecommendationForm, for_section
from reports.models import Section
from reports.presenters import section as presenter
from reports.queries import report as reports
from reports.queries import results
from reports.services import section as service
from reports.services.report import Conflict
from reports.views.report import report_url
from reports.views.results import find
from s11portal.common.errors import Refused


@shows_and_takes
@partnership_page("edit_report")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One text. Two people's versions are shown beside each other, and none is lost."""
    section = _section(request, pk)
    figures = results.of(section.report.cycle, request.partnership)
    form = for_section(section, figures, request.POST or None)
    form.cancel_url = report_url(request, section.report.cycle_id)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            service.save(
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
            messages.success(request, f"{presenter.name(section)} is saved.")
            return redirect(report_url(request, section.report.cycle_id))
    context = {"form": form, "page": presenter.of(section, figures, form, theirs)}
    return render(request, "reports/report/section.html", context)


@shows_and_takes
@partnership_page("edit_report")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new recommendation."""
    cycle = find(request, pk)
    report = get_object_or_404(reports.visible_to(request.membership), cycle=cycle)
    figures = results.of(cycle, request.partnership)
    form = RecommendationForm(request.POST or None, initial={"version": 0}, figures=figures)
    form.submit_label = "Add the recommendation"
    form.cancel_url = report_url(request, pk)
    if request.method == "POST" and form.is_valid():
        service.add_recommendation(
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
        service.remove_recommendation(actor=request.user, section=section)
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
    service.move_recommendation(
        actor=request.user, section=section, up=request.POST.get("direction") == "up"
    )
    return redirect(f"{report_url(request, section.report.cycle_id)}#recommendations")


def _section(request: HttpRequest, pk: int) -> Section:
    return get_object_or_404(reports.sections_visible_to(request.membership), pk=pk)
