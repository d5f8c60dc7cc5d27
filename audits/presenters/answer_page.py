"""The page of one standard, and what it is told after a save."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from audits.forms.answer import Received
from audits.models import Submission
from audits.presenters import answer as cards
from audits.presenters.submission import progress
from audits.queries import answer as answers
from audits.queries import submission as submissions
from audits.rules.answer import EMPTY
from audits.rules.condition import shown_keys
from audits.rules.merge import mark
from audits.rules.structure import Question, Standard, Structure
from audits.services.answer import Saved
from s11portal.common import clock
from s11portal.common.dates import uk_time

OTHER_PERSON = (
    "Somebody else is signed in in this browser now, so nothing was saved. Sign in again as the "
    "person who opened this page."
)


def build(
    submission: Submission,
    structure: Structure,
    asked: Standard,
    *,
    received: Received,
    saved: Saved | None = None,
    held: bool = False,
    refusal: str = "",
) -> dict[str, Any]:
    """The context of a standard's page.

    What was received stands in the boxes where it could not be stored: the fields with
    errors or clashes after a save, everything when `held` back or refused.
    """
    if saved is None:
        rows = {structure.by_id[row.question_id].key: row for row in answers.rows_of(submission)}
        plain = {key: answers.as_plain(row) for key, row in rows.items()}
        shown = shown_keys(structure, plain, submissions.respondent(submission.participant))
        clashes: tuple = ()
    else:
        rows, plain, shown, clashes = saved.rows, saved.answers, saved.shown, saved.clashes
    unsaved = received.typed if held else _unsaved(received, clashes)
    page_cards = cards.cards(
        asked.questions,
        rows,
        plain,
        shown,
        typed=unsaved,
        errors=received.errors,
        clashes=clashes,
    )
    steps = progress(structure, plain, shown)
    keys = [step.standard.key for step in steps]
    place = keys.index(asked.key) if asked.key in keys else 0
    return {
        "submission": submission,
        "cycle": submission.participant.cycle,
        "standard": asked,
        "cards": page_cards,
        "steps": steps,
        "number": place + 1,
        "previous": steps[place - 1].standard if place > 0 else None,
        "next": steps[place + 1].standard if place + 1 < len(steps) else None,
        "asked": sum(step.asked for step in steps),
        "answered": sum(step.answered for step in steps),
        "errors": [error for card in page_cards for error in card.errors],
        "clashing": [card for card in page_cards if card.has_clash],
        "refusal": refusal,
        "scales": _scales(asked),
    }


def _unsaved(received: Received, clashes: tuple) -> dict[str, dict[str, Any]]:
    """What was typed in the fields that could not be stored."""
    fields = {(clash.key, clash.field) for clash in clashes}
    fields |= {(key, name) for key, errors in received.errors.items() for name in errors}
    return {
        key: {
            name: raw
            for name, raw in typed.items()
            if (key, name) in fields or (name == "other" and (key, "value") in fields)
        }
        for key, typed in received.typed.items()
    }


def _scales(asked: Standard) -> list[Any]:
    """The rating scales used on the page, each once, for the explanation above the questions."""
    scales = {q.scale.key: q.scale for q in asked.questions if q.scale and q.type == "rating"}
    return list(scales.values())


def after_save(
    data: Mapping[str, str],
    submission: Submission,
    structure: Structure,
    asked: Standard,
    saved: Saved,
) -> str:
    """Where the Save button leads: on to the next standard, or back to this page.

    A question that has appeared because of an answer keeps the person on the page.
    """
    kwargs = {"code": submission.participant.agency.code, "pk": submission.pk}
    before = set(data.get("shown", "").split())
    appeared = [q.key for q in asked.questions if q.key in saved.shown and q.key not in before]
    here = reverse("submission-standard", kwargs={**kwargs, "standard": asked.key})
    if appeared:
        return f"{here}#q-{appeared[0]}"
    if "save" in data:
        return f"{here}?saved={uk_time(clock.now())}#saved"
    keys = [step.standard.key for step in progress(structure, saved.answers, saved.shown)]
    later = keys[keys.index(asked.key) + 1 :] if asked.key in keys else []
    if later:
        return reverse("submission-standard", kwargs={**kwargs, "standard": later[0]})
    return reverse("submission-check", kwargs=kwargs)


def saved_json(
    structure: Structure, question: Question, received: Received, saved: Saved
) -> dict[str, Any]:
    """What the page's script is told: marks to go on from, errors, clashes, progress."""
    row = saved.rows.get(question.key)
    answer = saved.answers.get(question.key, EMPTY)
    card = cards.card(
        question,
        row,
        answer,
        shown=question.key in saved.shown,
        clashes=saved.clashes,
    )
    texts = [card.value_clash, *(box.clash for box in card.all_boxes)]
    return {
        "at": uk_time(clock.now()),
        "version": card.version,
        "marks": {
            "value": card.value_mark,
            "na": mark(answer.na),
            **{box.name: box.mark for box in card.all_boxes},
        },
        "errors": received.errors.get(question.key, {}),
        "clashes": [
            {"field": text.field, "by": text.by, "theirs": text.theirs} for text in texts if text
        ],
        "shown": sorted(saved.shown),
        "asked": saved.asked,
        "answered": saved.answered,
    }
