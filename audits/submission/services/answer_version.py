"""Changing the row of an answer, and keeping what it said. Call under the return's lock."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from agencies.models import User
from audits.models import Answer, AnswerVersion
from audits.submission.queries import answer as answer_queries
from s11portal.common import clock
from s11portal.common.saving.merge import stamp

VERSION_EVERY = timedelta(minutes=10)


def change(row: Answer, actor: User, fields: Mapping[str, Any], token: str) -> None:
    """Write `fields` into the answer, and what it says then into its versions.

    One version is kept per editor per ten minutes. The newest is written over only if it is
    what the answer said before: one that holds a refused text stays.
    """
    now = clock.now()
    is_typing_on = (
        row.kept_since is not None
        and row.editor_id == actor.pk
        and row.kept_since > now - VERSION_EVERY
    )
    row.version, row.editor = row.version + 1, actor
    for name, value in fields.items():
        setattr(row, name, value)
        row.stamps[name] = stamp(row.version, actor.pk, token, now.isoformat())
    if not is_typing_on:
        row.kept_number, row.kept_since = row.kept_number + 1, now
    _store(row)
    texts = answer_queries.fields_of(row)
    if is_typing_on:
        AnswerVersion.objects.filter(answer=row.pk, n=row.kept_number).update(texts=texts)
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
    changed = Answer.objects.filter(pk=row.pk, version=row.version - 1).update(
        **answer_queries.fields_of(row),
        stamps=row.stamps,
        version=row.version,
        editor=row.editor,
        kept_number=row.kept_number,
        kept_since=row.kept_since,
    )
    if not changed:  # cannot happen under the return's lock
        raise RuntimeError(f"answer {row.pk} changed under its lock")


def _add(row: Answer, actor: User, texts: dict[str, Any]) -> None:
    AnswerVersion.objects.create(
        participant_id=row.participant_id,
        answer=row,
        n=row.kept_number,
        texts=texts,
        by=actor,
        at=clock.now(),
    )
