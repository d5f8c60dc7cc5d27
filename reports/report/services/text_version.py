"""Changing the row of a text, and keeping what it said. Call under the row's lock."""

from collections.abc import Mapping
from typing import Any

from agencies.models import User
from reports.models import Section, TextVersion
from reports.report import rules as report_rules
from reports.report.queries import text as text_queries
from reports.report.queries.text import Text
from s11portal.common import clock
from s11portal.common.saving.merge import stamp
from s11portal.common.saving.versions import is_typing_on


def change(text: Text, actor: User | None, fields: Mapping[str, Any], token: str) -> bool:
    """Write `fields` into the text, and what it says then into its versions.

    Says whether a new version was begun: one is kept per editor per ten minutes. What a text
    said before its first version (as it was drafted) becomes a version too.
    """
    now = clock.now()
    actor_id = actor.pk if actor else None
    is_on = is_typing_on(kept_since=text.kept_since, editor=text.editor_id, actor=actor_id, now=now)
    if text.kept_number == 0 and report_rules.says(text_queries.fields_of(text)):
        text.kept_number = 1
        _add(text, text.editor, text_queries.fields_of(text))
    text.version, text.editor = text.version + 1, actor
    _set(text, fields)
    for name in fields:
        text.stamps[name] = stamp(text.version, actor_id or 0, token, now.isoformat())
    if not is_on:
        text.kept_number, text.kept_since = text.kept_number + 1, now
    text.save()
    said = text_queries.fields_of(text)
    if is_on:
        _versions(text).filter(n=text.kept_number).update(fields=said)
    else:
        _add(text, actor, said)
    return not is_on


def keep_beside(text: Text, actor: User, refused: Mapping[str, Any]) -> None:
    """Add a version with the texts that met a newer one: no words are lost with a closed page."""
    text.kept_number, text.kept_since = text.kept_number + 1, None
    text.save(update_fields=["kept_number", "kept_since"])
    _add(text, actor, {**text_queries.fields_of(text), **refused})


def close(text: Text) -> None:
    """Let the next change begin a version of its own, whoever makes it."""
    text.kept_since = None
    text.save(update_fields=["kept_since"])


def keep_last(text: Text) -> None:
    """Make sure that the newest version is what the text says now."""
    if text.kept_since is None:
        text.kept_number += 1
        _add(text, text.editor, text_queries.fields_of(text))


def _set(text: Text, fields: Mapping[str, Any]) -> None:
    """Put fields into the row: a section keeps all but title and body in `data`."""
    for name, value in fields.items():
        if isinstance(text, Section) and name not in ("title", "body"):
            text.data[name] = value
        else:
            setattr(text, name, value)


def _versions(text: Text) -> Any:
    return TextVersion.objects.filter(report=text_queries.report_of(text), key=text.key)


def _add(text: Text, by: User | None, said: dict[str, Any]) -> None:
    TextVersion.objects.create(
        partnership_id=text.partnership_id,
        report=text_queries.report_of(text),
        key=text.key,
        n=text.kept_number,
        fields=said,
        by=by,
        at=clock.now(),
    )
