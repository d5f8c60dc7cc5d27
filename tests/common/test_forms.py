"""What people meet in a form: labels, hints, errors that lead to the right box."""

import re
from typing import Any

import pytest
from django import forms as django_forms
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from s11portal.common import fields, forms
from tests.shown import collapsed

NASTY = "<script>alert(1)</script>"


def shown(source: str, **context: Any) -> str:
    html = engines["django"].from_string(source).render(context, RequestFactory().get("/"))
    return collapsed(html)


def attributes(html: str, name: str) -> str:
    """The tag of the input called `name`."""
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', html)
    assert found, f"no input {name}"
    return found[0]


class EveryKind(forms.Form):
    title = forms.CharField(label="Title", help_text="As people see it", max_length=20)
    closes_on = forms.DateField(label="Closing date")
    email = forms.EmailField(label="Email address")
    password = forms.CharField(label="Password", widget=django_forms.PasswordInput)
    size = forms.ChoiceField(
        label="Who should answer?",
        choices=[("small", "Small"), ("large", "Large")],
        widget=forms.Radios(hints={"small": "Under 10 people"}),
    )
    sectors = forms.MultipleChoiceField(
        label="Sectors", choices=[("a", "Health"), ("b", "Police")], widget=forms.Checkboxes
    )
    template = forms.ChoiceField(label="Template", choices=[("", "Choose"), ("1", "Ten questions")])
    note = forms.CharField(label="Note", widget=forms.Textarea, max_length=100, required=False)
    file = forms.FileField(label="Template file", required=False)
    people = forms.IntegerField(label="People")
    sure = forms.BooleanField(label="I have checked it")


@pytest.mark.parametrize(
    ("widget", "kind"),
    [
        (django_forms.CheckboxSelectMultiple(), "checkboxes"),
        (django_forms.RadioSelect(), "radios"),
        (django_forms.Select(), "select"),
        (django_forms.SelectMultiple(), "select"),
        (django_forms.CheckboxInput(), "checkbox"),
        (django_forms.ClearableFileInput(), "file"),
        (django_forms.SplitDateTimeWidget(), "group"),
        (django_forms.TextInput(), "input"),
    ],
)
def test_each_widget_has_its_pattern(widget: django_forms.Widget, kind: str) -> None:
    class One(django_forms.Form):
        box = django_forms.CharField(widget=widget)

    assert fields.kind(One()["box"]) == kind


def test_errors_link_to_the_first_input_of_each_field() -> None:
    form = EveryKind({})
    html = shown("{% crispy form %}", form=form)
    links = re.findall(r'<a href="#([^"]+)">', html)
    assert links == [
        "id_title",
        "id_closes_on_0",
        "id_email",
        "id_password",
        "id_size_0",
        "id_sectors_0",
        "id_template",
        "id_people",
        "id_sure",
    ]
    for target in links:
        assert re.search(rf'<(?:input|select|textarea)[^>]*id="{target}"', html), target


def test_an_empty_box_is_named_in_its_error() -> None:
    form = EveryKind({})
    said = {name: errors[0] for name, errors in form.errors.items()}
    assert said["title"] == "Fill in 'Title'."
    assert said["size"] == "Answer the question 'Who should answer?'"
    assert said["template"] == "Select an answer for 'Template'."
    assert said["sure"] == "Tick 'I have checked it' to continue."


def test_an_error_is_tied_to_its_box_and_read_as_an_error() -> None:
    html = shown("{% crispy form %}", form=EveryKind({}))
    box = attributes(html, "title")
    assert 'aria-describedby="id_title_helptext id_title_error"' in box
    assert 'aria-invalid="true"' in box
    assert 'id="id_title_error"' in html
    assert '<span class="govuk-visually-hidden">Error:</span> Fill in &#x27;Title&#x27;.' in html
    # A group of choices is described as a group.
    assert '<fieldset class="govuk-fieldset" id="id_size" aria-describedby="id_size_error"' in html


def test_the_summary_stands_once_where_the_page_and_the_form_both_ask_for_it() -> None:
    html = shown("{% error_summary form %}<h1>Title</h1>{% crispy form %}", form=EveryKind({}))
    assert html.count("govuk-error-summary__title") == 1
    assert html.index("govuk-error-summary__title") < html.index("<h1>")


def test_two_forms_of_a_page_show_their_own_summaries() -> None:
    html = shown("{% crispy one %}{% crispy two %}", one=EveryKind({}), two=EveryKind({}))
    assert html.count("govuk-error-summary__title") == 2


def test_an_unsent_form_shows_no_error() -> None:
    assert "govuk-error" not in shown("{% error_summary form %}{% crispy form %}", form=EveryKind())


def test_everything_typed_or_configured_is_escaped() -> None:
    class Nasty(forms.Form):
        text = forms.CharField(label=NASTY, help_text=NASTY, max_length=5)
        pick = forms.ChoiceField(
            label=NASTY, choices=[(NASTY, NASTY)], widget=forms.Radios(hints={NASTY: NASTY})
        )
        many = forms.MultipleChoiceField(
            label=NASTY, choices=[(NASTY, NASTY)], widget=forms.Checkboxes
        )
        one = forms.ChoiceField(label=NASTY, choices=[(NASTY, NASTY)])
        long = forms.CharField(label=NASTY, widget=forms.Textarea)
        submit_label = NASTY

        def clean(self) -> None:
            raise forms.ValidationError(NASTY)

    form = Nasty({"text": NASTY, "pick": NASTY, "many": [NASTY], "one": "x", "long": NASTY})
    form.cancel_url = '"><script>'
    html = shown("{% error_summary form %}{% crispy form %}", form=form)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") > 15


