"""Writing the report: the page of each text, and the save that follows each pause in typing."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from agencies.place.access import PartnershipRequest, partnership_button, partnership_form
from agencies.place.addresses import place_url
from reports.report import rules as report_rules
from reports.report.access import find_text_or_removed
from reports.report.forms import receive
from reports.report.presenters import text as text_presenters
from reports.report.presenters.text import Step, TextPage
from reports.report.queries import text as text_queries
from reports.report.queries.text import Text
from reports.report.services import text as text_services
from reports.results.queries import figures as figures_queries
from reports.results.rules.figures import CycleFigures
from s11portal.common.errors import Refused
from s11portal.common.saving.kept_page import BACK, keeps_text, taken_back
from s11portal.common.saving.page_token import OTHER_PERSON, is_own_page, new_token


@keeps_text
@partnership_form("edit_report")
def edit(request: PartnershipRequest, pk: int, key: str) -> HttpResponse:
    """One text: read, write, save. Two people's versions are shown beside each other."""
    text, figures, steps = _find(request, pk, key)
    build = partial(text_presenters.text_page, text, figures, steps, reader=request.user)
    if request.method == "POST":
        return _save_page(request, text, figures, build)
    kept = taken_back(request)
    if kept is None:
        if text.pk is None:
            raise Http404
        return _show(request, build(), token=new_token(request.user.pk))
    if text.pk is not None:
        messages.warning(request, BACK)
    refusal = "" if text.pk is not None else text_services.REMOVED
    page = build(received=receive(key, figures, kept), refusal=refusal)
    return _show(request, page, token=kept.get("token", ""))


def _find(request: PartnershipRequest, pk: int, key: str) -> tuple[Text, CycleFigures, list[Step]]:
    """The text, the figures of its audit, and the texts of the report."""
    text = find_text_or_removed(request, pk, key)
    report = text_queries.report_of(text)
    figures = figures_queries.figures_of(report.cycle, request.partnership)
    return text, figures, text_presenters.steps(report, figures)


def _save_page(
    request: PartnershipRequest, text: Text, figures: CycleFigures, build: Callable[..., TextPage]
) -> HttpResponse:
    """A button of the page: store what can be stored, show it again where something is amiss."""
    if not is_own_page(request):
        messages.error(request, OTHER_PERSON)
        return redirect(request.path)
    received, token = receive(text.key, figures, request.POST), request.POST["token"]
    try:
        saved = text_services.save(actor=request.user, text=text, edit=received.edit)
    except Refused as refusal:
        page = build(received=received, refusal=str(refusal))
        return _show(request, page, token=token, status=409)
    page = build(received=received, saved=saved)
    if page.clashing or page.errors:
        return _show(request, page, token=token, status=409 if page.clashing else 422)
    messages.success(request, f"{page.title} has been saved.")
    return redirect(_onward(request, page))


def _onward(request: PartnershipRequest, page: TextPage) -> str:
    """Where a button leads once everything is stored."""
    cycle, key, name = page.report.cycle_id, page.text.key, "report-text"
    if "continue" in request.POST:
        if page.next is None:
            return place_url(request.membership, "cycle-report", pk=cycle)
        key = page.next.key
    elif "preview" in request.POST:
        name = "report-text-preview"
    return place_url(request.membership, name, pk=cycle, key=key)


@keeps_text
@partnership_button("edit_report")
def save(request: PartnershipRequest, pk: int) -> HttpResponse:
    """What the page saves by itself, one text at a time. Answers JSON."""
    key = request.POST.get("question", "")
    text = find_text_or_removed(request, pk, key)
    if not is_own_page(request):
        return JsonResponse({"refused": OTHER_PERSON}, status=401)
    received = receive(key, _figures(request, text), request.POST)
    try:
        saved = text_services.save(actor=request.user, text=text, edit=received.edit)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse(text_presenters.saved_json(received, saved, request.user))


def _figures(request: PartnershipRequest, text: Text) -> CycleFigures | None:
    """The figures, where a save needs them: a recommendation names a question."""
    if report_rules.kind_of(text.key) != report_rules.RECOMMENDATION:
        return None
    return figures_queries.figures_of(text_queries.report_of(text).cycle, request.partnership)


def _show(
    request: PartnershipRequest, page: TextPage, *, token: str, status: int = 200
) -> HttpResponse:
    """The page. With the `token` of an earlier page, that page's saves remain its own."""
    context = {"page": page, "token": token}
    return render(request, "reports/report/text.html", context, status=status)
