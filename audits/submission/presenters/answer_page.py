"""The page of one standard, and what its script receives after a save."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.safestring import SafeString

from agencies.models import User
from agencies.person import queries as person_queries
from audits.models import Answer as AnswerRow
from audits.models import Submission
from audits.submission.forms.answer import NOTHING, Received
from audits.submission.presenters import answer as answer_presenters
from audits.submission.presenters import answer_parts
from audits.submission.presenters.answer_inputs import clash_text, field_text
from audits.submission.presenters.progress import StandardProgress, progress
from audits.submission.queries import answer as answer_queries
from audits.submission.queries import submission as submission_queries
from audits.submission.rules.answer import EMPTY, FIELDS
from audits.submission.services import answer as answer_services
from audits.submission.services.answer import Clash, Saved
from audits.template.rules.structure import Question, Standard, Structure
from s11portal.common import clock
from s11portal.common.dates import days_left, uk_time
from s11portal.common.saving.merge import changed_meanwhile, mark


def build(
    submission: Submission,
    structure: Structure,
    asked: Standard,
    *,
    reader: User,
    received: Received = NOTHING,
    saved: Saved | None = None,
    refusal: str = "",
) -> dict[str, Any]:
    """The context of a standard's page.

    What was sent is shown in the boxes where it could not be stored: the fields with
    errors or clashes after a save; without a save all that were touched. Those keep the
    marks of the page on which they were typed.
    """
    now = _stored(submission, structure) if saved is None else saved
    page_cards = answer_presenters.cards(
        asked.questions,
        now.rows,
        now.answers,
        now.shown,
        typed=_unsaved(received, now.clashes, stored=saved is not None),
        errors=received.errors,
        clashes=now.clashes,
        since={edit.key: edit for edit in received.edits} if saved is None else {},
        editors=person_queries.names(_others(asked, now.rows, reader)),
    )
    return {
        "submission": submission,
        "cycle": submission.participant.cycle,
        "sent_back": submission_queries.sent_back(submission),
        "days_left": days_left(submission.participant.due_on),
        "standard": asked,
        "introduction": answer_parts.published_html(asked.introduction),
        "scales": _scales(asked),
        "cards": page_cards,
        "errors": [error for card in page_cards for error in card.errors],
        "clashing": [card for card in page_cards if card.has_clash],
        "refusal": refusal,
        **_way(asked, progress(structure, now.answers, now.shown)),
    }


def _stored(submission: Submission, structure: Structure) -> Saved:
    """The answers as they are stored (1 query), in the shape in which a save gives them."""
    rows = {structure.by_id[row.question_id].key: row for row in answer_queries.rows_of(submission)}
    respondent = submission_queries.respondent(submission.participant)
    return answer_services.counted(structure, rows, respondent)


def _way(asked: Standard, steps: list[StandardProgress]) -> dict[str, Any]:
    """Where among the standards the page is, and how far the whole return."""
    keys = [step.standard.key for step in steps]
    place = keys.index(asked.key) if asked.key in keys else 0
    return {
        "steps": steps,
        "number": place + 1,
        "previous": steps[place - 1].standard if place > 0 else None,
        "next": steps[place + 1].standard if place + 1 < len(steps) else None,
        "asked": sum(step.asked for step in steps),
        "answered": sum(step.answered for step in steps),
    }


def _others(asked: Standard, rows: Mapping[str, AnswerRow], reader: User) -> set[int]:
    """Who but the reader changed an answer of the page last."""
    editors = {rows[question.key].editor_id for question in asked.questions if question.key in rows}
    return {editor for editor in editors if editor not in (None, reader.pk)}


def _unsaved(
    received: Received, clashes: tuple[Clash, ...], *, stored: bool
) -> dict[str, dict[str, Any]]:
    """What was typed in the fields that could not be stored."""
    fields = {(clash.key, name) for clash in clashes for name in (clash.field, clash.met)}
    fields |= {(key, name) for key, errors in received.errors.items() for name in errors}
    if not stored:
        fields |= {(edit.key, name) for edit in received.edits for name in edit.touched}
    return {
        key: {name: raw for name, raw in typed.items() if (key, _field_of(name)) in fields}
        for key, typed in received.typed.items()
    }


def _field_of(name: str) -> str:
    """The field that an input is part of."""
    return "value" if name == "other" or name.startswith("value-") else name


def _scales(asked: Standard) -> list[SafeString]:
    """What the ratings of the page mean, for each of its scales once."""
    scales = {q.scale.key: q.scale for q in asked.questions if q.scale and q.type == "rating"}
    return [answer_parts.scale(scale) for scale in scales.values()]


def saved_json(
    structure: Structure, question: Question, received: Received, saved: Saved, reader: User
) -> dict[str, Any]:
    """What the page's script receives: marks to go on from, errors, clashes, progress.

    `others` are fields this page did not touch and somebody else has changed since it was
    made: the page must show them, or its next save would take them for its own.
    """
    answer = saved.answers.get(question.key, EMPTY)
    row = saved.rows.get(question.key)
    errors = received.errors.get(question.key, {})
    edit = next(iter(received.edits), None)
    met = {clash.met for clash in saved.clashes}
    changed = changed_meanwhile(asdict(answer), edit, errors) if edit else []
    changed = [name for name in changed if name not in met]
    names = _writers(row, changed, reader)
    unseen = [field_text(question, name, getattr(answer, name), by=names[name]) for name in changed]
    clashing = [clash_text(question, clash) for clash in saved.clashes]
    return {
        "at": uk_time(clock.now()),
        "version": row.version if row else 0,
        "marks": {name: mark(getattr(answer, name)) for name in FIELDS},
        "errors": errors,
        "clashes": [asdict(text) for text in clashing + [t for t in unseen if t.field in errors]],
        "others": [asdict(text) for text in unseen if text.field not in errors],
        "shown": sorted(saved.shown),
        "asked": saved.asked,
        "answered": saved.answered,
    }


def _writers(row: AnswerRow | None, names: list[str], reader: User) -> dict[str, str]:
    """Who wrote these fields last, in words (1 query if there are any)."""
    ids = {name: row.stamps[name]["user"] for name in names if row and name in row.stamps}
    people = person_queries.names(set(ids.values()) - {reader.pk})
    return {
        name: "You (in another window)"
        if ids.get(name) == reader.pk
        else people.get(ids.get(name, 0), "A colleague")
        for name in names
    }
