"""Forms of a report: its cover, its texts, its recommendations.

Their fields are named <key>.<field>, as those of an answer are, so that the same scripts save
them while they are typed. Nothing but a cover's title is required: half of a text is stored
too, and the page asks for the other half.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from reports.report import rules as report_rules
from reports.results.rules.figures import CycleFigures
from s11portal.common import forms
from s11portal.common.saving.merge import Edit

_MARKDOWN = "You can use Markdown: **bold**, lists with -, and links."


class TextForm(forms.Form):
    """The fields of one text; the names on the page begin with its key."""

    def add_prefix(self, field_name: str) -> str:
        """'summary.body': as the scripts of the answer pages read it."""
        return f"{self.prefix}.{field_name}"


_TOO_LONG = (
    "This text has %(show_value)s characters and was not saved. The most is %(limit_value)s: "
    "shorten it here."
)


def _line(label: str, most: int = 200, *, help_text: str = "", required: bool = False) -> Any:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=most,
        error_messages={"required": f"Enter a {label.lower()}.", "max_length": _TOO_LONG},
    )


class CoverForm(TextForm):
    """What is on the cover."""

    title = _line("Title", required=True)
    edition = _line("Edition", 100, help_text="For example: Public edition, May 2026.")
    marking = _line(
        "Marking",
        100,
        help_text="Printed on every page, for example: For publication, or Official.",
    )


def _text(label: str, *, rows: int = 10, help_text: str = "") -> Any:
    return forms.CharField(
        label=label,
        required=False,
        help_text=help_text,
        max_length=report_rules.MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": _TOO_LONG},
    )


class SectionForm(TextForm):
    """A text of the report."""

    body = _text("Text", rows=12, help_text=_MARKDOWN)


class ForewordForm(SectionForm):
    """The foreword and who signs it."""

    foreword_by = _line("Signed by")


class AnalysisForm(SectionForm):
    """The analysis of one question, a quotation and an example of good practice."""

    body = _text("Analysis", rows=12, help_text=f"About 150 words. {_MARKDOWN}")
    quotation = _text("Quotation", rows=3, help_text="In the agency’s own words.")
    quotation_from = _line("Who said this")
    practice_title = _line("Good practice: heading")
    practice = _text("Good practice: what they do", rows=5)
    practice_from = _line("Good practice: agency")


class RecommendationForm(SectionForm):
    """One recommendation of the partnership."""

    title = _line("Recommendation", 250, help_text="What should happen, in a few words.")
    question = forms.ChoiceField(
        label="Question this recommendation is about",
        required=False,
        error_messages={"invalid_choice": "Select a question from the list."},
    )
    body = _text(
        "Finding",
        rows=4,
        help_text="What the returns say that makes this recommendation necessary.",
    )
    action = _text("Action", rows=5)
    owner = _line("Lead", help_text="A subgroup or a post.")
    support = _line("Supported by")
    due = forms.DateField(label="By when", required=False)
    success = _text("Measure of success", rows=4, help_text="How you will know that it has worked.")

    field_order = (
        "title",
        "question",
        "body",
        "action",
        "owner",
        "support",
        "due",
        "success",
    )


_FORMS: dict[str, type[TextForm]] = {
    report_rules.COVER: CoverForm,
    report_rules.FOREWORD: ForewordForm,
    report_rules.QUESTION: AnalysisForm,
    report_rules.RECOMMENDATION: RecommendationForm,
}


def for_text(
    key: str,
    figures: CycleFigures | None,
    *,
    data: Any = None,
    initial: Mapping[str, Any] | None = None,
) -> TextForm:
    """The form of a text, filled in with `initial` or with what was sent.

    A recommendation names one of the questions of `figures`.
    """
    kind = report_rules.kind_of(key)
    form = _FORMS.get(kind, SectionForm)(data, initial=initial, prefix=key, auto_id="%s")
    if kind == report_rules.RECOMMENDATION:
        questions = figures.questions if figures else ()
        asked = [(str(q.identity), f"{q.label} {q.text[:90]}") for q in questions]
        form.offer("question", [("", "None in particular"), *asked])
    return form


@dataclass(frozen=True)
class Received:
    """What a page sent of a text: an edit that can be saved, and a sentence per other field."""

    edit: Edit
    form: TextForm
    errors: dict[str, str] = field(default_factory=dict)


def receive(key: str, figures: CycleFigures | None, data: QueryDict) -> Received:
    """Read what was sent of a text. Nothing is stored; what was not sent is left alone."""
    form = for_text(key, figures, data=data)
    form.is_valid()
    errors = {name: str(found[0]) for name, found in form.errors.items()}
    sent = [name for name in form.fields if not _is_omitted(form, name, data)]
    fields = {name: _plain(form.cleaned_data[name]) for name in sent if name not in errors}
    marks = {name: data.get(f"{key}.was.{name}", "-") for name in form.fields}
    version = data.get(f"{key}.version", "")
    base = int(version) if version.isdecimal() and len(version) < 10 else 0
    edit = Edit(key=key, fields=fields, marks=marks, base=base, token=data.get("token", ""))
    return Received(edit, form, {name: errors[name] for name in sent if name in errors})


def _is_omitted(form: TextForm, name: str, data: QueryDict) -> bool:
    widget = form.fields[name].widget
    return bool(widget.value_omitted_from_data(data, form.files, form.add_prefix(name)))


def _plain(value: Any) -> str:
    """A value as texts keep it: a date as 2021-10-29, lines ended by LF."""
    return "" if value is None else str(value).replace("\r\n", "\n")
