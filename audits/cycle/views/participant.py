"""One agency in a cycle: where it stands, and what the manager does about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.place.access import partnership_page, shows_and_takes
from audits import scope
from audits.cycle.forms import participant as participant_forms
from audits.cycle.permissions import can_manage_participant
from audits.cycle.presenters import participant as participant_presenters
from audits.cycle.presenters import submitted_return as submitted_return_presenters
from audits.cycle.queries import participant as participant_queries
from audits.cycle.services import participant as participant_services
from audits.models import Participant
from audits.submission.services import submission as submission_services
from s11portal.common.errors import Refused
from s11portal.common.forms import Form


def find(request: HttpRequest, pk: int) -> Participant:
    """The agency in the cycle, if the request's partnership sees it through one of its areas."""
    return get_object_or_404(scope.participants_visible_to(request.membership), pk=pk)


def find_managed(request: HttpRequest, pk: int) -> Participant:
    """The same, if the request's partnership leads the cycle; 403 for a partner."""
    participant = find(request, pk)
    if not can_manage_participant(request.membership, participant):
        raise PermissionDenied
    return participant


@partnership_page("view_board")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the agency's return stands."""
    context = participant_presenters.page(request.membership, find(request, pk))
    return render(request, "audits/participant/page.html", context)


@partnership_page("view_returns")
@require_safe
def read_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The submitted return: frozen rows only, never what is being written."""
    number = request.GET.get("number", "")
    if number and not (number.isascii() and number.isdigit()):
        raise Http404
    participant = find(request, pk)
    context = submitted_return_presenters.page(request.membership, participant, int(number or 0))
    if context is None:
        raise Http404
    return render(request, "audits/participant/return.html", context)


@partnership_page("manage_cycles")
@shows_and_takes
def move_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the agency another due date."""
    return _act(
        request,
        pk,
        participant_forms.MoveDateForm,
        participant_services.move_date,
        "Move the due date",
    )


@partnership_page("manage_cycles")
@shows_and_takes
def exempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Expect no return of the agency."""
    return _act(
        request,
        pk,
        participant_forms.ExemptForm,
        participant_services.exempt,
        "No return is expected",
    )


@partnership_page("manage_cycles")
@shows_and_takes
def national(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a national document as the agency's return."""
    title = "A national document instead of a return"
    return _act(
        request,
        pk,
        participant_forms.NationalDocumentForm,
        participant_services.accept_national_document,
        title,
    )


@partnership_page("manage_cycles")
@shows_and_takes
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep why no return has come."""
    return _act(
        request,
        pk,
        participant_forms.NoteForm,
        participant_services.note,
        "Why there is no return yet",
    )


@partnership_page("manage_cycles")
@shows_and_takes
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a submitted return back to the agency."""

    def send(*, actor: Any, participant: Participant, reason: str) -> None:
        submission = participant_queries.submission_of(participant)
        if submission is None:
            raise Refused("There is no return to send back.")
        submission_services.send_back(actor=actor, submission=submission, reason=reason)

    return _act(request, pk, participant_forms.SendBackForm, send, "Send the return back")


@partnership_page("manage_cycles")
@require_POST
def expect(request: HttpRequest, pk: int) -> HttpResponse:
    """Expect a return again."""
    participant = find_managed(request, pk)
    try:
        participant_services.expect(actor=request.user, participant=participant)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "A return is expected again.")
    return redirect("cycle-participant", slug=request.partnership.slug, pk=pk)


def _act(
    request: HttpRequest,
    pk: int,
    form_class: type[Form],
    do: Callable[..., None],
    title: str,
) -> HttpResponse:
    """A page with one form that does one thing to the agency, and back to its page."""
    participant = find_managed(request, pk)
    back = reverse("cycle-participant", kwargs={"slug": request.partnership.slug, "pk": pk})
    initial = {"due_on": participant.due_on, "reason": participant.reason}
    form = form_class(request.POST or None, initial=initial)
    form.cancel_url = back
    if request.method == "POST" and form.is_valid():
        try:
            do(actor=request.user, participant=participant, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect(back)
    context = participant_presenters.page(request.membership, participant)
    return render(
        request, "audits/participant/action.html", {**context, "form": form, "title": title}
    )
