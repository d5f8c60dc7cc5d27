"""A return, seen by its agency: where it stands, checking, signing, the receipt, the copy."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.place.access import AgencyRequest, agency_form, agency_page
from agencies.place.addresses import place_url
from agencies.roles import may
from audits import scope
from audits.models import Submission
from audits.submission.forms.sign_off import SignForm
from audits.submission.presenters import pages as pages_presenters
from audits.submission.queries import submission as submission_queries
from audits.submission.services import submission as submission_services
from s11portal.common.forms import posted
from s11portal.common.views.refusals import refusals_told


def _find(request: AgencyRequest, pk: int) -> Submission:
    """The return with this id, if the request's agency has it."""
    return get_object_or_404(scope.submissions_visible_to(request.membership), pk=pk)


def _context(request: AgencyRequest, submission: Submission) -> dict[str, Any]:
    editable = submission_queries.may_be_edited(submission)
    return {
        "submission": submission,
        "cycle": submission.participant.cycle,
        "is_open": editable,
        "unsent": submission_queries.is_unsent(submission),
        "sent_back": submission_queries.sent_back(submission),
        "may_answer": editable and may(request.membership, "answer"),
        "may_submit": editable and may(request.membership, "submit"),
    }


@agency_page("view_return")
def home(request: AgencyRequest, pk: int) -> HttpResponse:
    """The task list: standards with progress, and what comes next."""
    submission = _find(request, pk)
    context = _context(request, submission) | pages_presenters.home(submission)
    return render(request, "audits/submission/home.html", context)


@agency_page("view_return")
def check(request: AgencyRequest, pk: int) -> HttpResponse:
    """All answers on one page, with what is missing; for reading, once nothing may be changed."""
    submission = _find(request, pk)
    context = _context(request, submission)
    if not (context["is_open"] or context["unsent"]):
        name = "return" if submission.current_revision_id else "home"
        return redirect(place_url(request.membership, f"submission-{name}", pk=pk))
    context |= pages_presenters.check(
        submission, folds=context["is_open"], at=request.GET.get("at", "")
    )
    return render(request, "audits/submission/check.html", context)


@agency_form("submit")
def sign(request: AgencyRequest, pk: int) -> HttpResponse:
    """Sign and submit. A second click finds the return submitted and shows its receipt."""
    submission = _find(request, pk)
    receipt_url = place_url(request.membership, "submission-receipt", pk=pk)
    if submission.state == Submission.State.SUBMITTED:
        return redirect(receipt_url)
    read = pages_presenters.check(submission)
    form = SignForm(
        posted(request),
        person=request.user,
        seen=read["fingerprint"],
        names=submission.participant.cycle.names_agencies,
    )
    if form.is_valid():
        with refusals_told(request):
            submission_services.submit(
                actor=request.user,
                submission=submission,
                name=form.cleaned_data["name"],
                capacity=form.cleaned_data["capacity"],
                seen=form.cleaned_data["seen"],
                told_of_names=form.cleaned_data["told"],
            )
            return redirect(receipt_url)
        return redirect(place_url(request.membership, "submission-check", pk=pk))
    context = _context(request, submission) | read | {"form": form}
    return render(request, "audits/submission/sign.html", context)


@agency_page("view_return")
def receipt(request: AgencyRequest, pk: int) -> HttpResponse:
    """Proof that the return is in."""
    submission = _find(request, pk)
    context = pages_presenters.receipt(request.membership, submission)
    if context is None:
        raise Http404
    return render(
        request, "audits/submission/receipt.html", _context(request, submission) | context
    )


@agency_page("view_return")
def copy(request: AgencyRequest, pk: int) -> HttpResponse:
    """The agency's own copy of what it submitted, to read and print."""
    submission = _find(request, pk)
    context = pages_presenters.copy(request.membership, submission)
    if context is None:
        raise Http404
    context |= _context(request, submission)
    return render(request, "audits/submission/copy.html", context)
