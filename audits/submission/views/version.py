"""Earlier versions of an answer, and bringing one back."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.place.access import AgencyRequest, agency_button, agency_page
from agencies.place.addresses import place_url
from agencies.roles import may
from audits import scope
from audits.models import AnswerVersion, Submission
from audits.submission.presenters import answer_version as answer_version_presenters
from audits.submission.queries import answer as answer_queries
from audits.submission.queries import submission as submission_queries
from audits.submission.services import bring_back as bring_back_services
from audits.template.rules.structure import Question, Structure
from s11portal.common.dates import uk_datetime
from s11portal.common.views.refusals import done, refusals_told

A_PAGE = 20


def _find(
    request: AgencyRequest, pk: int, question: str
) -> tuple[Submission, Structure, Question, QuerySet[AnswerVersion]]:
    """The return with this id, one of its questions and what its answer has said."""
    submission = get_object_or_404(scope.submissions_visible_to(request.membership), pk=pk)
    structure = submission_queries.structure_of(submission)
    found = structure.by_key.get(question)
    if found is None:
        raise Http404
    return submission, structure, found, answer_queries.versions_of(submission, found.id)


@agency_page("view_return")
def versions(request: AgencyRequest, pk: int, question: str) -> HttpResponse:
    """What an answer has said, newest first."""
    submission, structure, asked, rows = _find(request, pk, question)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    editable = submission_queries.may_be_edited(submission)
    context = {
        "submission": submission,
        "cycle": submission.participant.cycle,
        "question": asked,
        "standard": next(s for s in structure.standards if asked in s.questions),
        "page": page,
        "versions": answer_version_presenters.versions(asked, page),
        "may_answer": editable and may(request.membership, "answer"),
    }
    return render(request, "audits/submission/versions.html", context)


@agency_button("answer")
def bring_back(request: AgencyRequest, pk: int, question: str) -> HttpResponse:
    """Let the answer say again what it said in one of its versions."""
    submission, structure, _asked, rows = _find(request, pk, question)
    number, seen = (request.POST.get(name, "") for name in ("number", "seen"))
    if not (_is_number(number) and _is_number(seen)):
        raise Http404
    version = get_object_or_404(rows, n=int(number))
    url = place_url(request.membership, "submission-versions", pk=pk, question=question)
    with refusals_told(request):
        bring_back_services.bring_back(
            actor=request.user,
            submission=submission,
            structure=structure,
            version=version,
            seen=int(seen),
        )
        said = (
            f"The version saved {uk_datetime(version.at)} has been restored. The text it "
            "replaced is kept below."
        )
        return done(request, said, url)
    return redirect(url)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 10
