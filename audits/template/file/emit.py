"""Writing YAML that everybody's YAML reader takes in the same way.

Texts that some reader would take for a number, a date or a yes are put in quotation marks;
texts of several lines stand as blocks, long ones folded at 90 characters.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

Value = str | Sequence[Any] | Mapping[str, Any]

WIDTH = 90

# Letters first; then nothing that begins a comment, a field, a list or a bracket.
_PLAIN = re.compile(r"[^\W\d_][\w .,;()/%’'–+?!-]*")
_PLAIN_IN_LIST = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]*[A-Za-z0-9_.-]")
# What a reader may drop, join or refuse when it stands there as itself.
_ESCAPED = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BREAK = re.compile(r"(?<=[^\s]) (?=[^\s])")
_resolver = yaml.resolver.Resolver()


def emit(fields: Mapping[str, Value]) -> str:
    """`fields` as YAML, without those that are empty. Lists of texts stand on one line."""
    return "\n".join(_fields(fields, "")) + "\n"


def _fields(fields: Mapping[str, Value], indent: str) -> Iterator[str]:
    for name, value in fields.items():
        if value and not _is_empty(value):
            yield from _field(f"{indent}{_short(name)}:", value, indent)


def _is_empty(value: Value) -> bool:
    return isinstance(value, Mapping) and not any(value.values())


def _field(head: str, value: Value, indent: str) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text(head, value, indent + "  ")
    elif isinstance(value, Mapping):
        yield head
        yield from _fields(value, indent + "  ")
    elif isinstance(value[0], str):
        yield f"{head} [{', '.join(_short(text, in_list=True) for text in value)}]"
    else:
        yield head
        entries: Sequence[Any] = value
        for entry in entries:
            first, *others = _fields(entry, indent + "    ")
            yield f"{indent}  - {first.lstrip(' ')}"
            yield from others


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    if _ESCAPED.search(text):
        yield f"{head} {_quoted(text)}"
    elif "\n" in text:
        yield f"{head} |-"
        # An empty line needs no indentation, and editors like to remove it.
        yield from (f"{indent}{line}" if line else "" for line in text.split("\n"))
    elif len(head) + len(text) < WIDTH:
        yield f"{head} {_short(text)}"
    else:
        yield f"{head} >-"
        yield from (f"{indent}{line}" for line in _folded(text, WIDTH - len(indent)))


def _folded(text: str, width: int) -> Iterator[str]:
    """The text in lines; broken only where a single space will stand again when read."""
    line = ""
    for word in _BREAK.split(text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _short(text: str, *, in_list: bool = False) -> str:
    plain = (_PLAIN_IN_LIST if in_list else _PLAIN).fullmatch(text)
    if plain and not text.endswith(" ") and _is_text(text):
        return text
    return _quoted(text)


def _is_text(text: str) -> bool:
    """Whether a reader that guesses types takes the bare word for a text (not yes, null, 1e3)."""
    tag = _resolver.resolve(yaml.ScalarNode, text, (True, False))
    return tag == "tag:yaml.org,2002:str" and text.lower() not in {"y", "n", "nan", "inf"}


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{_ESCAPED.sub(_escape, escaped)}"'


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
