"""Reminders sent by hand: the text first."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import PartnershipRequest, partnership_form
from agencies.place.addresses import place_url
from audits.cycle.access import find_managed_cycle, find_managed_participant
from audits.cycle.presenters import board as board_presenters
from audits.cycle.presenters import reminder as remind_presenters
from audits.cycle.queries import board as board_queries
from audits.models import Cycle
from audits.reminder.services import reminder as reminder_services
from s11portal.common.views.refusals import refusals_told
from s11portal.common.words import counted


@partnership_form("manage_cycles")
def several(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Remind the agencies of one group: the overdue, those who have not started, everyone."""
    cycle = find_managed_cycle(request, pk)
    rows = board_presenters.rows_of(cycle, board_queries.entries(request.membership, cycle))
    groups = remind_presenters.groups(rows, request.GET.get("who", ""))
    chosen = next(group for group in groups if group.is_chosen)
    context = {
        "groups": groups,
        "chosen": chosen,
        "preview": remind_presenters.preview(remind_presenters.in_group(rows, chosen.key)),
        "back_url": place_url(request.membership, "cycle-board", pk=pk),
    }
    return _remind(request, cycle, context)


@partnership_form("manage_cycles")
def one(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Remind one agency."""
    participant = find_managed_participant(request, pk)
    entry = board_queries.entry(request.membership, participant)
    rows = board_presenters.rows_of(participant.cycle, [entry])
    context = {
        "preview": remind_presenters.preview(rows),
        "agency": entry.listing.name,
        "back_url": place_url(request.membership, "cycle-participant", pk=pk),
    }
    return _remind(request, participant.cycle, context)


def _remind(request: PartnershipRequest, cycle: Cycle, context: dict[str, Any]) -> HttpResponse:
    """Show the reminder; send it, to those of whom it is true when the button is pressed."""
    if request.method != "POST":
        return render(request, "audits/cycle/remind.html", {"cycle": cycle, **context})
    with refusals_told(request):
        rows = [row.participant for row in context["preview"].rows]
        sent = reminder_services.remind(actor=request.user, cycle=cycle, rows=rows)
        if sent:
            people = counted(sent, "person", "people")
            messages.success(request, f"Reminder sent to {people}.")
        else:
            messages.info(
                request,
                "Nothing was sent: everyone has submitted or has had an email about this audit "
                "today.",
            )
    return redirect(context["back_url"])
