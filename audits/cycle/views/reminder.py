"""Reminders sent by hand: the text first."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.views.places import partnership_page, shows_and_takes
from audits.models import Cycle
from audits.presenters import board as board_presenter
from audits.presenters import cycle as presenter
from audits.presenters.board import Row
from audits.queries import board as boards
from audits.services import reminder as service
from audits.views.cycle import find_managed
from audits.views.participant import find_managed as find_participant
from s11portal.common.errors import Refused


@partnership_page("manage_cycles")
@shows_and_takes
def overdue(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind every agency whose return is overdue."""
    cycle = find_managed(request, pk)
    rows = board_presenter.rows_of(cycle, boards.entries(request.membership, cycle))
    back = reverse("cycle-board", kwargs={"slug": request.partnership.slug, "pk": pk})
    return _remind(request, cycle, [row for row in rows if row.is_overdue], back)


@partnership_page("manage_cycles")
@shows_and_takes
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind one agency."""
    participant = find_participant(request, pk)
    entry = boards.entry(request.membership, participant)
    back = reverse("cycle-participant", kwargs={"slug": request.partnership.slug, "pk": pk})
    rows = board_presenter.rows_of(participant.cycle, [entry])
    return _remind(request, participant.cycle, rows, back)


def _remind(request: HttpRequest, cycle: Cycle, rows: Iterable[Row], back: str) -> HttpResponse:
    preview = presenter.remind_preview(rows)
    if request.method != "POST":
        context = {"cycle": cycle, "preview": preview, "back_url": back}
        return render(request, "audits/cycle/remind.html", context)
    try:
        sent = service.remind(
            actor=request.user, cycle=cycle, rows=[row.participant for row in preview.rows]
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    if sent:
        people = "1 person" if sent == 1 else f"{sent} people"
        messages.success(request, f"The reminder goes to {people}.")
    else:
        messages.info(
            request, "Nothing was sent: everybody has returned or was reminded today already."
        )
    return redirect(back)
