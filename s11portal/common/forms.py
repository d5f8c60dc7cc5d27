"""The base of all forms: `{% crispy form %}` shows everything, buttons and errors included.

    from s11portal.common import forms

    class CycleForm(forms.Form):
        submit_label = "Save and continue"      # default "Save"
        title = forms.CharField(label="Title", help_text="As people will see it", max_length=150)
        closes_on = forms.DateField(label="Closing date")
        size = forms.ChoiceField(choices=..., widget=forms.Radios(hints={"small": "Under 10"}))

    # view
    form = CycleForm(posted(request))            # with files also request.FILES or None
    form.cancel_url = reverse(...)               # shows a link 'Cancel' beside the button
    # template, nothing more is needed:
    {% crispy form %}

The summary of errors stands above the page's heading when the context calls the form `form`
(base.html shows it), otherwise above the form's first field. A layout
(crispy_forms.layout.Layout) may be set as the class attribute `layout`; Fieldset, Div and
HTML have templates, everything else is plain fields. To leave out the <form> element or the
button set `form_tag = False` or `submit_label = ""`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms import (  # noqa: F401 - so that pages need this module only
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    EmailField,
    Field,
    FileField,
    FileInput,
    HiddenInput,
    IntegerField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    RadioSelect,
    RegexField,
    Select,
    Textarea,
    TextInput,
    TypedChoiceField,
    ValidationError,
    formset_factory,
)
from django.forms.utils import pretty_name
from django.http import HttpRequest, QueryDict

from s11portal.common import dates, words


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the sent values, also when none were sent, or None."""
    return request.POST if request.method == "POST" else None


class DateBoxes(forms.MultiWidget):
    """A date in three boxes, as GOV.UK asks for dates people know: day, month and year.

    Sent as `<name>-day`, `<name>-month` and `<name>-year`; a whole date sent as `<name>` counts
    too. Its value is text, '31/3/2026', for DateField to read.
    """

    PARTS = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput() for _ in self.PARTS], attrs)
        self.widgets_names = [f"-{part}" for part in self.PARTS]

    def decompress(self, value: date | str | None) -> list[Any]:
        """What stands in each box: of a date, or of a text that was typed and is none."""
        if isinstance(value, str):
            typed = [part.strip() for part in value.split("/")]
            if len(typed) == len(self.PARTS):
                return typed
            try:
                value = dates.read_date(value)
            except dates.NotADate:
                return [value, "", ""]
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The three boxes as one text, empty when all are."""
        if name in data:
            return str(data[name]).strip()
        typed = [str(data.get(f"{name}-{part}", "")).strip() for part in self.PARTS]
        return "/".join(typed) if any(typed) else ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither the boxes nor a whole date were sent."""
        return name not in data and super().value_omitted_from_data(data, files, name)


class DateField(forms.DateField):
    """A date, read as `dates.read_date` reads it; says which part of it is missing."""

    widget = DateBoxes

    def to_python(self, value: Any) -> date | None:
        """The day that was typed, or None. Raises ValidationError with what to do."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        typed = str(value).split("/")
        if len(typed) == len(DateBoxes.PARTS):
            missing = [part for part, text in zip(DateBoxes.PARTS, typed, strict=True) if not text]
            if missing:
                what = words.joined(f"a {part}" for part in missing)
                raise ValidationError(
                    f"{self.label or 'The date'} must include {what}", code="invalid"
                )
        try:
            return dates.read_date(str(value))
        except dates.NotADate as problem:
            raise ValidationError(str(problem), code="invalid") from None


class Radios(forms.RadioSelect):
    """Radio buttons with a hint under a choice: `hints` maps the choice's value to its text."""

    def __init__(self, *args: Any, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class Checkboxes(forms.CheckboxSelectMultiple):
    """Tick boxes with a hint under a choice: `hints` maps the choice's value to its text."""

    def __init__(self, *args: Any, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class Presented:
    """What every form of the product has; see the module's docstring."""

    submit_label = "Save"
    submit_kind = ""  # or "warning" where something is taken away, "secondary" for a filter
    cancel_url = ""
    cancel_label = "Cancel"
    form_tag = True
    form_method = "post"
    form_action = ""
    mark_optional = True  # says '(optional)' behind the labels of what may stay empty
    layout: Layout | None = None
    # The browser's own bubbles vanish and are not read out: the page says what is missing.
    use_required_attribute = False
    default_renderer: Any = None
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _say_what_is_missing(field, str(field.label or pretty_name(name)))

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Let people choose from `choices` (value, words) in the field `name`."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField), name
        field.choices = list(choices)

    @property
    def helper(self) -> FormHelper:
        """How the form is shown; read by `{% crispy form %}`."""
        helper = FormHelper()
        helper.form_tag = self.form_tag
        helper.form_method = self.form_method
        helper.form_action = self.form_action
        helper.disable_csrf = self.form_method == "get"
        helper.layout = self.layout
        helper.render_unmentioned_fields = self.layout is not None
        helper.submit_label = self.submit_label
        helper.submit_kind = self.submit_kind
        helper.cancel_url = self.cancel_url
        helper.cancel_label = self.cancel_label
        helper.mark_optional = self.mark_optional
        return helper


class Form(Presented, forms.Form):
    """A form of the product; see the module's docstring."""

    def begin_with(self, sent: QueryDict) -> None:
        """Show what was `sent` without checking it: the form begins with it."""
        for name, field in self.fields.items():
            self.initial[name] = field.widget.value_from_datadict(sent, {}, name)

    def show_instead(self, name: str, value: str) -> None:
        """Show `value` in the box `name` of a sent form, and all else as it was sent."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent[name] = value
        self.data = sent


def _say_what_is_missing(field: forms.Field, label: str) -> None:
    """'Fill in "Closing date".' instead of 'This field is required.', unless the form says it."""
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    if isinstance(field, forms.BooleanField):
        sentence = f"Tick '{label}' to continue."
    elif label.endswith("?"):
        sentence = f"Answer the question '{label}'"
    elif isinstance(field, forms.FileField):
        sentence = f"Select a file for '{label}'."
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        sentence = f"Select an answer for '{label}'."
    else:
        sentence = f"Fill in '{label}'."
    field.error_messages["required"] = sentence
