"""The kinds of value that an authored field may hold.

A field is declared once, in rules/structure.py, by its type, its kind and its default:

    heading: Annotated[str, Line("Heading", most=250)] = ""

The kind says what is true of the field wherever it appears. What is done with it stands once
for each kind, not for each field: here, how a row keeps it; in file/reading.py and
file/writing.py, how a file says it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

LONGEST_TEXT = 20_000

EXACT, FOLDED = "exact", "folded"


class Kept(Enum):
    """Where the database keeps a field."""

    CONTENT = "with others in the JSON column `content`"
    COLUMN = "in a column of its own, because SQL asks for it"
    APART = "in rows of other tables"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What is true of a field. `title` is what people call it."""

    title: str = field(kw_only=False)
    # What a file calls it, where that is not the attribute's name.
    name: str = ""
    kept: Kept = Kept.CONTENT
    # The field is there only for this: of a question, the ability of its type that asks for it
    # (has_limits, see rules/question_type.py); of a level, the origin of its scale.
    only: str = ""
    # Must not come twice among its neighbours: EXACT, or FOLDED (capitals make no difference).
    unique: str = ""

    def names(self, attribute: str) -> tuple[str, ...]:
        """The names in a file."""
        return (self.name or attribute,)

    def stored(self, value: Any) -> Any:
        """The value as JSON."""
        return value

    def restored(self, data: Any) -> Any:
        """The value of what `stored` gave. Raises TypeError for what it never gives."""
        return _checked(data, str)


@dataclass(frozen=True, kw_only=True)
class Key(Kind):
    """The lasting name of a thing: small letters, digits and hyphens."""

    most: int = 80


@dataclass(frozen=True, kw_only=True)
class Code(Kind):
    """What a cell of a spreadsheet carries for a level."""

    most: int = 40


@dataclass(frozen=True, kw_only=True)
class Line(Kind):
    """A text on one line, of `most` characters."""

    most: int


@dataclass(frozen=True, kw_only=True)
class Text(Kind):
    """A text of any number of lines, of `most` characters."""

    most: int = LONGEST_TEXT


@dataclass(frozen=True, kw_only=True)
class Choice(Kind):
    """One of `options`. `assumed` stands in for it in a file that does not say."""

    options: tuple[str, ...]
    assumed: str = ""


@dataclass(frozen=True, kw_only=True)
class TypeName(Kind):
    """One of the question types."""


@dataclass(frozen=True, kw_only=True)
class Flag(Kind):
    """Yes or no. `yes` is the word by which a file says so."""

    yes: str = "yes"

    def restored(self, data: Any) -> bool:
        return _checked(data, bool)


@dataclass(frozen=True, kw_only=True)
class WholeNumber(Kind):
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def restored(self, data: Any) -> int:
        return _checked(data, int)


@dataclass(frozen=True, kw_only=True)
class Amount(Kind):
    """A number with or without decimals, as typed: 0.50 stays 0.50."""


@dataclass(frozen=True, kw_only=True)
class Texts(Kind):
    """Short texts in a row."""

    def stored(self, value: Iterable[str]) -> list[str]:
        return list(value)

    def restored(self, data: Any) -> tuple[str, ...]:
        return tuple(_checked(text, str) for text in _checked(data, list))


@dataclass(frozen=True, kw_only=True)
class Several(Texts):
    """Some of `options`, in their order. `what` is what a message calls one of them."""

    options: tuple[str, ...]
    what: str


@dataclass(frozen=True, kw_only=True)
class Tags(Texts):
    """Tags, at most `most`: what a question counts towards."""

    most: int


@dataclass(frozen=True, kw_only=True)
class TextByLevel(Kind):
    """A text for some of the levels of the question's scale, by their code."""

    def restored(self, data: Any) -> dict[str, str]:
        return _texts_by_name(data)


@dataclass(frozen=True, kw_only=True)
class Boxes(Kind):
    """One of `states` for each text box beside the answer; the first is the usual one.

    A file has a field for each box; every box is there in the value.
    """

    boxes: tuple[str, ...]
    states: tuple[str, ...]

    def names(self, attribute: str) -> tuple[str, ...]:
        return self.boxes

    def stored(self, value: Mapping[str, str]) -> dict[str, str]:
        return {box: state for box, state in value.items() if state != self.states[0]}

    def restored(self, data: Any) -> dict[str, str]:
        found = _texts_by_name(data)
        if unknown := found.keys() - set(self.boxes):
            raise TypeError(f"has no box {sorted(unknown)}")
        return {box: found.get(box, self.states[0]) for box in self.boxes}


@dataclass(frozen=True, kw_only=True)
class When(Kind):
    """A condition (rules/condition.py), or None for always."""

    def restored(self, data: Any) -> dict[str, Any]:
        return _checked(data, dict)


@dataclass(frozen=True, kw_only=True)
class ScaleName(Kind):
    """One of the template's scales, by its key."""

    kept: Kept = Kept.APART


@dataclass(frozen=True, kw_only=True)
class Entries(Kind):
    """A list of other elements, from `least` to `most` of them."""

    kept: Kept = Kept.APART
    least: int = 0
    most: int


def _checked(data: Any, shape: type) -> Any:
    # Exactly: True is no number, although Python counts with it.
    if type(data) is not shape:
        raise TypeError(f"is {type(data).__name__}, not {shape.__name__}")
    return data


def _texts_by_name(data: Any) -> dict[str, str]:
    return {name: _checked(text, str) for name, text in _checked(data, dict).items()}
