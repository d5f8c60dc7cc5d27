"""A manager's Markdown for a tagged PDF.

PDF/UA wants list items that hold words or further lists only, links that hold words only, and
headings that skip no level. A text does not know where it will stand, so its headings become bold
lines; paragraphs of one list item become lines, and so do the rows of a table in a list.
"""

import re
from html.parser import HTMLParser

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from s11portal.common import markdown

_BLOCKS = {"p", "blockquote", "pre"}
_LISTS = {"ul", "ol"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_ROWS = {"tr"}
_CELLS = {"th", "td"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_VOID = {"br"}
_DROPPED = {"hr"}
_EMPTY_LINK = re.compile(r"<a [^>]*></a>")
# Arabic, Hebrew and their neighbours before any letter that runs the other way.
_TURNED = re.compile(
    r"<(p|li)((?: [^>]*)?)>(?=[^<A-Za-z\u00c0-\u058f]*[\u0590-\u08ff\ufb1d-\ufefc])"
)
_MARKS = {"'": "\u2018\u2019", '"': "\u201c\u201d"}


def prose(text: str) -> SafeString:
    """`text` (Markdown) as clean HTML for a document; '' for nothing."""
    if not text.strip():
        return SafeString("")
    flat = _Flat()
    flat.feed(markdown.to_html(text))
    flat.close()
    html = _EMPTY_LINK.sub("", "".join(flat.out))
    return mark_safe(turned(html))  # noqa: S308 - nh3 cleaned what came in


def turned(html: str) -> str:
    """`html` with the direction of paragraphs and list items that begin from right to left."""
    return _TURNED.sub(r'<\1\2 dir="rtl">', html)


def curly(text: str, *, before: str = "") -> str:
    """Straight quotation marks made typographic. `before`: the character the text follows."""
    found = []
    for mark in text:
        if mark in "'\"":
            opens = not before or before.isspace() or before in "([{\u2018\u201c\u2013\u2014"
            mark = _MARKS[mark][0 if opens else 1]
        found.append(mark)
        before = mark
    return "".join(found)


class _Flat(HTMLParser):
    """Writes the HTML again: list items without blocks, links without elements, no headings."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._lists = 0
        self._link = ""  # the tag of the link that is open
        self._break = ""  # what comes before the next words of a list item
        self._before = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS | _HEADINGS | _VOID | _CELLS | {"li"}:
            self._before = ""
        shown = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
        shown = f"<{tag}{shown}>"
        if tag in _LISTS:
            self._lists += 1
            self._break = ""
            self.out.append(shown)
        elif tag == "li":
            self._break = ""
            self.out.append("<li>")
        elif self._lists and tag in _BLOCKS | _TABLE:
            # Cells of a row stand beside each other, rows and paragraphs below.
            self._break = self._break if tag not in _CELLS else self._break or " "
        elif tag in _HEADINGS:
            self._gap()
            self.out.append('<p class="subhead">' if not self._lists else "<strong>")
        elif tag not in _DROPPED:
            self._open(tag, shown)

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS:
            self._lists -= 1
            self._break = "<br>"
            self.out.append(f"</{tag}>")
        elif self._lists and tag in _BLOCKS | _ROWS:
            self._break = "<br>"
        elif self._lists and tag in _TABLE:
            return
        elif tag in _HEADINGS:
            self.out.append("</p>" if not self._lists else "</strong>")
            self._break = "<br>" if self._lists else ""
        elif tag not in _VOID | _DROPPED:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if self._lists and not data.strip():
            return
        self._gap()
        self.out.append(escape(curly(data, before=self._before)))
        self._before = data[-1:]

    def _open(self, tag: str, shown: str) -> None:
        """An element begins; inside a link it is the link that begins again, inside of it."""
        self._gap()
        self.out.append(f"</a>{shown}{self._link}" if self._link else shown)
        if tag == "a":
            self._link = shown

    def _close(self, tag: str) -> None:
        if tag == "a":
            self._link = ""
        self.out.append(f"</a></{tag}>{self._link}" if self._link else f"</{tag}>")

    def _gap(self) -> None:
        """A line break between what were paragraphs of one list item."""
        if self._lists and self._break:
            self.out.append(self._break)
        self._break = ""
