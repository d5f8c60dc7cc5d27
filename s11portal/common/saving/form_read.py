"""What somebody typed into a form, in the words of the form's own page."""

from collections.abc import Iterator
from html.parser import HTMLParser

from django.http import QueryDict

_TICKS = ("checkbox", "radio")
_NOT_TYPED = ("hidden", "submit", "button", "file", "password")


class FormRead(HTMLParser):
    """The heading of a page, and its boxes with their labels, as `html` has them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.heading = ""
        self._labels: dict[str, str] = {}
        self._options: dict[tuple[str, str], str] = {}
        self._boxes: list[dict[str, str]] = []
        self._legends: list[str] = []
        self._select = ""
        self._heard: tuple[str, str, list[str]] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a box; listen to what a label, a legend, an option or the heading says."""
        given = {name: value or "" for name, value in attrs}
        if tag == "fieldset":
            self._legends.append("")
        elif tag in ("input", "textarea", "select") and given.get("type") not in _NOT_TYPED:
            self._boxes.append({"tag": tag, "legend": "".join(self._legends[-1:]), **given})
            self._select = given.get("name", "") if tag == "select" else ""
        if tag in ("label", "legend", "option", "h1"):
            self._heard = (tag, given.get("for", given.get("value", "")), [])

    def handle_data(self, data: str) -> None:
        """A piece of what is listened to."""
        if self._heard:
            self._heard[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        """Keep what was listened to."""
        if tag == "fieldset" and self._legends:
            self._legends.pop()
        if not self._heard or self._heard[0] != tag:
            return
        _, of, pieces = self._heard
        self._heard, text = None, " ".join("".join(pieces).split())
        if tag == "label":
            self._labels[of] = text
        elif tag == "option":
            self._options[self._select, of] = text
        elif tag == "h1":
            self.heading = text
        elif self._legends:
            self._legends[-1] = text

    def typed(self, data: QueryDict) -> Iterator[tuple[str, str]]:
        """Label and content of each box that is filled in, in the order of the page."""
        seen = set()
        for box in self._boxes:
            name, label = box.get("name", ""), self._labels.get(box.get("id", ""), "")
            if box.get("type") in _TICKS:
                if box.get("value", "on") in data.getlist(name):
                    yield (box["legend"], label) if box["legend"] else (label, "Yes")
                continue
            if name in seen:
                continue
            seen.add(name)
            for value in filter(None, data.getlist(name)):
                words = self._options.get((name, value), value)
                yield ": ".join(filter(None, (box["legend"], label))), words
