"""How one form field is shown: which GOV.UK pattern, which attributes, where errors link to."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from s11portal.common.forms import DateBoxes

# CheckboxSelectMultiple is a subclass of RadioSelect and RadioSelect no subclass of Select:
# the first match counts, so the order matters.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.NumberInput, "number"),
    (DateBoxes, "date"),
    (forms.EmailInput, "email"),
    (forms.MultiWidget, "group"),
    (forms.Widget, "input"),
)
_CLASSES = {
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "file": "govuk-file-upload",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "number": "govuk-input govuk-input--width-5",
    "checkbox": "govuk-checkboxes__input",
}
_GROUPED = {"radios", "checkboxes", "date", "group"}


@dataclass(frozen=True)
class SummaryError:
    """One line of the error summary; `target` is the id of an input, or empty."""

    text: str
    target: str


def kind(field: BoundField) -> str:
    """The pattern for the field's widget: radios, checkboxes, checkbox, select, textarea…"""
    widget = field.field.widget
    return next(name for cls, name in _KINDS if isinstance(widget, cls))


def first_input(field: BoundField) -> str:
    """The id of the input an error must link to: of a group, its first; empty if hidden."""
    if field.is_hidden:
        return ""
    base = field.field.widget.attrs.get("id") or field.auto_id
    if kind(field) in ("radios", "checkboxes"):
        choices = field.subwidgets
        return choices[0].id_for_label if choices else ""
    return f"{base}_0" if kind(field) in ("date", "group") else base


def summary(form: Any) -> list[SummaryError]:
    """Every error of a form or formset in the order of the page."""
    if isinstance(form, forms.BaseFormSet):
        own = [SummaryError(str(error), "") for error in form.non_form_errors()]
        return own + [line for each in form.forms for line in summary(each)]
    if not form.is_bound:
        return []
    lines = [SummaryError(str(error), "") for error in form.non_field_errors()]
    for field in form:
        lines += [SummaryError(str(error), first_input(field)) for error in field.errors]
    return lines


def render(
    field: BoundField, *, mark_optional: bool = True, label: Any = "", hint: Any = None
) -> SafeString:
    """The field as HTML. Labels, hints, choices, errors and values are escaped.

    `label` and `hint` stand in for those of a form that is not the product's own; an empty `hint`
    leaves the field's own out.
    """
    if hint is not None:
        field.help_text = hint
    if label:
        field.label = label
    which = kind(field)
    context: dict[str, Any] = {
        "field": field,
        "kind": which,
        "grouped": which in _GROUPED,
        "optional": mark_optional and not field.field.required and which != "checkbox",
        "described_by": " ".join(_described_by(field, which)),
        "prefix": getattr(field.field.widget, "prefix", ""),
        "suffix": getattr(field.field.widget, "suffix", ""),
    }
    if which in ("radios", "checkboxes"):
        hints = getattr(field.field.widget, "hints", {})
        context["options"] = [
            {"data": option.data, "hint": hints.get(str(option.data["value"]), "")}
            for option in field.subwidgets
        ]
    elif which == "date":
        context["boxes"] = date_boxes(field)
    elif not field.is_hidden:
        context["input"] = field.as_widget(attrs=_attributes(field, which))
        context["limit"] = _limit(field, which)
    return render_to_string("s11/_field.html", context)


def date_boxes(field: BoundField) -> list[dict[str, Any]]:
    """Day, month and year: name, id and value of each box, and its own label."""
    widget = field.field.widget
    shown = widget.get_context(field.html_name, field.value(), {"id": field.auto_id})
    return [
        {"label": part.capitalize(), "width": 4 if part == "year" else 2, **box}
        for part, box in zip(DateBoxes.PARTS, shown["widget"]["subwidgets"], strict=True)
    ]


def _described_by(field: BoundField, which: str) -> list[str]:
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_helptext")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    if _limit(field, which):
        ids.append(f"{field.auto_id}-info")
    return ids


def _limit(field: BoundField, which: str) -> int | None:
    """The most characters of a text box, for the counter below it."""
    return getattr(field.field, "max_length", None) if which == "textarea" else None


def _classes(field: BoundField, which: str) -> str:
    """The input's own classes, then those of its kind and state."""
    of_kind = _CLASSES.get(which, "govuk-input")
    classes = [field.field.widget.attrs.get("class", ""), of_kind]
    if field.errors:
        classes.append(f"{of_kind.split()[0]}--error")
    if _limit(field, which):
        classes.append("govuk-js-character-count")
    return " ".join(name for name in classes if name)


def _attributes(field: BoundField, which: str) -> dict[str, Any]:
    """What the input gets besides its own attributes, which take precedence."""
    own = field.field.widget.attrs
    attributes: dict[str, Any] = {"class": _classes(field, which)}
    # A browser cuts a pasted text at maxlength without a word; the form says it instead.
    if "maxlength" in own:
        attributes["maxlength"] = False
    # A placeholder looks like an answer, and is gone when one needs it.
    if "placeholder" in own:
        attributes["placeholder"] = False
    if which == "textarea" and own.get("rows") == "10":  # Django's default; it grows as needed
        attributes["rows"] = "5"
    if described := _described_by(field, which):
        attributes["aria-describedby"] = " ".join(described)
    for name, value in _hints_to_browsers(field, which).items():
        if name not in own:
            attributes[name] = value
    return attributes


def _hints_to_browsers(field: BoundField, which: str) -> dict[str, Any]:
    if which == "email":
        hints = {"spellcheck": "false", "autocapitalize": "none"}
        # Only one's own address is known to the browser: other addresses have other names.
        return hints | ({"autocomplete": "email"} if field.name in ("email", "login") else {})
    if which == "password":
        new = field.name in ("password1", "password2")
        return {
            "autocomplete": "new-password" if new else "current-password",
            "spellcheck": "false",
            "autocapitalize": "none",
        }
    if which == "number":
        return {"inputmode": "decimal"}
    return {}
