"""YAML as a tree that knows its lines: texts, lists, mappings, and nothing else.

Built from the parser's events, so that nothing is ever constructed from a tag and no alias
is ever followed: a file of a few lines that would unfold into gigabytes is merely refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from audits.template.file import yaml_errors
from audits.template.file.collector import Collector, short
from audits.template.file.text import FORBIDDEN
from s11portal.common.errors import Problem, Problems

MOST_DEPTH = 12
# 500 questions with everything filled in have some 30,000.
MOST_NODES = 100_000

# The parser written in C is thirty times faster; where it is missing, the other one serves.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Scalar:
    """A text. `line` counts from 1."""

    line: int
    text: str


@dataclass
class List:
    """A list of nodes."""

    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass
class Mapping:
    """Fields with their values, in the file's order. `key_lines` has where each begins.

    `repeated` has the names that come again, each with its line; the first one counts.
    """

    line: int
    items: dict[str, "Node"] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)
    repeated: list[Scalar] = field(default_factory=list)


Node = Scalar | List | Mapping


def compose(text: str, collector: Collector) -> Node:
    """The tree of the one document in `text`.

    Aliases, anchors, tags and control characters are noted as problems, and reading goes on.
    Raises Problems when the text is not YAML, too deep, or too much.
    """
    try:
        return _Composer(yaml.parse(text, Loader=Loader), collector).document()
    except yaml.MarkedYAMLError as error:
        raise Problems([yaml_errors.explain(error, text)]) from None
    except yaml.YAMLError:
        message = "The file cannot be read as YAML."
        raise Problems([Problem(0, "", message, yaml_errors.REMEDY)]) from None


class _Composer:
    def __init__(self, events: Iterator[yaml.Event], collector: Collector) -> None:
        self.events = events
        self.collector = collector
        self.count = 0

    def document(self) -> Node:
        self._skip(yaml.StreamStartEvent, yaml.DocumentStartEvent)
        root = self._node(self._next(), 1)
        self._skip(yaml.DocumentEndEvent)
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            message = "A second document begins here (after ‘---’)."
            remedy = "Put each template into a file of its own."
            raise Problems([Problem(_line(event), "", message, remedy)])
        return root

    def _next(self) -> yaml.Event:
        return next(self.events)

    def _skip(self, *kinds: type[yaml.Event]) -> None:
        for kind in kinds:
            event = self._next()
            if not isinstance(event, kind):  # comments only: a stream without a document
                message = "There is nothing in the file but comments."
                raise Problems([Problem(0, "", message, "Choose a file with a template.")])

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        self.count += 1
        if self.count > MOST_NODES:
            message = "The file has too many entries to be an audit template."
            raise Problems([Problem(line, "", message, "Check that this is the right file.")])
        if depth > MOST_DEPTH:
            message = f"Lists and fields are nested more than {MOST_DEPTH} deep here."
            remedy = "Check the indentation and the brackets of this part."
            raise Problems([Problem(line, "", message, remedy)])
        if isinstance(event, yaml.AliasEvent):
            self._refuse(line, "an alias", "*", event.anchor or "")
            return Scalar(line, "")
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent), "a node begins"
        if event.anchor:
            self._refuse(line, "an anchor", "&", event.anchor)
        if event.tag:
            self._refuse(line, "a tag", "!", event.tag.lstrip("!"))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(line, event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(line, depth)
        return self._mapping(line, depth)

    def _scalar(self, line: int, text: str) -> Scalar:
        # "\\0" in double quotation marks brings in what the text of the file could not hold.
        if found := FORBIDDEN.search(text):
            message = f"The text contains a control character (number {ord(found[0])})."
            self.collector.add(line, "", message, "Delete it, or write \\\\ for a backslash.")
            text = FORBIDDEN.sub("", text)
        return Scalar(line, text)

    def _refuse(self, line: int, what: str, sign: str, name: str) -> None:
        self.collector.add(
            line,
            "",
            f"{short(sign + name)} is {what} in YAML; audit templates have none.",
            f"If a text begins with {sign}, put it in quotation marks. Otherwise write it out.",
        )

    def _list(self, line: int, depth: int) -> List:
        found = List(line)
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            found.items.append(self._node(event, depth + 1))
        return found

    def _mapping(self, line: int, depth: int) -> Mapping:
        found = Mapping(line)
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Scalar):
                message = "The name of a field is a list here."
                remedy = "Write a field as ‘name: value’."
                self.collector.add(key.line, "", message, remedy)
            elif key.text in found.items:
                found.repeated.append(key)
            else:
                found.items[key.text] = value
                found.key_lines[key.text] = key.line
        return found


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
