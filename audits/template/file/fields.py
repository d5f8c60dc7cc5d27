"""Taking the fields out of one entry of a template file, noting what is wrong with each."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress

from audits.template.file.collector import Collector, short
from audits.template.file.nodes import List, Node, Scalar
from audits.template.file.nodes import Mapping as MappingNode
from audits.template.rules.kind import LONGEST_TEXT
from s11portal.common.words import joined

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Fields:
    """The fields of one entry. What nobody has asked for when `finish` is called is unknown."""

    def __init__(self, node: Node, place: str, collector: Collector) -> None:
        self.line = node.line
        self.place = place
        self.collector = collector
        self.known: list[str] = []
        self.node = node if isinstance(node, MappingNode) else MappingNode(node.line)
        if not isinstance(node, MappingNode):
            self.add(node.line, "", "Fields are expected here.", "Write them as ‘name: value’.")
            # That is all there is to say: every field would be missing.
            self.collector = Collector()
        for name in self.node.repeated:
            message = f"The field {short(name.text)} is repeated here."
            remedy = f"It is already on line {self.line_of(name.text)}. Keep one of them."
            self.add(name.line, "", message, remedy)

    def add(self, line: int, name: str, message: str, remedy: str = "") -> None:
        """Note a problem of the field `name` (of the entry as a whole when empty)."""
        place = ", ".join(part for part in (self.place, name) if part)
        self.collector.add(line, place, message, remedy)

    def line_of(self, name: str) -> int:
        """The line on which the field stands, or on which the entry begins."""
        return self.node.key_lines.get(name, self.line)

    def get(self, name: str) -> Node | None:
        """The field's node; None when it is absent or empty."""
        if name not in self.known:
            self.known.append(name)
        node = self.node.items.get(name)
        if isinstance(node, Scalar) and not node.text.strip():
            return None
        return node

    def has(self, name: str) -> bool:
        """Whether the field is there and not empty."""
        return self.get(name) is not None

    def text(self, name: str, *, required: bool = False, most: int = LONGEST_TEXT) -> str:
        """A text of any number of lines, without space around it."""
        node = self.get(name)
        if node is None:
            if required:
                self.add(self.line, name, f"‘{name}’ is missing.", f"Add ‘{name}: …’ here.")
            return ""
        if not isinstance(node, Scalar):
            remedy = "If the text contains a colon or brackets, put it in quotation marks."
            self.add(self.line_of(name), name, "A text is expected here.", remedy)
            return ""
        # YAML has made \n of all line breaks but those written as \r in quotation marks.
        text = node.text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > most:
            message = f"The text has {len(text):,} characters; the limit is {most:,}."
            self.add(self.line_of(name), name, message, "Make it shorter.")
        return text

    def one_line(self, name: str, *, required: bool = False, most: int) -> str:
        """A text on one line: line breaks and runs of spaces become one space."""
        return " ".join(self.text(name, required=required, most=most).split())

    def key(self, name: str, *, most: int) -> str:
        """A key: small letters, digits and hyphens."""
        text = self.text(name, required=True, most=most)
        if text and not KEY.fullmatch(text):
            made = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:most]
            remedy = "Use small letters, digits and hyphens only"
            remedy += f", for example ‘{made}’." if made else "."
            self.add(self.line_of(name), name, f"{short(text)} cannot be a key.", remedy)
        return text

    def choice(self, name: str, choices: Iterable[str], *, default: str | None = None) -> str:
        """One of `choices`. Without a default it must be there."""
        text = self.text(name, required=default is None)
        if not text:
            return default or ""
        choices = list(choices)
        if text not in choices:
            otherwise = f"Use {joined(choices, 'or')}."
            suggestion = self.collector.suggest(text, choices)
            remedy = f"{suggestion} {otherwise}".strip()
            self.add(self.line_of(name), name, f"{short(text)} is not known here.", remedy)
            return default or ""
        return text

    def flag(self, name: str, *, default: bool, words: Mapping[str, bool] | None = None) -> bool:
        """yes or no, or the `words` used instead."""
        words = words or {"yes": True, "no": False}
        text = self.text(name)
        if not text:
            return default
        if text.lower() not in words:
            message = f"{short(text)} is not known here."
            self.add(self.line_of(name), name, message, f"Write {joined(words, 'or')}.")
            return default
        return words[text.lower()]

    def whole_number(self, name: str, *, least: int, most: int) -> int | None:
        """A whole number in digits, or None when absent."""
        text = self.text(name)
        if not text:
            return None
        number = None
        if re.fullmatch(r"-?[0-9]{1,6}", text):
            with suppress(ValueError):
                number = int(text)
        if number is None or not least <= number <= most:
            remedy = f"Write a whole number from {least} to {most}."
            message = f"{short(text)} is not a whole number that can be used here."
            self.add(self.line_of(name), name, message, remedy)
            return None
        return number

    def entries(self, name: str, *, most: int, least: int = 0) -> list[Node]:
        """The entries of a list: at least `least`, and the first `most` of them."""
        node = self.get(name)
        if node is None:
            if least:
                message = f"‘{name}’ is missing or empty."
                self.add(self.line_of(name), name, message, f"Add ‘{name}:’ and a list below it.")
            return []
        if not isinstance(node, List):
            remedy = "Begin each entry with ‘- ’."
            self.add(self.line_of(name), name, "A list is expected here.", remedy)
            return []
        if len(node.items) > most:
            message = f"There are {len(node.items):,} entries; the limit is {most}."
            self.add(self.line_of(name), name, message, "Split the template, or leave some out.")
        elif len(node.items) < least:
            count = "nothing" if not node.items else f"only {len(node.items)}"
            message = f"There is {count} in this list."
            self.add(self.line_of(name), name, message, f"Add entries: {least} is the fewest.")
        return node.items[:most]

    def texts(self, name: str, *, most: int) -> list[Scalar]:
        """A list of short texts."""
        found = []
        for node in self.entries(name, most=most):
            if isinstance(node, Scalar) and node.text.strip():
                found.append(Scalar(node.line, node.text.strip()))
            else:
                self.add(
                    node.line, name, "A short text is expected here.", "Write one or remove it."
                )
        return found

    def not_for(self, names: Iterable[str], why: str) -> None:
        """Note those of `names` that are here although they mean nothing here."""
        for name in names:
            if self.has(name):
                remedy = f"Remove ‘{name}’, or change the type."
                self.add(self.line_of(name), name, why, remedy)

    def finish(self) -> None:
        """Note the fields nobody asked for."""
        for name in self.node.items.keys() - set(self.known):
            free = [known for known in self.known if known not in self.node.items]
            remedy = self.collector.suggest(
                name, free, f"Remove it. The fields here are {', '.join(self.known)}."
            )
            message = f"There is no field {short(name)} here."
            self.add(self.line_of(name), "", message, remedy)


class Seen:
    """What must not come twice: remembers the line of the first."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.lines: dict[str, int] = {}

    def note(self, fields: Fields, name: str, text: str, *, folded: bool = False) -> bool:
        """Remember `text`; note a problem and return False when it was there before."""
        known = text.casefold() if folded else text
        if not text:
            return True
        line = fields.line_of(name)
        if known in self.lines:
            message = f"The {name} {short(text)} is used twice: also on line {self.lines[known]}."
            remedy = f"Each {self.what} needs a {name} of its own."
            fields.add(line, name, message, remedy)
            return False
        self.lines[known] = line
        return True


def place_of(node: Node, what: str, number: int, *, by: str = "label") -> str:
    """How messages name an entry: 'question 2.1' by what the file calls it, or by its number."""
    named = node.items.get(by) if isinstance(node, MappingNode) else None
    name = " ".join(named.text.split())[:40] if isinstance(named, Scalar) else ""
    return f"{what} {name}" if name else f"{what} number {number}"
