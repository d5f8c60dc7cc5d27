"""The page of one text: its fields, the figures it is about, and a colleague's words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from agencies.models import User
from agencies.person import queries as person_queries
from reports.models import Report
from reports.report import rules as report_rules
from reports.report.forms import Received, for_text
from reports.report.presenters.text_fields import (
    FieldShown,
    clash_text,
    field_text,
    shown,
)
from reports.report.queries import text as text_queries
from reports.report.queries.text import Text
from reports.report.services.text import Saved
from reports.results.presenters.results import QuestionShown, question
from reports.results.rules import block as block_rules
from reports.results.rules.figures import CycleFigures
from s11portal.common import clock
from s11portal.common.dates import uk_time
from s11portal.common.saving.merge import changed_meanwhile, mark

_HINTS = {
    report_rules.COVER: "",
    report_rules.FOREWORD: "A page at the front, signed by a person. If you write nothing, "
    "the report leaves it out.",
    report_rules.SUMMARY: "Your own words, printed below the figures on the page ‘At a glance’.",
    report_rules.ABOUT: "What the audit is and why you do it, for readers who do not know it.",
    report_rules.METHOD: "The report prints how many agencies were asked and answered above "
    "your text.",
    report_rules.LIMITS: "What the figures cannot show. The report prints the known limits "
    "above your text.",
    report_rules.RECOMMENDATION: "",
}


@dataclass(frozen=True)
class Step:
    """A text of the report, to go to."""

    key: str
    title: str


@dataclass(frozen=True)
class TextPage:
    """Everything the page shows. It is the text `number` of the report's `count`."""

    text: Text
    report: Report
    title: str
    hint: str
    version: int
    fields: tuple[FieldShown, ...]
    question: QuestionShown | None
    number: int
    count: int
    previous: Step | None
    next: Step | None
    refusal: str = ""
    is_saved: bool = False
    changed_by: str = ""
    changed_at: datetime | None = None

    @property
    def heading(self) -> str:
        """The title without what the person may be writing anew: 'Recommendation'."""
        is_one = report_rules.kind_of(self.text.key) == report_rules.RECOMMENDATION
        return "Recommendation" if is_one else self.title

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(id of the input, sentence) for the summary above the page."""
        return [(field.target, field.error) for field in self.fields if field.error]

    @property
    def clashing(self) -> list[FieldShown]:
        """The fields that a colleague has written meanwhile."""
        return [field for field in self.fields if field.clash]


def text_page(
    text: Text,
    figures: CycleFigures,
    steps: list[Step],
    *,
    reader: User,
    received: Received | None = None,
    saved: Saved | None = None,
    refusal: str = "",
) -> TextPage:
    """The page of a text.

    What was sent is shown in the boxes where it could not be stored: the fields with errors or
    clashes after a save; without a save all that were sent, which keep the marks of the page on
    which they were typed. What is half of something is asked for once it is stored.
    """
    now = saved.text if saved else text
    at = next((n for n, step in enumerate(steps) if step.key == text.key), -1)
    return TextPage(
        text=text,
        report=text_queries.report_of(text),
        title=title_of(text),
        hint=_HINTS.get(report_rules.kind_of(text.key), ""),
        version=received.edit.base if received and saved is None else now.version,
        fields=_fields(now, figures, received, saved),
        question=_question(text.key, figures),
        number=at + 1,
        count=len(steps),
        previous=steps[at - 1] if at > 0 else None,
        next=steps[at + 1] if 0 <= at < len(steps) - 1 else None,
        refusal=refusal,
        is_saved=saved is not None,
        changed_by=str(text.editor) if text.editor and text.editor != reader else "",
        changed_at=_changed_at(text),
    )


def _fields(
    now: Text, figures: CycleFigures, received: Received | None, saved: Saved | None
) -> tuple[FieldShown, ...]:
    stored = text_queries.fields_of(now)
    marks = {name: mark(value) for name, value in stored.items()}
    form = for_text(now.key, figures, initial=stored)
    if received is None:
        return shown(form, marks, {}, ())
    kept = _unsaved(received, saved)
    for name in kept:
        form.initial[name] = received.form[name].value()
    if saved is None:
        marks |= {name: received.edit.marks[name] for name in kept}
        return shown(form, marks, received.errors, ())
    gaps = report_rules.gaps(report_rules.kind_of(now.key), stored)
    clashes = [clash_text(form, clash) for clash in saved.clashes]
    return shown(form, marks, {**gaps, **received.errors}, clashes)


def _changed_at(text: Text) -> datetime | None:
    """When any field of the text was last written, by the fields' stamps."""
    moments = [stamp["at"] for stamp in text.stamps.values()]
    return datetime.fromisoformat(max(moments)) if moments else None


def _unsaved(received: Received, saved: Saved | None) -> list[str]:
    """The fields in whose boxes what was typed is shown again."""
    if saved is None:
        return [*received.edit.touched, *received.errors]
    return [*(clash.field for clash in saved.clashes), *received.errors]


def _question(key: str, figures: CycleFigures) -> QuestionShown | None:
    if report_rules.kind_of(key) != report_rules.QUESTION:
        return None
    found = figures.question(report_rules.number_of(key))
    return question(block_rules.block_of(found)) if found else None


def title_of(text: Text) -> str:
    """What tells the text from others: 'Cover', 'Question 1.2', 'Recommendation: Share it'."""
    if report_rules.kind_of(text.key) == report_rules.RECOMMENDATION:
        return f"Recommendation: {text.title}" if text.title else "Recommendation"
    if isinstance(text, Report):
        return "Cover"
    return report_rules.FIXED.get(text.key, text.title)


def steps(report: Report, figures: CycleFigures) -> list[Step]:
    """Every text of the report in the order of its page (1 query)."""
    there = {section.key: section for section in report.sections.all()}
    wanted = [
        *report_rules.FIXED,
        *(report_rules.question_key(q.identity) for q in figures.questions),
        *(k for k in there if report_rules.kind_of(k) == report_rules.RECOMMENDATION),
    ]
    found = [Step(key, title_of(there[key])) for key in wanted if key in there]
    return [Step(report_rules.COVER, "Cover"), *found]


def saved_json(received: Received, saved: Saved, reader: User) -> dict[str, Any]:
    """What the page's script receives: marks to go on from, errors, clashes.

    `others` are fields this page did not touch and somebody else has changed since it was
    made.
    """
    text, form, errors = saved.text, received.form, received.errors
    stored = text_queries.fields_of(text)
    changed = changed_meanwhile(stored, received.edit, errors)
    names = _writers(text, changed, reader)
    unseen = [field_text(form, name, stored[name], by=names[name]) for name in changed]
    clashing = [clash_text(form, clash) for clash in saved.clashes]
    return {
        "at": uk_time(clock.now()),
        "version": text.version,
        "marks": {name: mark(value) for name, value in stored.items()},
        "errors": errors,
        "clashes": [asdict(one) for one in clashing + [t for t in unseen if t.field in errors]],
        "others": [asdict(one) for one in unseen if one.field not in errors],
    }


def _writers(text: Text, names: list[str], reader: User) -> Mapping[str, str]:
    """Who wrote these fields last, in words (1 query if there are any)."""
    ids = {name: text.stamps[name]["user"] for name in names if name in text.stamps}
    people = person_queries.names(set(ids.values()) - {reader.pk})
    return {
        name: "You (in another window)"
        if ids.get(name) == reader.pk
        else people.get(ids.get(name, 0), "A colleague")
        for name in names
    }
