"""What a text said earlier."""

from dataclasses import dataclass
from datetime import datetime

from agencies.models import User
from reports.models import TextVersion
from reports.report.forms import TextForm, for_text
from reports.report.presenters.text_fields import in_words
from reports.report.queries import text as text_queries
from reports.report.queries.text import Text
from reports.results.rules.figures import CycleFigures


@dataclass(frozen=True)
class Said:
    """One field of a version: its label, and what it said."""

    label: str
    text: str


@dataclass(frozen=True)
class VersionShown:
    """One version. `is_now`: the text says the same today."""

    number: int
    by: str
    at: datetime
    fields: tuple[Said, ...]
    is_now: bool


def versions(
    text: Text, kept: list[TextVersion], figures: CycleFigures, reader: User
) -> list[VersionShown]:
    """The versions of a text, in the order given."""
    now = text_queries.fields_of(text)
    form = for_text(text.key, figures)
    return [
        VersionShown(
            number=one.n,
            by=_by(one, reader),
            at=one.at,
            fields=_said(form, one),
            is_now=one.fields == now,
        )
        for one in kept
    ]


def _by(one: TextVersion, reader: User) -> str:
    if one.by is None:
        return "S11 Portal"
    return "you" if one.by == reader else str(one.by)


def _said(form: TextForm, one: TextVersion) -> tuple[Said, ...]:
    return tuple(
        Said(str(field.label), in_words(form, name, one.fields[name]))
        for name, field in form.fields.items()
        if one.fields.get(name)
    )
