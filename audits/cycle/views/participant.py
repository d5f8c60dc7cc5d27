"""One agency in a cycle: where it stands, and what the manager does about it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agencies.models import User
from agencies.place.access import (
    PartnershipRequest,
    partnership_button,
    partnership_form,
    partnership_page,
)
from agencies.place.addresses import place_url
from audits.cycle.access import find_managed_participant, find_participant
from audits.cycle.forms import participant as participant_forms
from audits.cycle.presenters import participant as participant_presenters
from audits.cycle.presenters import submitted_return as submitted_return_presenters
from audits.cycle.queries import participant as participant_queries
from audits.cycle.services import participant as participant_services
from audits.models import Participant
from audits.submission.services import submission as submission_services
from s11portal.common.errors import Refused
from s11portal.common.forms import Form, posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told


@partnership_page("view_board")
def page(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Where the agency's return stands."""
    context = participant_presenters.page(request.membership, find_participant(request, pk))
    return render(request, "audits/cycle/participant/page.html", context)


@partnership_page("view_returns")
def read_return(request: PartnershipRequest, pk: int) -> HttpResponse:
    """The submitted return: frozen rows only, never what is being written."""
    number = request.GET.get("number", "")
    if number and not (number.isascii() and number.isdigit()):
        raise Http404
    participant = find_participant(request, pk)
    context = submitted_return_presenters.page(request.membership, participant, int(number or 0))
    if context is None:
        raise Http404
    return render(request, "audits/cycle/participant/return.html", context)


@partnership_form("manage_cycles")
def move_date(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Give the agency another due date."""
    return _act(
        request,
        pk,
        participant_forms.MoveDateForm,
        participant_services.move_date,
        "Move the due date",
    )


@partnership_form("manage_cycles")
def exempt(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Expect no return of the agency."""
    return _act(
        request,
        pk,
        participant_forms.ExemptForm,
        participant_services.exempt,
        "No return is expected",
    )


@partnership_form("manage_cycles")
def national(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Count a national document as the agency's return."""
    title = "A national document instead of a return"
    return _act(
        request,
        pk,
        participant_forms.NationalDocumentForm,
        participant_services.accept_national_document,
        title,
    )


@partnership_form("manage_cycles")
def note(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Keep why no return has come."""
    return _act(
        request,
        pk,
        participant_forms.NoteForm,
        participant_services.note,
        "Why there is no return yet",
    )


@partnership_form("manage_cycles")
def send_back(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Give a submitted return back to the agency."""

    def send(*, actor: User, participant: Participant, reason: str) -> None:
        submission = participant_queries.submission_of(participant)
        if submission is None:
            raise Refused("There is no return to send back.")
        submission_services.send_back(actor=actor, submission=submission, reason=reason)

    return _act(request, pk, participant_forms.SendBackForm, send, "Send the return back")


@partnership_button("manage_cycles")
def expect(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Expect a return again."""
    participant = find_managed_participant(request, pk)
    with refusals_told(request):
        participant_services.expect(actor=request.user, participant=participant)
        messages.success(request, "A return is expected again.")
    return redirect(place_url(request.membership, "cycle-participant", pk=pk))


def _act(
    request: PartnershipRequest,
    pk: int,
    form_class: type[Form],
    do: Callable[..., None],
    title: str,
) -> HttpResponse:
    """A page with one form that does one thing to the agency, and back to its page."""
    participant = find_managed_participant(request, pk)
    initial = {"due_on": participant.due_on, "reason": participant.reason}
    form = form_class(posted(request), initial=initial)
    form.cancel_url = back = place_url(request.membership, "cycle-participant", pk=pk)
    if form.is_valid():
        with refusals_on(form):
            do(actor=request.user, participant=participant, **form.cleaned_data)
            return done(request, "Saved.", back)
    context = participant_presenters.page(request.membership, participant)
    return render(
        request, "audits/cycle/participant/action.html", {**context, "form": form, "title": title}
    )
