"""The board of a cycle."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.views.places import partnership_page
from audits.forms.cycle import BoardFilterForm
from audits.models import Cycle
from audits.permissions.cycle import can_manage
from audits.presenters import board as presenter
from audits.queries import board as boards
from audits.queries import cycle as cycles
from audits.views.cycle import find


@partnership_page("view_board")
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """How far each agency is; before the launch, what the audit is made of."""
    cycle = find(request, pk)
    entries = boards.entries(request.membership, cycle)
    everything = presenter.of(cycle, entries)
    form = BoardFilterForm(request.GET or None, states=presenter.STATES, sectors=everything.sectors)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    context = {
        "cycle": cycle,
        "version": cycles.version_of(cycle),
        "board": presenter.of(cycle, entries, **wanted),
        "filter": form,
        "is_narrowed": any(wanted.values()),
        "may_manage": can_manage(request.membership, cycle),
    }
    is_draft = cycle.state == Cycle.State.DRAFT
    template = "audits/cycle/prepare.html" if is_draft else "audits/cycle/board.html"
    return render(request, template, context)
