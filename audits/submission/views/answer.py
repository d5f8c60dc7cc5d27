"""Answering: the page of a standard, and the save that follows each pause in typing."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render

from agencies.place.access import AgencyRequest, agency_button, agency_form
from agencies.place.addresses import place_kwargs, place_url
from audits.models import Submission
from audits.submission.forms import answer as answer_forms
from audits.submission.presenters import after_save as after_save_presenters
from audits.submission.presenters import answer_page as answer_page_presenters
from audits.submission.queries import answer as answer_queries
from audits.submission.queries import submission as submission_queries
from audits.submission.services import answer as answer_services
from audits.template.rules.structure import Standard, Structure
from s11portal.common.errors import Refused
from s11portal.common.saving.kept_page import BACK, keeps_text, taken_back
from s11portal.common.saving.page_token import OTHER_PERSON, is_own_page, new_token


def _find(request: AgencyRequest, pk: int) -> tuple[Submission, Structure]:
    """The return with this id, if the request's agency has it."""
    submission = answer_queries.find(request.membership, pk)
    if submission is None:
        raise Http404
    return submission, submission_queries.structure_of(submission)


@keeps_text
@agency_form("answer")
def standard(request: AgencyRequest, pk: int, standard: str) -> HttpResponse:
    """One standard's questions: read, answer, save."""
    submission, structure = _find(request, pk)
    asked = structure.standard(standard)
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _save_page(request, submission, structure, asked)
    kept = taken_back(request)
    if not (kept or submission_queries.may_be_edited(submission)):
        # Nothing is changed any more: what was written is read on one page.
        check = place_url(request.membership, "submission-check", pk=pk)
        return redirect(f"{check}#standard-{asked.key}")
    return _open_page(request, submission, structure, asked, kept)


def _open_page(
    request: AgencyRequest,
    submission: Submission,
    structure: Structure,
    asked: Standard,
    kept: QueryDict | None,
) -> HttpResponse:
    """The page as it is stored, with what was typed before signing in again."""
    if kept is None:
        page = answer_page_presenters.build(submission, structure, asked, reader=request.user)
        return _show(request, page, token=new_token(request.user.pk))
    refusal = ""
    if submission_queries.may_be_edited(submission):
        messages.warning(request, BACK)
    else:
        refusal = answer_services.closed_reason(submission)
    page = answer_page_presenters.build(
        submission,
        structure,
        asked,
        received=answer_forms.receive(asked.questions, kept),
        reader=request.user,
        refusal=refusal,
    )
    return _show(request, page, token=kept.get("token", ""))


def _save_page(
    request: AgencyRequest, submission: Submission, structure: Structure, asked: Standard
) -> HttpResponse:
    """The Save button: store what can be stored, show the page again where something is amiss."""
    received = answer_forms.receive(asked.questions, request.POST)
    if not is_own_page(request):
        messages.error(request, OTHER_PERSON)
        return redirect(request.get_full_path())
    build = partial(
        answer_page_presenters.build,
        submission,
        structure,
        asked,
        received=received,
        reader=request.user,
    )
    token = request.POST["token"]
    try:
        saved = answer_services.save(
            actor=request.user, submission=submission, structure=structure, edits=received.edits
        )
    except Refused as refusal:
        return _show(request, build(refusal=str(refusal)), token=token, status=409)
    if received.errors or saved.clashes:
        status = 422 if received.errors else 409
        return _show(request, build(saved=saved), token=token, status=status)
    place = {**place_kwargs(request.membership), "pk": submission.pk}
    return _go(request, after_save_presenters.way(request, place, structure, asked, saved))


def _go(request: AgencyRequest, way: after_save_presenters.Way) -> HttpResponse:
    if way.news:
        messages.info(request, way.news)
    return redirect(way.url)


@keeps_text
@agency_button("answer")
def save(request: AgencyRequest, pk: int) -> HttpResponse:
    """What the page saves by itself, one question at a time. Answers JSON."""
    submission, structure = _find(request, pk)
    question = structure.by_key.get(request.POST.get("question", ""))
    if question is None:
        raise Http404
    if not is_own_page(request):
        return JsonResponse({"refused": OTHER_PERSON}, status=401)
    received = answer_forms.receive([question], request.POST)
    try:
        saved = answer_services.save(
            actor=request.user, submission=submission, structure=structure, edits=received.edits
        )
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse(
        answer_page_presenters.saved_json(structure, question, received, saved, request.user)
    )


def _show(
    request: AgencyRequest, page: dict[str, Any], *, token: str, status: int = 200
) -> HttpResponse:
    """The page. With the `token` of an earlier page, that page's saves remain its own.

    Its form goes to an address of its own each time (`sent`): where the page's own does not answer,
    browsers put their error in the page's place, and Back no longer leads to what was typed.
    """
    page |= {"token": token, "check": request.GET.get("check", "")}
    page["sent"] = "2" if request.GET.get("sent") == "1" else "1"
    return render(request, "audits/submission/standard.html", page, status=status)
