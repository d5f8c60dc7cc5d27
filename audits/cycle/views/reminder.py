"""Reminders sent by hand: the text first."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import PartnershipRequest, partnership_form
from agencies.place.addresses import place_url
from audits.cycle.access import find_managed_cycle, find_managed_participant
from audits.cycle.presenters import board as board_presenters
from audits.cycle.presenters import cycle as cycle_presenters
from audits.cycle.presenters.board import Row
from audits.cycle.queries import board as board_queries
from audits.models import Cycle
from audits.reminder.services import reminder as reminder_services
from s11portal.common.views.refusals import refusals_told
from s11portal.common.words import counted


@partnership_form("manage_cycles")
def overdue(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Remind every agency whose return is overdue."""
    cycle = find_managed_cycle(request, pk)
    rows = board_presenters.rows_of(cycle, board_queries.entries(request.membership, cycle))
    back = place_url(request.membership, "cycle-board", pk=pk)
    return _remind(request, cycle, [row for row in rows if row.is_overdue], back)


@partnership_form("manage_cycles")
def one(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Remind one agency."""
    participant = find_managed_participant(request, pk)
    entry = board_queries.entry(request.membership, participant)
    back = place_url(request.membership, "cycle-participant", pk=pk)
    rows = board_presenters.rows_of(participant.cycle, [entry])
    return _remind(request, participant.cycle, rows, back)


def _remind(
    request: PartnershipRequest, cycle: Cycle, rows: Iterable[Row], back: str
) -> HttpResponse:
    preview = cycle_presenters.remind_preview(rows)
    if request.method != "POST":
        context = {"cycle": cycle, "preview": preview, "back_url": back}
        return render(request, "audits/cycle/remind.html", context)
    with refusals_told(request):
        sent = reminder_services.remind(
            actor=request.user, cycle=cycle, rows=[row.participant for row in preview.rows]
        )
        if sent:
            people = counted(sent, "person", "people")
            messages.success(request, f"The reminder goes to {people}.")
        else:
            messages.info(
                request, "Nothing was sent: everybody has returned or was reminded today already."
            )
    return redirect(back)
