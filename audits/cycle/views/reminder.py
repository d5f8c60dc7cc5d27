"""Reminders sent by hand: the text first."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.place.access import partnership_page, shows_and_takes
from audits.cycle.presenters import board as board_presenters
from audits.cycle.presenters import cycle as cycle_presenters
from audits.cycle.presenters.board import Row
from audits.cycle.queries import board as board_queries
from audits.cycle.views.cycle import find_managed
from audits.cycle.views.participant import find_managed as find_participant
from audits.models import Cycle
from audits.reminder.services import reminder as reminder_services
from s11portal.common.errors import Refused
from s11portal.common.words import counted


@partnership_page("manage_cycles")
@shows_and_takes
def overdue(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind every agency whose return is overdue."""
    cycle = find_managed(request, pk)
    rows = board_presenters.rows_of(cycle, board_queries.entries(request.membership, cycle))
    back = reverse("cycle-board", kwargs={"slug": request.partnership.slug, "pk": pk})
    return _remind(request, cycle, [row for row in rows if row.is_overdue], back)


@partnership_page("manage_cycles")
@shows_and_takes
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind one agency."""
    participant = find_participant(request, pk)
    entry = board_queries.entry(request.membership, participant)
    back = reverse("cycle-participant", kwargs={"slug": request.partnership.slug, "pk": pk})
    rows = board_presenters.rows_of(participant.cycle, [entry])
    return _remind(request, participant.cycle, rows, back)


def _remind(request: HttpRequest, cycle: Cycle, rows: Iterable[Row], back: str) -> HttpResponse:
    preview = cycle_presenters.remind_preview(rows)
    if request.method != "POST":
        context = {"cycle": cycle, "preview": preview, "back_url": back}
        return render(request, "audits/cycle/remind.html", context)
    try:
        sent = reminder_services.remind(
            actor=request.user, cycle=cycle, rows=[row.participant for row in preview.rows]
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    if sent:
        people = counted(sent, "person", "people")
        messages.success(request, f"The reminder goes to {people}.")
    else:
        messages.info(
            request, "Nothing was sent: everybody has returned or was reminded today already."
        )
    return redirect(back)
