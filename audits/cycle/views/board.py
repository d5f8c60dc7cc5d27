"""The board of a cycle."""

from django.http import HttpResponse
from django.shortcuts import render

from agencies.place.access import PartnershipRequest, partnership_page
from audits.cycle.access import find_cycle
from audits.cycle.forms.cycle import BoardFilterForm
from audits.cycle.permissions import can_manage_cycle
from audits.cycle.presenters import board as board_presenters
from audits.cycle.queries import board as board_queries
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle


@partnership_page("view_board")
def board(request: PartnershipRequest, pk: int) -> HttpResponse:
    """How far each agency is; before the launch, what the audit is made of."""
    cycle = find_cycle(request, pk)
    entries = board_queries.entries(request.membership, cycle)
    everything = board_presenters.board_of(cycle, entries)
    form = BoardFilterForm(
        request.GET or None, states=board_presenters.STATES, sectors=everything.sectors
    )
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    context = {
        "cycle": cycle,
        "version": cycle_queries.version_of(cycle),
        "board": board_presenters.board_of(cycle, entries, **wanted),
        "filter": form,
        "is_narrowed": any(wanted.values()),
        "may_manage": can_manage_cycle(request.membership, cycle),
    }
    is_draft = cycle.state == Cycle.State.DRAFT
    template = "audits/cycle/prepare.html" if is_draft else "audits/cycle/board.html"
    return render(request, template, context)
