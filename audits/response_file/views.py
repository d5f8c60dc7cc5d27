"""Importing returns from a file: checked first, stored after a look at what would come."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.place.access import PartnershipRequest, partnership_form
from agencies.place.addresses import place_url
from audits.cycle.access import find_managed_cycle
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle
from audits.response_file import presenters as response_file_presenters
from audits.response_file import queries as response_file_queries
from audits.response_file.forms import ImportForm, ResponseFileForm
from audits.response_file.queries import Plan
from audits.response_file.services import returns as returns_services
from audits.response_file.services import taking_back as taking_back_services
from audits.response_file.services import upload as upload_services
from s11portal.common.errors import Problem, Problems, Refused
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told
from s11portal.common.words import counted

KEY = "response-file"


@partnership_form("manage_cycles")
def upload(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Choose a file. What is wrong in it is listed; nothing is stored yet."""
    cycle = find_managed_cycle(request, pk)
    form = ResponseFileForm(posted(request), request.FILES or None)
    problems: list[Problem] = []
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            with refusals_on(form):
                returns_services.check(cycle=cycle, content=content)
                _keep(request, cycle, content)
                return redirect(place_url(request.membership, "cycle-import-confirm", pk=pk))
        except Problems as wrong:
            problems = wrong.problems
    context = {
        "cycle": cycle,
        "form": form,
        "problems": problems,
        "version": cycle_queries.version_of(cycle),
        "imports": response_file_queries.imports(request.membership, cycle),
    }
    return render(request, "audits/response_file/import.html", context)


@partnership_form("manage_cycles")
def confirm(request: PartnershipRequest, pk: int) -> HttpResponse:
    """What is in the checked file, and what is in doubt; a POST imports it."""
    cycle = find_managed_cycle(request, pk)
    kept = request.session.get(KEY) or {}
    content = upload_services.fetch(kept["key"]) if kept.get("cycle") == cycle.pk else None
    first_step = place_url(request.membership, "cycle-import", pk=pk)
    if content is None:
        messages.info(request, "Select the file again.")
        return redirect(first_step)
    try:
        plan = returns_services.check(cycle=cycle, content=content)
        form = ImportForm(posted(request), plan=plan)
        form.cancel_url = place_url(request.membership, "cycle-board", pk=pk)
        if not form.is_valid():
            return _plan_page(request, plan, form)
        plan = returns_services.import_file(
            actor=request.user, cycle=cycle, content=content, decisions=form.decisions()
        )
    except (Problems, Refused):
        messages.error(
            request,
            "The audit or your list of agencies changed after we checked the file. Check it again.",
        )
        return redirect(first_step)
    upload_services.throw_away(request.session.pop(KEY)["key"])
    returns = counted(len(plan.rows), "return", "returns")
    return done(
        request, f"{returns} imported.", place_url(request.membership, "cycle-board", pk=pk)
    )


@partnership_form("manage_cycles")
def take_back(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Undo an import, after asking."""
    found = get_object_or_404(response_file_queries.imports_visible_to(request.membership), pk=pk)
    page = place_url(request.membership, "cycle-import", pk=found.cycle_id)
    if request.method != "POST":
        context = response_file_presenters.taking_back(found)
        return render(request, "audits/response_file/take_back.html", context)
    with refusals_told(request):
        taking_back_services.take_back(actor=request.user, response_import=found)
        return done(request, "The import is undone.", page)
    return redirect(page)


def _plan_page(request: PartnershipRequest, plan: Plan, form: ImportForm) -> HttpResponse:
    context = {
        "cycle": plan.cycle,
        "plan": plan,
        "form": form,
        "counts": response_file_presenters.counts(plan),
    }
    return render(request, "audits/response_file/confirm.html", context)


def _keep(request: PartnershipRequest, cycle: Cycle, content: bytes) -> None:
    """Remember the file for this person; one that was never confirmed goes."""
    earlier = request.session.get(KEY)
    key = upload_services.keep(partnership=request.partnership, content=content)
    if earlier and earlier["key"] != key:
        upload_services.throw_away(earlier["key"])
    request.session[KEY] = {"cycle": cycle.pk, "key": key}
