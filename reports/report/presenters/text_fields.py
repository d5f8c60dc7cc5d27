"""The fields of a text as its page shows them, and as the page's script receives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString

from reports.report import rules as report_rules
from reports.report.forms import TextForm
from reports.report.services.text import Clash
from s11portal.common import fields as form_fields
from s11portal.common.dates import uk_date
from s11portal.common.forms import DateBoxes

LINE = 70  # characters that about fill a line of a box
MOST_ROWS = 60


@dataclass(frozen=True)
class FieldText:
    """What somebody else saved in a field meanwhile, in words and as the inputs have it."""

    field: str
    by: str
    theirs: str
    inputs: Mapping[str, list[str]]


@dataclass(frozen=True)
class FieldShown:
    """One field. `mark` is of its text as the page shows it, sent back as `mark_name`."""

    bound: BoundField
    kind: str
    mark_name: str
    mark: str
    error: str
    clash: FieldText | None

    @property
    def id(self) -> str:
        """The id of its input."""
        return self.bound.html_name

    @property
    def target(self) -> str:
        """The id of the input an error must link to."""
        return form_fields.first_input(self.bound)

    @property
    def described_by(self) -> str:
        """The ids of its hint and its error, which is there even while it is empty."""
        hint = f"{self.id}-hint " if self.bound.help_text else ""
        return f"{hint}{self.id}-error"

    @property
    def _rows(self) -> int:
        """As many lines as the text fills: for browsers that let no box grow by itself."""
        lines = str(self.bound.value() or "").split("\n")
        filled = sum(1 + len(line) // LINE for line in lines)
        return min(max(filled, int(self.bound.field.widget.attrs["rows"])), MOST_ROWS)

    @property
    def errors(self) -> tuple[str, ...]:
        """Its error, if there is one: what the boxes of a date ask for."""
        return (self.error,) if self.error else ()

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """Day, month and year of a date."""
        return form_fields.date_boxes(self.bound)

    @property
    def input(self) -> SafeString:
        """The input itself."""
        of_kind = _CLASSES.get(self.kind, "govuk-input")
        attributes: dict[str, Any] = {
            "class": f"{of_kind} {of_kind}--error" if self.error else of_kind,
            "aria-describedby": self.described_by,
            # A browser cuts a pasted text there without a word; the page says it instead.
            "maxlength": False,
        }
        if self.error:
            attributes["aria-invalid"] = "true"
        if self.kind == "textarea":
            most = report_rules.MOST_CHARACTERS
            attributes |= {"rows": self._rows, "data-grows": True, "data-counted": most}
        return self.bound.as_widget(attrs=attributes)


_CLASSES = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
}


def shown(
    form: TextForm,
    marks: Mapping[str, str],
    errors: Mapping[str, str],
    clashes: Iterable[FieldText],
) -> tuple[FieldShown, ...]:
    """The fields of a form in their order; marks and errors are by field."""
    found = {clash.field: clash for clash in clashes}
    return tuple(
        FieldShown(
            bound=bound,
            kind=form_fields.kind(bound),
            mark_name=f"{form.prefix}.was.{bound.name}",
            mark=marks[bound.name],
            error=errors.get(bound.name, ""),
            clash=found.get(bound.name),
        )
        for bound in form
    )


def clash_text(form: TextForm, clash: Clash) -> FieldText:
    """The other person's side of a clash."""
    return field_text(form, clash.field, clash.theirs, by=clash.theirs_by)


def field_text(form: TextForm, name: str, content: Any, *, by: str) -> FieldText:
    """What `by` saved in a field: in words, and as the page's inputs would send it."""
    return FieldText(name, by, in_words(form, name, content), _inputs(name, content))


def in_words(form: TextForm, name: str, content: Any) -> str:
    """What a field says, as people read it."""
    if not content:
        return "(empty)"
    if name == "due":
        return uk_date(date.fromisoformat(content))
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(content, content))


def _inputs(name: str, content: Any) -> dict[str, list[str]]:
    if name == "due":
        day = date.fromisoformat(content) if content else None
        parts = (day.day, day.month, day.year) if day else ("", "", "")
        boxes = zip(DateBoxes.PARTS, parts, strict=True)
        return {f"due-{part}": [str(value)] for part, value in boxes}
    return {name: [content] if content else []}
