"""A manager's Markdown for a tagged PDF.

PDF/UA wants list items that hold inline content only, and headings that skip no level. A text
does not know where it will stand, so its headings become bold lines and nested lists are
flattened.
"""

from html.parser import HTMLParser

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from s11portal.common import markdown

_BLOCKS = {"p", "blockquote", "pre"}
_LISTS = {"ul", "ol"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_VOID = {"br"}
_DROPPED = {"hr"}
_MARKS = {"'": "\u2018\u2019", '"': "\u201c\u201d"}


def prose(text: str) -> SafeString:
    """`text` (Markdown) as clean HTML for a document; '' for nothing."""
    if not text.strip():
        return SafeString("")
    flat = _Flat()
    flat.feed(markdown.to_html(text))
    flat.close()
    return mark_safe("".join(flat.out))  # noqa: S308 - nh3 cleaned what came in


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
    """Writes the HTML again, with lists of one level and without headings."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._lists: list[str] = []
        self._in_item = False
        self._break = False
        self._before = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS | _HEADINGS | _VOID | {"li"}:
            self._before = ""
        if tag in _LISTS:
            self._open_list(tag, attrs)
        elif tag == "li":
            self._close_item()
            self.out.append("<li>")
            self._in_item, self._break = True, False
        elif tag in _BLOCKS and self._lists:
            return
        elif tag in _HEADINGS:
            self.out.append('<p class="subhead">' if not self._lists else "<strong>")
        elif tag not in _DROPPED:
            self._space()
            shown = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
            self.out.append(f"<{tag}{shown}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS:
            self._close_item()
            outer = self._lists.pop() if self._lists else ""
            if not self._lists and outer:
                self.out.append(f"</{outer}>")
        elif tag == "li":
            self._close_item()
        elif tag in _BLOCKS and self._lists:
            self._break = True
        elif tag in _HEADINGS:
            self.out.append("</p>" if not self._lists else "</strong>")
            self._break = bool(self._lists)
        elif tag not in _VOID | _DROPPED:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._lists and not data.strip():
            return
        self._space()
        self.out.append(escape(curly(data, before=self._before)))
        self._before = data[-1:]

    def _open_list(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_item()
        if not self._lists:
            start = "".join(f' {n}="{escape(v or "")}"' for n, v in attrs if n == "start")
            self.out.append(f"<{tag}{start}>")
        self._lists.append(tag)

    def _close_item(self) -> None:
        if self._in_item:
            self.out.append("</li>")
        self._in_item = self._break = False

    def _space(self) -> None:
        """A line break between what were paragraphs of one list item."""
        if self._break and self._in_item:
            self.out.append("<br>")
        elif self._lists and not self._in_item:
            # text after a nested list: an item of its own
            self.out.append("<li>")
            self._in_item = True
        self._break = False
