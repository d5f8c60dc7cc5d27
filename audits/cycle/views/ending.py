"""Closing an audit, opening it again, deleting one that was never launched: each asks first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import PartnershipRequest, partnership_form
from agencies.place.addresses import place_url
from audits.cycle.access import find_managed_cycle
from audits.cycle.forms.ending import CloseForm, ReopenForm
from audits.cycle.presenters import closing as closing_presenters
from audits.cycle.queries import board as board_queries
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import ending as ending_services
from audits.models import Cycle
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told


@partnership_form("manage_cycles")
def close(request: PartnershipRequest, pk: int) -> HttpResponse:
    """End an audit after a look at who has not answered, and at the dates it would break."""
    cycle = find_managed_cycle(request, pk)
    board_url = place_url(request.membership, "cycle-board", pk=pk)
    if cycle.state == Cycle.State.CLOSED:
        messages.info(request, "This audit is already closed.")
        return redirect(board_url)
    closing = closing_presenters.closing_of(cycle, board_queries.entries(request.membership, cycle))
    form = CloseForm(posted(request), breaks_dates=closing.breaks_dates)
    form.cancel_url = board_url
    if form.is_valid():
        with refusals_on(form):
            cycle_services.close(actor=request.user, cycle=cycle)
            return done(request, "The audit is closed.", board_url)
    context = {"cycle": cycle, "closing": closing, "board": closing.board, "form": form}
    return render(request, "audits/cycle/close.html", context)


@partnership_form("manage_cycles")
def reopen(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Open a closed audit again: why, and until when."""
    cycle = find_managed_cycle(request, pk)
    board_url = place_url(request.membership, "cycle-board", pk=pk)
    if cycle.state != Cycle.State.CLOSED:
        messages.info(request, "This audit is not closed.")
        return redirect(board_url)
    form = ReopenForm(posted(request), was_launched=cycle.launched_at is not None)
    form.cancel_url = board_url
    if form.is_valid():
        with refusals_on(form):
            ending_services.reopen(actor=request.user, cycle=cycle, **form.cleaned_data)
            state = "open" if cycle.launched_at else "being prepared"
            return done(request, f"The audit is {state} again.", board_url)
    return render(request, "audits/cycle/reopen.html", {"cycle": cycle, "form": form})


@partnership_form("manage_cycles")
def delete(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Ask, then delete an audit that was never launched."""
    cycle = find_managed_cycle(request, pk)
    board_url = place_url(request.membership, "cycle-board", pk=pk)
    if cycle.state != Cycle.State.DRAFT:
        messages.error(request, "You can only delete an audit that has not been launched.")
        return redirect(board_url)
    if request.method == "POST":
        with refusals_told(request):
            ending_services.delete(actor=request.user, cycle=cycle)
            lists = place_url(request.membership, "cycles")
            return done(request, f"{cycle.title} has been deleted.", lists)
        return redirect(board_url)
    return render(request, "audits/cycle/delete.html", {"cycle": cycle})
