"""What the YAML parser complains of, in words for somebody who has never heard of YAML."""

import re

import yaml

from s11portal.common.errors import Problem

REMEDY = "Compare this line and the one above it with the example in the description of the format."

_QUOTE = "Put the whole text in quotation marks, or begin it with ‘>-’ and a new line."

_QUOTED = "quoted scalar"

# A field whose text begins with a quotation mark and does not end on the line.
_OPEN_QUOTE = re.compile(r"^ *(?:- )?[\w-]+: +(?:\"[^\"\n]*|'[^'\n]*)$", re.MULTILINE)

# Part of the parser's message (or of its context): what it means, what to do.
_WORDS = (
    (
        ("found a tab", "\\t", "tab character"),
        "There is a tab where spaces are needed.",
        "Indent with spaces only; most editors can replace tabs by spaces.",
    ),
    (
        ("mapping values are not allowed",),
        "There is a colon followed by a space inside a text, or this line is indented wrongly.",
        _QUOTE,
    ),
    (
        ("escape",),
        "There is a backslash that does not stand for anything.",
        "Write \\\\ for a backslash, or use single quotation marks.",
    ),
    (
        (_QUOTED,),
        "The quotation mark that is opened here is not closed, or comes too early.",
        'Close it. Inside double quotation marks write \\" for a quotation mark.',
    ),
    (
        ("an alias", "an anchor", "a tag"),
        "A text cannot begin with *, & or !.",
        _QUOTE,
    ),
    (
        ("that cannot start any token",),
        "A text cannot begin with this character.",
        _QUOTE,
    ),
    (
        ("flow mapping", "flow sequence", "',' or"),
        "A bracket [ or { is not closed, or a comma is missing.",
        "Close the bracket, and separate the entries by commas.",
    ),
    (
        ("could not find expected ':'", "simple key"),
        "This line is neither a field (‘name: value’) nor an entry of a list (‘- …’).",
        "Add the colon and a space, or indent the line if it continues a text.",
    ),
    (
        ("block scalar",),
        "A text that begins with > or | is not written as YAML expects.",
        "Write only >- or | there and begin the text on the next line, indented.",
    ),
    (
        ("<block end>", "block mapping", "block collection", "block sequence", "block entry"),
        "This line is indented by too many or too few spaces.",
        "Fields of one entry begin in the same column; entries of one list too.",
    ),
)


def explain(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """The one problem of a text that is not YAML: line, column, what it means, what to do."""
    said = f"{error.problem or ''} {error.context or ''}"
    mark = error.problem_mark or error.context_mark
    if error.context_mark and _QUOTED in said and "escape" not in said:
        mark = error.context_mark  # where it begins; the end is only where the parser gave up
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    place = f"column {column}" if mark else ""
    if mark and "\t" in _indentation(text, mark.line):
        said = "found a tab"
    for signs, message, remedy in _WORDS:
        if any(sign in said for sign in signs):
            return Problem(line, place, message, remedy + _open_quote(text, line))
    return Problem(line, place, "From here on the file cannot be read as YAML.", REMEDY)


def _open_quote(text: str, line: int) -> str:
    """Where a quotation mark is opened, the parser stumbles only at the next one."""
    opened = _OPEN_QUOTE.search(text)
    first = text.count("\n", 0, opened.start()) + 1 if opened else line
    return f" Or is a quotation mark missing at the end of line {first}?" if first < line else ""


def _indentation(text: str, index: int) -> str:
    lines = text.splitlines()
    line = lines[index] if index < len(lines) else ""
    return line[: len(line) - len(line.lstrip())]
