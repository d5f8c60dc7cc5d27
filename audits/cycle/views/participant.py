"""One agency in a cycle: where it stands, and what the manager does about it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import (
    PartnershipRequest,
    partnership_button,
    partnership_form,
    partnership_page,
)
from agencies.place.addresses import place_url
from audits.cycle.access import find_managed_participant, find_participant
from audits.cycle.forms.participant import (
    ExemptForm,
    MoveDateForm,
    NationalDocumentForm,
    NoteForm,
    SendBackForm,
)
from audits.cycle.presenters import participant as participant_presenters
from audits.cycle.presenters import submitted_return as submitted_return_presenters
from audits.cycle.services import participant as participant_services
from audits.models import Participant
from s11portal.common.dates import uk_date
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
    participant = find_managed_participant(request, pk)
    form = MoveDateForm(posted(request), initial={"due_on": participant.due_on})
    if form.is_valid():
        with refusals_on(form, "due_on"):
            due_on = form.cleaned_data["due_on"]
            participant_services.move_date(
                actor=request.user, participant=participant, due_on=due_on
            )
            message = f"The return is now due by {uk_date(due_on)}. The leads have been emailed."
            return done(request, message, _page_url(request, pk))
    return _form_page(request, participant, form, "Change the due date")


@partnership_form("manage_cycles")
def exempt(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Expect no return of the agency."""
    participant = find_managed_participant(request, pk)
    form = ExemptForm(posted(request), initial={"reason": participant.reason})
    if form.is_valid():
        with refusals_on(form, "reason"):
            participant_services.exempt(
                actor=request.user, participant=participant, reason=form.cleaned_data["reason"]
            )
            message = "The agency has been marked as exempt. It will get no more reminders."
            return done(request, message, _page_url(request, pk))
    return _form_page(request, participant, form, "Mark as exempt")


@partnership_form("manage_cycles")
def national(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Count a national document as the agency's return."""
    participant = find_managed_participant(request, pk)
    form = NationalDocumentForm(posted(request))
    if form.is_valid():
        with refusals_on(form, "document"):
            participant_services.accept_national_document(
                actor=request.user, participant=participant, document=form.cleaned_data["document"]
            )
            return done(request, "The document now counts as the return.", _page_url(request, pk))
    return _form_page(request, participant, form, "Count a national document as the return")


@partnership_form("manage_cycles")
def note(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Keep why no return has come."""
    participant = find_managed_participant(request, pk)
    form = NoteForm(posted(request), initial={"reason": participant.reason})
    if form.is_valid():
        with refusals_on(form, "reason"):
            participant_services.note(
                actor=request.user, participant=participant, reason=form.cleaned_data["reason"]
            )
            return done(request, "The note has been saved.", _page_url(request, pk))
    return _form_page(request, participant, form, "Why there is no return yet")


@partnership_form("manage_cycles")
def send_back(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Give a submitted return back to the agency."""
    participant = find_managed_participant(request, pk)
    form = SendBackForm(posted(request), initial=participant_presenters.sending_back(participant))
    if form.is_valid():
        with refusals_on(form):
            participant_services.send_back(
                actor=request.user, participant=participant, **form.cleaned_data
            )
            message = "The return has been sent back. Everyone at the agency has been emailed."
            return done(request, message, _page_url(request, pk))
    return _form_page(request, participant, form, "Send the return back")


@partnership_button("manage_cycles")
def expect(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Expect a return again."""
    participant = find_managed_participant(request, pk)
    with refusals_told(request):
        participant_services.expect(actor=request.user, participant=participant)
        messages.success(request, "We now expect a return from this agency again.")
    return redirect(_page_url(request, pk))


def _form_page(
    request: PartnershipRequest, participant: Participant, form: Form, title: str
) -> HttpResponse:
    """A page with one form that does one thing to the agency."""
    form.cancel_url = _page_url(request, participant.pk)
    context = participant_presenters.page(request.membership, participant)
    return render(
        request, "audits/cycle/participant/action.html", {**context, "form": form, "title": title}
    )


def _page_url(request: PartnershipRequest, pk: int) -> str:
    return place_url(request.membership, "cycle-participant", pk=pk)
