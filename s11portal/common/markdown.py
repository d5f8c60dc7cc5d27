"""Text with simple formatting, made safe for a page."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Raw HTML in the text is shown as text; pictures would call other hosts.
_parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")

_TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a", "code", "pre", "hr",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_HEADING = re.compile(r"(</?h)([1-6])>")


def to_html(text: str | None, *, first_heading: int = 3) -> SafeString:
    """`text` (CommonMark) as HTML that cannot run, load or disguise anything.

    Headings start at level `first_heading` (2 to 6), so that they fit under the page's own.
    """
    if not text:
        return SafeString("")
    html = _HEADING.sub(
        lambda tag: f"{tag[1]}{min(int(tag[2]) + first_heading - 1, 6)}>", _parser.render(str(text))
    )
    return mark_safe(  # noqa: S308 - nh3 has just cleaned it
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer",
        )
    )