def test_boxes_that_may_stay_empty_say_so() -> None:
    html = shown("{% crispy form %}", form=EveryKind())
    assert html.count("(optional)") == 2


def test_a_text_too_long_is_counted_and_not_cut_by_the_browser() -> None:
    html = shown("{% crispy form %}", form=EveryKind({"note": "x" * 200, "title": "y" * 30}))
    assert "maxlength=" not in re.sub(r'data-maxlength="100"', "", html)
    assert 'data-maxlength="100"' in html
    assert "x" * 200 in html
    assert "at most 100 characters (it has 200)" in html


def test_browsers_are_told_what_a_box_is_for() -> None:
    html = shown("{% crispy form %}", form=EveryKind())
    assert 'autocomplete="email"' in attributes(html, "email")
    assert 'autocomplete="current-password"' in attributes(html, "password")
    assert 'inputmode="numeric"' in attributes(html, "closes_on-day")
    assert "inputmode" not in attributes(html, "closes_on-month"), "a month may be a word"
    assert 'inputmode="decimal"' in attributes(html, "people")
    assert 'enctype="multipart/form-data"' in html
    assert " required" not in html


@pytest.mark.parametrize("typed", ["2026-12-18", "18/12/2026", "18 December 2026", "18 Dec 2026"])
def test_a_date_is_taken_as_people_write_it(typed: str) -> None:
    field = forms.DateField()
    assert field.clean(typed).isoformat() == "2026-12-18"


def sent(day: str, month: str, year: str) -> EveryKind:
    boxes = {"closes_on-day": day, "closes_on-month": month, "closes_on-year": year}
    return EveryKind(boxes)


def test_a_date_is_asked_for_in_three_boxes_with_one_name() -> None:
    form = EveryKind(initial={"closes_on": forms.DateField().clean("18/12/2026")})
    html = shown("{% crispy form %}", form=form)
    for part, value in (("day", "18"), ("month", "12"), ("year", "2026")):
        assert f'value="{value}"' in attributes(html, f"closes_on-{part}")
    assert re.search(r"<legend[^>]*> Closing date </legend>", html)


@pytest.mark.parametrize("month", ["12", "December", "dec"])
def test_the_three_boxes_are_read_as_one_date(month: str) -> None:
    form = sent("18", month, "2026")
    form.is_valid()
    assert form.cleaned_data["closes_on"].isoformat() == "2026-12-18"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", "", ""), "Fill in 'Closing date'."),
        (("18", "", "2026"), "Closing date must include a month"),
        (("", "", "2026"), "Closing date must include a day and a month"),
        (("18", "12", "26"), "Enter the year in full, like 2026."),
        (("31", "11", "2026"), "“31/11/2026” is not a day of the calendar."),
    ],
)
def test_a_date_that_is_wrong_says_how_and_stays(typed, sentence, frozen) -> None:
    form = sent(*typed)
    html = shown("{% crispy form %}", form=form)
    assert form.errors["closes_on"] == [sentence]
    for part, value in zip(("day", "month", "year"), typed, strict=True):
        box = attributes(html, f"closes_on-{part}")
        assert f'value="{value}"' in box
        assert 'aria-invalid="true"' in box
    assert 'aria-describedby="id_closes_on_error"' in html


def test_what_was_chosen_stays_chosen() -> None:
    html = shown("{% crispy form %}", form=EveryKind({"size": "large", "sectors": ["b"]}))
    assert re.search(r'value="large" checked', html)
    assert re.search(r'value="b" checked', html)
    assert not re.search(r'value="(small|a)" checked', html)


def test_a_form_for_searching_sends_no_token() -> None:
    class Search(forms.Form):
        form_method = "get"
        submit_label = "Find"
        words = forms.CharField(required=False)

    html = shown("{% crispy form %}", form=Search())
    assert 'method="get"' in html
    assert "csrfmiddlewaretoken" not in html


def test_a_set_of_forms_shows_every_error_in_order() -> None:
    class Row(forms.Form):
        name = forms.CharField(label="Name")

    rows = forms.formset_factory(Row, extra=2)
    formset = rows(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "2",
            "form-0-name": "",
            "form-1-name": "",
        }
    )
    assert not formset.is_valid()
    html = shown("{% crispy formset %}", formset=formset)
    assert re.findall(r'<a href="#([^"]+)">', html) == ["id_form-0-name", "id_form-1-name"]
    assert 'name="form-TOTAL_FORMS"' in html


def test_a_layout_groups_fields_and_loses_none() -> None:
    from crispy_forms.layout import Fieldset, Layout

    class Grouped(EveryKind):
        layout = Layout(Fieldset("When", "closes_on"), "title")

    html = shown("{% crispy form %}", form=Grouped())
    assert html.index("When") < html.index('name="closes_on-day"') < html.index('name="title"')
    for name in Grouped.base_fields:
        assert f'name="{name}"' in html or f'name="{name}-day"' in html


def test_a_form_sent_empty_is_bound_all_the_same() -> None:
    """Else a page that is sent without a tick would come back and say nothing."""
    asked = RequestFactory()
    assert forms.posted(asked.get("/", {"title": "x"})) is None
    assert EveryKind(forms.posted(asked.post("/"))).is_bound


def test_another_text_is_shown_and_all_else_as_it_was_sent() -> None:
    form = EveryKind(QueryDict("title=Old&sectors=a&sectors=b"))
    form.show_instead("title", "New")
    assert form["title"].value() == "New"
    assert form["sectors"].value() == ["a", "b"]


def test_choices_can_be_offered_by_the_page() -> None:
    form = EveryKind({"size": "tiny"})
    form.offer("size", [("tiny", "Tiny")])
    assert "size" not in form.errors
    with pytest.raises(AssertionError):
        form.offer("title", [("tiny", "Tiny")])
