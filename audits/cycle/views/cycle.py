"""Audit cycles: listed, prepared, launched, closed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.place.access import partnership_page, shows_and_takes
from agencies.roles import may
from audits import scope
from audits.cycle.forms.cycle import CycleForm
from audits.cycle.permissions import can_manage_cycle
from audits.cycle.presenters import board as board_presenters
from audits.cycle.presenters import cycle as cycle_presenters
from audits.cycle.queries import board as board_queries
from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle
from s11portal.common.errors import Refused


def find(request: HttpRequest, pk: int) -> Cycle:
    """The cycle, if the request's partnership has a part in it."""
    return get_object_or_404(scope.cycles_visible_to(request.membership), pk=pk)


def find_managed(request: HttpRequest, pk: int) -> Cycle:
    """The cycle, if the request's partnership leads it; 403 for a partner."""
    cycle = find(request, pk)
    if not can_manage_cycle(request.membership, cycle):
        raise PermissionDenied
    return cycle


@partnership_page("view_board")
@require_safe
def cycle_list(request: HttpRequest) -> HttpResponse:
    """Every audit of the partnership, the latest first."""
    rows = cycle_queries.with_counts(
        scope.cycles_visible_to(request.membership), request.membership
    )
    context = {"cycles": rows, "may_manage": may(request.membership, "manage_cycles")}
    return render(request, "audits/cycle/list.html", context)


@partnership_page("manage_cycles")
@shows_and_takes
def create(request: HttpRequest) -> HttpResponse:
    """Prepare an audit. All agencies are ticked to begin with."""
    everybody = list(
        cycle_queries.current_listings(request.partnership).values_list("pk", flat=True)
    )
    form = _form(request, initial={"listings": everybody})
    if form.is_bound and form.is_valid():
        try:
            cycle = cycle_services.create(
                actor=request.user, partnership=request.partnership, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cycle-board", slug=request.partnership.slug, pk=cycle.pk)
    return _form_page(request, form, None)


@partnership_page("manage_cycles")
@shows_and_takes
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an audit that is being prepared."""
    cycle = find_managed(request, pk)
    if cycle.state != Cycle.State.DRAFT:
        messages.error(request, "This audit has been launched, so it can no longer be changed.")
        return redirect("cycle-board", slug=request.partnership.slug, pk=pk)
    inside = cycle_queries.listing_ids(cycle)
    start = cycle_presenters.initial(cycle, cycle_queries.version_of(cycle).pk, inside)
    form = _form(request, initial=start, cycle=cycle)
    if form.is_bound and form.is_valid():
        try:
            cycle_services.edit(actor=request.user, cycle=cycle, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The audit is saved. Nobody has been told of it yet.")
            return redirect("cycle-board", slug=request.partnership.slug, pk=pk)
    return _form_page(request, form, cycle)


def _form(
    request: HttpRequest, *, initial: dict[str, Any], cycle: Cycle | None = None
) -> CycleForm:
    """The form; pressing 'Tick all' or 'Tick none' shows it again with what was typed."""
    choose = {"partnership": request.partnership, "cycle": cycle}
    if request.method != "POST":
        return CycleForm(initial=initial, **choose)
    if "tick" not in request.POST:
        return CycleForm(request.POST, **choose)
    typed = {name: request.POST.get(name, "") for name in CycleForm.base_fields}
    form = CycleForm(initial=typed, **choose)
    offered = form.fields["listings"].queryset.values_list("pk", flat=True)
    form.initial["listings"] = list(offered) if request.POST["tick"] == "all" else []
    return form


def _form_page(request: HttpRequest, form: CycleForm, cycle: Cycle | None) -> HttpResponse:
    back = "cycle-board" if cycle else "cycles"
    place = {"slug": request.partnership.slug} | ({"pk": cycle.pk} if cycle else {})
    context = {
        "form": form,
        "cycle": cycle,
        "sectors": cycle_presenters.choices(form),
        "back_url": reverse(back, kwargs=place),
    }
    return render(request, "audits/cycle/form.html", context)


@partnership_page("manage_cycles")
@shows_and_takes
def launch(request: HttpRequest, pk: int) -> HttpResponse:
    """See what would be sent to whom, and send it: once, whatever is clicked."""
    cycle = find_managed(request, pk)
    board = {"slug": request.partnership.slug, "pk": pk}
    if request.method == "POST":
        try:
            launched = cycle_services.launch(actor=request.user, cycle=cycle)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("cycle-edit", **board)
        if launched:
            messages.success(request, "The audit is launched. The invitations are on their way.")
            return redirect("cycle-board", **board)
    if request.method == "POST" or cycle.state != Cycle.State.DRAFT:
        messages.info(request, "This audit was launched already. Nothing was sent again.")
        return redirect("cycle-board", **board)
    preview = cycle_presenters.launch_preview(
        cycle, board_queries.entries(request.membership, cycle)
    )
    return render(request, "audits/cycle/launch.html", {"cycle": cycle, "preview": preview})


@partnership_page("manage_cycles")
@shows_and_takes
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End an audit after a look at who has not answered."""
    cycle = find_managed(request, pk)
    if request.method == "POST":
        try:
            if cycle_services.close(actor=request.user, cycle=cycle):
                messages.success(request, "The audit is closed.")
            else:
                messages.info(request, "This audit was closed already.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("cycle-board", slug=request.partnership.slug, pk=pk)
    if cycle.state == Cycle.State.CLOSED:
        return redirect("cycle-board", slug=request.partnership.slug, pk=pk)
    board = board_presenters.of(cycle, board_queries.entries(request.membership, cycle))
    return render(request, "audits/cycle/close.html", {"cycle": cycle, "board": board})
