"""Template tags and filters for every page: a builtin library, no {% load %} needed.

Filters: uk_date, uk_time, uk_datetime, markdown, counted, get, browser.
Tags: crispy, error_mark, error_summary, problem_summary, page_heading, status_tag, chip, level,
progress, post_button, page_token, pagination, and the blocks page_opening, error_box,
scroll_region, inset, details, warning, empty_state, panel, summary_list, summary_row, card,
two_thirds, sentence, actions.
Tables: table, column, row, cell, second_line.
"""

from collections.abc import Iterable
from typing import Any

from crispy_forms.templatetags.crispy_forms_tags import do_uni_form
from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from s11portal.common import browsers, dates, fields, markdown, statuses, words
from s11portal.common.saving import kept_form
from s11portal.common.saving.page_token import new_token

from . import _blocks, _tables

register = template.Library()
register.tag("crispy", do_uni_form)
_blocks.register_all(register)
_tables.register_all(register)

register.filter("uk_date", dates.uk_date)
register.filter("uk_time", dates.uk_time)
register.filter("uk_datetime", dates.uk_datetime)


@register.filter("markdown")
def markdown_filter(text: str | None, first_heading: int = 3) -> SafeString:
    """`{{ question.guidance|markdown }}`: text as HTML, cleaned; headings from h3, or as given."""
    return markdown.to_html(text, first_heading=int(first_heading))


@register.filter
def counted(number: int | None, nouns: str) -> str:
    """`{{ n|counted:"agency,agencies" }}` is '1 agency' or '1,204 agencies'; None counts as 0."""
    one, _, many = nouns.partition(",")
    return words.counted(number or 0, one, many or f"{one}s")


@register.filter
def browser(user_agent: str) -> str:
    """`{{ session.user_agent|browser }}`: 'Firefox on Windows', as far as can be told."""
    return browsers.name(user_agent)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`{{ mapping|get:key }}`: the value under a key held in a variable, or None."""
    return mapping.get(key) if mapping else None


@register.inclusion_tag("components/_error_summary.html")
def error_summary(form: Any = None) -> dict[str, Any]:
    """What is wrong in a form or formset, with links to the inputs; once per page and form.

    base.html shows it above the heading for the context's `form`; any other form shows its
    own above its first field.
    """
    if not form or getattr(form, "summary_shown", False) or not hasattr(form, "errors"):
        return {"errors": []}
    errors = fields.summary(form)
    if errors:
        # The forms of a formset are part of its summary.
        for part in (form, *getattr(form, "forms", [])):
            part.summary_shown = True
    return {"errors": errors}


@register.inclusion_tag("components/_problem_summary.html")
def problem_summary(problems: Iterable[Any], title: str = "There is a problem") -> dict[str, Any]:
    """What is wrong in a file: s11portal.common.errors.Problem objects as a table of places."""
    return {"problems": list(problems or []), "title": title}


@register.simple_tag(takes_context=True)
def error_mark(context: template.Context) -> str:
    """'Error: ' before the title of a page that says what is wrong, else nothing."""
    form = context.get("form")
    wrong = getattr(form, "errors", None) or context.get("problems") or context.get("errors")
    return "Error: " if wrong else ""


@register.simple_tag
def s11_field(
    bound_field: Any, mark_optional: Any = True, label: Any = "", hint: Any = None
) -> SafeString:
    """One field of a form with label, hint, error and input. Used by the crispy pack.

    An undefined `mark_optional` (a form that is not the product's own) counts as True; a field
    that the form does not have is shown as nothing.
    """
    if not isinstance(bound_field, BoundField):
        return SafeString("")
    return fields.render(
        bound_field, mark_optional=mark_optional is not False, label=label, hint=hint
    )


@register.inclusion_tag("components/_page_heading.html")
def page_heading(title: Any, caption: Any = "") -> dict[str, Any]:
    """The page's h1, with the caption above it. `page_opening` adds a sentence below."""
    return {"title": title, "caption": caption}


@register.inclusion_tag("components/_status_tag.html")
def status_tag(state: Any, text: Any = "") -> dict[str, Any]:
    """`{% status_tag submission.state %}`: a state in words on its colour; `text` overrides."""
    return statuses.show(state, text)


@register.simple_tag
def chip(colour: Any) -> SafeString:
    """The colour of a level as a mark beside its words, never alone; nothing without a colour."""
    if not colour:
        return SafeString("")
    return format_html('<span class="s11-chip s11-chip--{}" aria-hidden="true"></span>', colour)


@register.inclusion_tag("components/_level.html")
def level(words: Any, colour: Any = "") -> dict[str, Any]:
    """`{% level answer.text answer.colour %}`: the words of a level beside its colour."""
    return {"words": words, "colour": colour}


@register.inclusion_tag("components/_progress.html")
def progress(answered: int, asked: int, label: Any = "") -> dict[str, Any]:
    """A bar with '7 of 12 answered'; `label` says of what, for screen readers."""
    return {"answered": answered, "asked": asked, "label": label}


@register.inclusion_tag("components/_post_button.html", takes_context=True)
def post_button(
    context: template.Context, url: str, text: Any, kind: str = "", about: Any = "", **values: Any
) -> dict[str, Any]:
    """One button that POSTs to `url`: kind '', 'secondary', 'warning' or 'link'.

    `about` is added for screen readers ('Remove' + 'Ann Smith'). Further keyword arguments
    are sent as hidden fields.
    """
    return {
        "url": url,
        "text": text,
        "kind": kind,
        "about": about,
        "values": values,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def page_token(context: template.Context) -> SafeString:
    """Names the person for whom a form of a place is made: if they are signed out meanwhile, what
    they typed waits for them. Nothing on other pages: there one types passwords.
    """
    request = context.get("request")
    if request is None or not kept_form.is_form_of_a_place(request):
        return SafeString("")
    token = new_token(request.user.pk)
    return format_html('<input type="hidden" name="token" value="{}">', token)


@register.inclusion_tag("components/_pagination.html", takes_context=True)
def pagination(
    context: template.Context, page: Any, name: str = "page", of: str = "", anchor: str = ""
) -> dict[str, Any]:
    """Links to the other pages of a Django Page; keeps the rest of the query string.

    Each of two lists on one page needs its own `name` in the address, a word for what it lists
    (`of`, "agencies"), and its place on the page (`anchor`).
    """
    query = context["request"].GET.copy()
    query.pop(name, None)
    kept = f"{query.urlencode()}&" if query else ""
    return {
        "page": page,
        "of": of,
        "link": f"?{kept}{name}=",
        "anchor": f"#{anchor}" if anchor else "",
        "numbers": page.paginator.get_elided_page_range(page.number),
    }
