"""Saving what managers write at: merged field by field, so that nobody's words are lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from agencies.membership import access as membership_access
from agencies.models import User
from reports import report_records
from reports.models import Report, Section, TextVersion
from reports.report import rules as report_rules
from reports.report.queries import text as text_queries
from reports.report.queries.text import Text
from reports.report.services import text_version as text_version_services
from s11portal.common.errors import Refused
from s11portal.common.saving.merge import Edit, mark, merge

REMOVED = (
    "A colleague has removed this recommendation, so it can no longer be changed. Copy your text "
    "from this page, or restore the recommendation on the report’s page."
)


@dataclass(frozen=True)
class Clash:
    """Two people wrote the same field: what is stored stays, what came later is shown beside."""

    field: str
    theirs: Any
    theirs_by: str
    mine: Any


@dataclass(frozen=True)
class Saved:
    """What a save did: the text as it is now, and the fields that met a newer one."""

    text: Text
    clashes: tuple[Clash, ...] = ()


@transaction.atomic
def save(*, actor: User, text: Text, edit: Edit) -> Saved:
    """Store what a page sent of a text, merged with what others wrote meanwhile.

    Raises Refused above 20,000 characters in a field, for a report without a title, and when
    the text has been removed; then nothing is stored.
    """
    membership_access.require(actor, "edit_report", partnership=text.partnership_id)
    now = _locked(text)
    merged = merge(text_queries.fields_of(now), now.stamps, edit)
    _check(now, {**merged.taken, **merged.refused})
    if merged.taken:
        _change(actor, now, merged.taken, edit.token)
    if merged.refused:
        text_version_services.keep_beside(now, actor, merged.refused)
    return Saved(
        now,
        tuple(
            Clash(name, text_queries.fields_of(now)[name], _writer(now, name, actor), mine)
            for name, mine in merged.refused.items()
        ),
    )


@transaction.atomic
def write(*, actor: User | None, text: Text, fields: Mapping[str, Any]) -> Text:
    """Store `fields` of a text whatever they said before. Raises as `save` does."""
    membership_access.require(actor, "edit_report", partnership=text.partnership_id)
    now = _locked(text)
    before = text_queries.fields_of(now)
    _check(now, fields)
    changed = {name: value for name, value in fields.items() if mark(value) != mark(before[name])}
    if changed:
        _change(actor, now, changed, "")
    return now


@transaction.atomic
def bring_back(*, actor: User, text: Text, version: TextVersion) -> Text:
    """Make a text say again what it said in an earlier version; what it says now is kept too."""
    membership_access.require(actor, "edit_report", partnership=text.partnership_id)
    now = _locked(text)
    known = text_queries.names(now.key)
    fields = {name: value for name, value in version.fields.items() if name in known}
    text_version_services.close(now)
    return write(actor=actor, text=now, fields=fields)


def _locked(text: Text) -> Text:
    """The row as it is now, held until the transaction ends. The UPDATE locks on every database."""
    if not type(text).objects.filter(pk=text.pk).update(kept_number=F("kept_number")):
        raise Refused(REMOVED)
    if isinstance(text, Report):
        return Report.objects.select_related("partnership", "cycle").get(pk=text.pk)
    return Section.objects.select_related("report__partnership", "report__cycle").get(pk=text.pk)


def _check(text: Text, fields: Mapping[str, Any]) -> None:
    for value in fields.values():
        if len(str(value)) > report_rules.MOST_CHARACTERS:
            raise Refused(
                f"This text has {len(str(value)):,} characters. Shorten it to "
                f"{report_rules.MOST_CHARACTERS:,} or fewer."
            )
    if isinstance(text, Report) and not fields.get("title", text.title):
        raise Refused("Enter a title.")


def _change(actor: User | None, text: Text, fields: Mapping[str, Any], token: str) -> None:
    """Store the fields; one history row for each version that is kept of a text."""
    before = text_queries.fields_of(text)
    if text_version_services.change(text, actor, fields, token):
        report = text_queries.report_of(text)
        is_cover = text.key == report_rules.COVER
        report_records.of_report(
            actor,
            "changed the report's cover" if is_cover else "changed a text of the report",
            report,
            None if is_cover else f"{report.cycle.title}: {text}",
            key=text.key,
            before=before,
        )


def _writer(text: Text, name: str, actor: User) -> str:
    """Who wrote a field last, for the person who meets that text."""
    user_id = text.stamps[name]["user"]
    if user_id == actor.pk:
        return "You (in another window)"
    return str(User.objects.filter(pk=user_id).first() or "A colleague")
