"""Block tags: what stands around a page's own content. Registered by the s11 library."""

import re
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Only where a line ends: within a line it is somebody's text.
_SPACE_BEFORE_STOP = re.compile(r"\s*\n\s*(?=[,;:.])")


def page_opening(content: SafeString, title: Any, caption: Any = "") -> SafeString:
    """The page's h1 with an opening sentence: `{% page_opening "Privacy" %}…{% endpage_opening %}`.

    Where there is no sentence, `page_heading` is enough; an empty one shows nothing.
    """
    opening = mark_safe(content.strip())  # noqa: S308
    return _component("page_heading", opening, title=title, caption=caption)


def error_box(content: SafeString, title: Any) -> SafeString:
    """What went wrong, above the page's heading; the browser moves there and reads it out."""
    return _component("error_box", content, title=title)


def scroll_region(content: SafeString, label: Any) -> SafeString:
    """`{% scroll_region "Returns" %}<table>…{% endscroll_region %}`: scrolls on a phone."""
    return _component("scroll_region", content, label=label)


def inset(content: SafeString) -> SafeString:
    """Text set apart: `{% inset %}…{% endinset %}`."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


def warning(content: SafeString) -> SafeString:
    """A warning with its sign: `{% warning %}You cannot undo this.{% endwarning %}`."""
    return _component("warning", content)


def details(content: SafeString, summary: Any, open: bool = False) -> SafeString:  # noqa: A002
    """Something to unfold: `{% details "What this means" %}…{% enddetails %}`."""
    return _component("details", content, summary=summary, open=open)


def panel(content: SafeString, title: Any) -> SafeString:
    """The confirmation on a receipt page; its title is the page's h1."""
    return _component("panel", content, title=title)


def empty_state(content: SafeString, title: Any) -> SafeString:
    """What to do where there is nothing yet: `{% empty_state "No audits yet" %}…`."""
    return _component("empty_state", content, title=title)


def card(content: SafeString, title: Any = "", level: int = 2) -> SafeString:
    """A quiet box around things that belong together."""
    return _component("card", content, title=title, level=f"h{int(level)}")


def two_thirds(content: SafeString) -> SafeString:
    """A column in which lines stay short enough to read; the whole width on a phone."""
    return format_html(
        '<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">{}</div></div>',
        content,
    )


def sentence(content: SafeString) -> SafeString:
    """A sentence put together from parts, each on a line: no space before a comma or stop.

    The template formatter puts adjacent blocks on lines of their own.
    """
    return mark_safe(_SPACE_BEFORE_STOP.sub("", content.strip()))  # noqa: S308


def summary_list(content: SafeString) -> SafeString:
    """A list of names and values: holds summary_row blocks."""
    return format_html('<dl class="govuk-summary-list">{}</dl>', content)


def summary_row(
    content: SafeString, key: Any, change: str = "", action: str = "Change"
) -> SafeString:
    """One row: `{% summary_row "Closes on" change=url %}20 November{% endsummary_row %}`."""
    return _component("summary_row", content, key=key, change=change, action=action)


def actions(content: SafeString) -> SafeString:
    """Buttons and links side by side."""
    return format_html('<div class="govuk-button-group">{}</div>', content)


def _component(name: str, content: SafeString, **values: Any) -> SafeString:
    return render_to_string(f"components/_{name}.html", {"content": content, **values})


def register_all(register: template.Library) -> None:
    """Make every block of this module a tag of `register`."""
    for block in (
        page_opening,
        error_box,
        scroll_region,
        inset,
        warning,
        details,
        panel,
        empty_state,
        card,
        two_thirds,
        sentence,
        summary_list,
        summary_row,
        actions,
    ):
        register.simple_block_tag(block)
