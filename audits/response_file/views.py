"""Bringing in returns from a file: checked first, stored after a look at what would come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import partnership_page, shows_and_takes
from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.views.cycle import find_managed
from audits.models import Cycle
from audits.response_file import presenters as response_file_presenters
from audits.response_file.forms import ResponseFileForm
from audits.response_file.services import returns as returns_services
from audits.response_file.services import upload as upload_services
from s11portal.common.errors import Problem, Problems, Refused
from s11portal.common.words import counted

KEY = "response-file"


@partnership_page("manage_cycles")
@shows_and_takes
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a file. What is wrong in it is listed; nothing is stored yet."""
    cycle = find_managed(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResponseFileForm(*sent)
    problems: list[Problem] = []
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            returns_services.check(cycle=cycle, content=content)
        except Problems as wrong:
            problems = wrong.problems
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _keep(request, cycle, content)
            return redirect("cycle-import-confirm", slug=request.partnership.slug, pk=pk)
    context = {
        "cycle": cycle,
        "form": form,
        "problems": problems,
        "version": cycle_queries.version_of(cycle),
    }
    return render(request, "audits/cycle/import.html", context)


@partnership_page("manage_cycles")
@shows_and_takes
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What the checked file would create; a POST creates it."""
    cycle = find_managed(request, pk)
    kept = request.session.get(KEY) or {}
    content = upload_services.fetch(kept["key"]) if kept.get("cycle") == cycle.pk else None
    if content is None:
        messages.info(request, "Choose the file again.")
        return redirect("cycle-import", slug=request.partnership.slug, pk=pk)
    try:
        if request.method != "POST":
            plan = returns_services.check(cycle=cycle, content=content)
            context = {
                "cycle": cycle,
                "plan": plan,
                "counts": response_file_presenters.counts(plan),
            }
            return render(request, "audits/cycle/import_confirm.html", context)
        plan = returns_services.import_file(actor=request.user, cycle=cycle, content=content)
    except (Problems, Refused):
        messages.error(request, "The audit has changed since the check. Check the file again.")
        return redirect("cycle-import", slug=request.partnership.slug, pk=pk)
    upload_services.throw_away(request.session.pop(KEY)["key"])
    returns = counted(len(plan.rows), "return is", "returns are")
    messages.success(request, f"{returns} in.")
    return redirect("cycle-board", slug=request.partnership.slug, pk=pk)


def _keep(request: HttpRequest, cycle: Cycle, content: bytes) -> None:
    """Remember the file for this person; one that was never confirmed goes."""
    earlier = request.session.get(KEY)
    key = upload_services.keep(partnership=request.partnership, content=content)
    if earlier and earlier["key"] != key:
        upload_services.throw_away(earlier["key"])
    request.session[KEY] = {"cycle": cycle.pk, "key": key}
