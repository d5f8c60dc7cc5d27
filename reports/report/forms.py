"""Forms of a report: its cover, its texts, its recommendations.

Each carries the version the person had read, so that a text saved meanwhile by a colleague
is shown beside theirs and not overwritten unseen.
"""

from typing import Any

from reports.models import Section
from reports.report import rules as report_rules
from reports.results.rules.figures import CycleFigures
from s11portal.common import forms

_MARKDOWN = "You can use Markdown: **bold**, lists with -, and links."


class VersionedForm(forms.Form):
    """A form that knows which version it was filled in on."""

    submit_label = "Save"

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def renew(self, version: int) -> None:
        """Show the typed words again, now on top of the newest version."""
        self.show_instead("version", str(version))


class CoverForm(VersionedForm):
    """What stands on the cover."""

    title = forms.CharField(max_length=200)
    edition = forms.CharField(
        max_length=100, required=False, help_text="For example: Public edition, May 2026."
    )
    marking = forms.CharField(
        max_length=100,
        required=False,
        help_text="Printed on every page, for example: For publication, or Official.",
    )
    names_agencies = forms.BooleanField(
        label="List every agency with its average score in an appendix",
        required=False,
        help_text="Agencies without a return are always listed, with the reason.",
    )


def _text(label: str, *, rows: int = 10, help_text: str = "", required: bool = False) -> Any:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=report_rules.MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class SectionForm(VersionedForm):
    """A text of the report."""

    mark_optional = False
    body = _text("Text", rows=16, help_text=_MARKDOWN)

    def parts(self) -> dict[str, str]:
        """The parts besides the body, as the section keeps them."""
        return {
            name: self._plain(self.cleaned_data[name])
            for name in self.fields
            if name not in ("version", "title", "body")
        }

    @staticmethod
    def _plain(value: Any) -> str:
        return "" if value is None else str(value)


class ForewordForm(SectionForm):
    """The foreword and who signs it."""

    foreword_by = forms.CharField(label="Signed by", max_length=200, required=False)


class AnalysisForm(SectionForm):
    """The analysis of one question, a quotation and an example of good practice."""

    body = _text("Analysis", rows=14, help_text=f"About 150 words. {_MARKDOWN}")
    quotation = _text("Quotation", rows=3, help_text="In the agency's own words.")
    quotation_from = forms.CharField(label="Whose words", max_length=200, required=False)
    practice_title = forms.CharField(label="Good practice: heading", max_length=200, required=False)
    practice = _text("Good practice: what they do", rows=5)
    practice_from = forms.CharField(label="Good practice: agency", max_length=200, required=False)


class RecommendationForm(SectionForm):
    """One recommendation of the partnership."""

    title = forms.CharField(
        label="Recommendation", max_length=250, help_text="What is to happen, in a few words."
    )
    body = _text("Finding", rows=4, help_text="What the returns say that makes this necessary.")
    action = _text("Action", rows=5)
    owner = forms.CharField(
        label="Lead", max_length=200, required=False, help_text="A subgroup or a post."
    )
    support = forms.CharField(label="Supported by", max_length=200, required=False)
    due = forms.DateField(label="By when", required=False)
    success = _text("Measure of success", rows=4, help_text="How you will know that it worked.")
    question = forms.ChoiceField(label="Question it grows out of", required=False)

    field_order = [
        "version",
        "title",
        "question",
        "body",
        "action",
        "owner",
        "support",
        "due",
        "success",
    ]

    def __init__(self, *args: Any, figures: CycleFigures, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(str(q.identity), f"{q.label} {q.text[:90]}") for q in figures.questions]
        self.offer("question", [("", "None in particular"), *asked])


def for_section(section: Section, figures: CycleFigures, data: Any = None) -> SectionForm:
    """The form of this text, filled in with what is stored."""
    kind = report_rules.kind_of(section.key)
    initial = {
        "version": section.version,
        "title": section.title,
        "body": section.body,
        **section.data,
    }
    if kind == report_rules.RECOMMENDATION:
        return RecommendationForm(data, initial=initial, figures=figures)
    form = {report_rules.QUESTION: AnalysisForm, report_rules.FOREWORD: ForewordForm}.get(
        kind, SectionForm
    )
    return form(data, initial=initial)
