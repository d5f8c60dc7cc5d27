"""Changing the row of an answer, and keeping what it said. Call under the return's lock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from agencies.models import User
from audits.models import Answer, AnswerVersion
from audits.submission.queries import answer as answer_queries
from s11portal.common import clock, compiled
from s11portal.common.saving.merge import stamp
from s11portal.common.saving.versions import is_typing_on


def change(row: Answer, actor: User, fields: Mapping[str, Any], token: str) -> None:
    """Write `fields` into the answer, and what it says then into its versions.

    One version is kept per editor per ten minutes. The newest is written over only if it is
    what the answer said before: one that holds a refused text stays.
    """
    now = clock.now()
    is_on = is_typing_on(kept_since=row.kept_since, editor=row.editor_id, actor=actor.pk, now=now)
    row.version, row.editor = row.version + 1, actor
    for name, value in fields.items():
        setattr(row, name, value)
        row.stamps[name] = stamp(row.version, actor.pk, token, now.isoformat())
    if not is_on:
        row.kept_number, row.kept_since = row.kept_number + 1, now
    _store(row)
    texts = answer_queries.fields_of(row)
    if is_on:
        _overwrite(answer_id=row.pk, number=row.kept_number, texts=texts)
    else:
        _add(row, actor, texts)


def keep_beside(row: Answer, actor: User, refused: Mapping[str, Any]) -> None:
    """Add a version with the texts that met a newer one: no words are lost with a closed page."""
    row.kept_number, row.kept_since = row.kept_number + 1, None
    Answer.objects.filter(pk=row.pk).update(kept_number=row.kept_number, kept_since=row.kept_since)
    _add(row, actor, {**answer_queries.fields_of(row), **refused})


def _store(row: Answer) -> None:
    """One INSERT, or one UPDATE that finds the version it was made from."""
    if row.pk is None:
        row.save()
        return
    written = {name: getattr(row, name) for name in WRITTEN}
    if not _write(answer_id=row.pk, before=row.version - 1, **written):
        raise RuntimeError(f"answer {row.pk} changed under its lock")  # cannot happen


def write(answer_id: int, before: int, **written: Any) -> tuple[QuerySet[Answer], dict[str, Any]]:
    """The answer while it is of the version before, and what a change writes there."""
    return Answer.objects.filter(pk=answer_id, version=before), written


def overwrite(
    answer_id: int, number: int, texts: dict[str, Any]
) -> tuple[QuerySet[AnswerVersion], dict[str, Any]]:
    """One version of an answer, and what it says now."""
    return AnswerVersion.objects.filter(answer=answer_id, n=number), {"texts": texts}


# What a change writes of an answer; each keystroke that is saved does.
WRITTEN: dict[str, type] = {
    "value": dict,
    "na": bool,
    **dict.fromkeys(Answer.TEXT_FIELDS, str),
    "stamps": dict,
    "version": int,
    "editor_id": int,
    "kept_number": int,
    "kept_since": datetime,
}
_write = compiled.Update(write, answer_id=int, before=int, **WRITTEN)
_overwrite = compiled.Update(overwrite, answer_id=int, number=int, texts=dict)


def _add(row: Answer, actor: User, texts: dict[str, Any]) -> None:
    AnswerVersion.objects.create(
        participant_id=row.participant_id,
        answer=row,
        n=row.kept_number,
        texts=texts,
        by=actor,
        at=clock.now(),
    )
