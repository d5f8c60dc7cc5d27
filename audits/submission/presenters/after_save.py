"""Where the Save button of a standard's page leads."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from audits.submission.presenters.progress import progress
from audits.submission.rules.answer import EMPTY, UNANSWERED, state
from audits.submission.services.answer import Saved
from audits.template.rules.structure import Question, Standard, Structure
from s11portal.common import clock
from s11portal.common.dates import uk_time
from s11portal.common.words import joined


@dataclass(frozen=True)
class Way:
    """An address, and what is said there."""

    url: str
    news: str = ""


def way(
    request: HttpRequest,
    place: dict[str, Any],
    structure: Structure,
    asked: Standard,
    saved: Saved,
) -> Way:
    """Where the Save button leads: on to the next standard, or back to where one came from.

    A question that has appeared because of an answer, and has none yet, keeps the person on the
    page. `place` are the words of the return's address.
    """
    before = set(request.POST.get("shown", "").split())
    appeared = [q for q in asked.questions if q.key not in before and _is_waiting(q, saved)]
    here = reverse("submission-standard", kwargs={**place, "standard": asked.key})
    check = request.GET.get("check", "")
    query = {"check": check} if check in structure.by_key else {}
    if appeared:
        labels = joined([question.label for question in appeared])
        news = f"Your answers have been saved. One of them means there is more to answer: {labels}."
        return Way(f"{here}{_query(query)}#q-{appeared[0].key}", news)
    if "save" in request.POST:
        return Way(f"{here}{_query({**query, 'saved': uk_time(clock.now())})}#saved")
    whole = reverse("submission-check", kwargs=place)
    if query:
        return Way(f"{whole}{_query({'at': check})}#line-{check}")
    keys = [step.standard.key for step in progress(structure, saved.answers, saved.shown)]
    later = keys[keys.index(asked.key) + 1 :] if asked.key in keys else []
    next_url = (
        reverse("submission-standard", kwargs={**place, "standard": later[0]}) if later else ""
    )
    return Way(next_url or whole)


def _is_waiting(question: Question, saved: Saved) -> bool:
    """Whether the question is asked and has no answer yet."""
    answer = saved.answers.get(question.key, EMPTY)
    return question.key in saved.shown and state(question, answer) == UNANSWERED


def _query(words: dict[str, str]) -> str:
    return f"?{urlencode(words)}" if words else ""
