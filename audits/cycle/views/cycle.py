"""Audit cycles: listed, prepared, launched."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import PartnershipRequest, partnership_form, partnership_page
from agencies.place.addresses import place_url
from agencies.roles import may
from audits import scope
from audits.cycle.access import find_managed_cycle
from audits.cycle.forms.cycle import CycleForm
from audits.cycle.presenters import cycle as cycle_presenters
from audits.cycle.queries import board as board_queries
from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told


@partnership_page("view_board")
def cycle_list(request: PartnershipRequest) -> HttpResponse:
    """Every audit of the partnership, the latest first."""
    rows = cycle_queries.with_counts(
        scope.cycles_visible_to(request.membership), request.membership
    )
    context = {"cycles": rows, "may_manage": may(request.membership, "manage_cycles")}
    return render(request, "audits/cycle/list.html", context)


@partnership_form("manage_cycles")
def create(request: PartnershipRequest) -> HttpResponse:
    """Prepare an audit. All agencies are ticked to begin with."""
    everybody = list(
        cycle_queries.current_listings(request.partnership).values_list("pk", flat=True)
    )
    form = _form(request, initial={"listings": everybody})
    if form.is_valid():
        with refusals_on(form):
            cycle = cycle_services.create(
                actor=request.user, partnership=request.partnership, **form.cleaned_data
            )
            return redirect(_board_url(request, cycle.pk))
    return _form_page(request, form, None)


@partnership_form("manage_cycles")
def edit(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Change an audit that is being prepared."""
    cycle = find_managed_cycle(request, pk)
    if cycle.state != Cycle.State.DRAFT:
        messages.error(request, "You can no longer change this audit: it has been launched.")
        return redirect(_board_url(request, pk))
    inside = cycle_queries.listing_ids(cycle)
    start = cycle_presenters.initial(cycle, cycle_queries.version_of(cycle).pk, inside)
    form = _form(request, initial=start, cycle=cycle)
    if form.is_valid():
        with refusals_on(form):
            cycle_services.edit(actor=request.user, cycle=cycle, **form.cleaned_data)
            message = "The audit has been saved. Nobody has been told about it yet."
            return done(request, message, _board_url(request, pk))
    return _form_page(request, form, cycle)


def _form(
    request: PartnershipRequest, *, initial: dict[str, Any], cycle: Cycle | None = None
) -> CycleForm:
    """The form; pressing 'Tick all' or 'Tick none' shows it again with what was typed."""
    empty = partial(CycleForm, partnership=request.partnership, cycle=cycle)
    if "tick" not in request.POST:
        return empty(posted(request), initial=initial)
    form = empty()
    form.begin_with(request.POST)
    form.tick(everybody=request.POST["tick"] == "all")
    return form


def _form_page(request: PartnershipRequest, form: CycleForm, cycle: Cycle | None) -> HttpResponse:
    lists = place_url(request.membership, "cycles")
    context = {
        "form": form,
        "cycle": cycle,
        "sectors": cycle_presenters.choices(form),
        "back_url": _board_url(request, cycle.pk) if cycle else lists,
    }
    return render(request, "audits/cycle/form.html", context)


@partnership_form("manage_cycles")
def launch(request: PartnershipRequest, pk: int) -> HttpResponse:
    """See what would be sent to whom, and send it: once, whatever is clicked."""
    cycle = find_managed_cycle(request, pk)
    if request.method == "POST":
        with refusals_told(request):
            if cycle_services.launch(actor=request.user, cycle=cycle):
                message = "The audit has been launched. We are sending the invitations."
                return done(request, message, _board_url(request, pk))
            return _launched_already(request, pk)
        return redirect(place_url(request.membership, "cycle-edit", pk=pk))
    if cycle.state != Cycle.State.DRAFT:
        return _launched_already(request, pk)
    preview = cycle_presenters.launch_preview(
        cycle, board_queries.entries(request.membership, cycle)
    )
    return render(request, "audits/cycle/launch.html", {"cycle": cycle, "preview": preview})


def _launched_already(request: PartnershipRequest, pk: int) -> HttpResponse:
    messages.info(request, "This audit has already been launched. Nothing was sent again.")
    return redirect(_board_url(request, pk))


def _board_url(request: PartnershipRequest, pk: int) -> str:
    return place_url(request.membership, "cycle-board", pk=pk)
