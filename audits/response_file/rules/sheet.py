"""From the bytes of a CSV file to rows of cells. Knows nothing of audits.

Accepts UTF-8 (with or without a byte order mark) separated by commas, semicolons or tabs.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from s11portal.common.errors import Problem, Problems

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 1_000
# Of the whole file: as many as 400 agencies with 1,000 columns, and no more work than that.
MOST_CELLS = 400_000
# Blank rows are passed over, but not without end.
MOST_LINES = 20_000

SAVE_AS_UTF8 = (
    "Open it in your spreadsheet, choose “Save as” and the type “CSV UTF-8 (comma delimited)”."
)
# What is small is worked on while the person waits: storing a return takes some 4 ms of processor
# and checking 10,000 cells 0.2 s, so this is half a second; 2,000 returns take 9 s and more.
SMALL_ROWS = 100
SMALL_CELLS = 5_000

_SEPARATORS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# The first bytes of an Excel workbook, new and old.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Row:
    """One row: `number` as a spreadsheet counts it, `line` as a text editor does."""

    number: int
    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Nothing in any cell."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A header and the rows below it that hold something."""

    header: Row
    rows: tuple[Row, ...]


def read(content: bytes) -> Sheet:
    """The sheet in `content`. Raises Problems when it is no usable CSV file."""
    text = _text(content)
    try:
        rows = _within_limits(text)
    except csv.Error as problem:
        raise _wrongly_quoted(problem) from None
    if not rows or rows[0].is_blank:
        raise _wrong(
            "The first row holds no column names.",
            "Name the columns in the first row: agency, sector, and one for each question.",
            line=1,
        )
    if any(len(row.cells) > len(rows[0].cells) for row in rows):
        rows = _with_smart_quotes(text) or rows
    below = tuple(rows[1:])
    if not below:
        raise _wrong("There is no row below the column names.", "Add one row for each agency.")
    return Sheet(rows[0], below)


def is_small(content: bytes) -> bool:
    """Whether a file holds so little that nobody waits for it. Counts what may separate cells."""
    lines = max(content.count(b"\n"), content.count(b"\r"))
    cells = lines + sum(content.count(one.encode()) for one in _SEPARATORS)
    return lines <= SMALL_ROWS + 1 and cells <= SMALL_CELLS


def _within_limits(text: str) -> list[Row]:
    """All rows that hold something, and the first. Raises Problems as soon as it is too much."""
    rows: list[Row] = []
    cells = 0
    for row in _rows(text):
        if row.number > 1 and row.is_blank:
            if row.number > MOST_LINES:
                raise _too_much(f"more than {MOST_LINES:,} lines")
            continue
        rows.append(row)
        cells += len(row.cells)
        if len(row.cells) > MOST_COLUMNS:
            raise _too_much(f"more than {MOST_COLUMNS:,} columns", row.line)
        if len(rows) > MOST_ROWS + 1:
            raise _too_much(f"more than {MOST_ROWS:,} rows")
        if cells > MOST_CELLS:
            raise _too_much(f"more than {MOST_CELLS:,} cells")
    return rows


def _with_smart_quotes(text: str) -> list[Row] | None:
    """The rows where “…” encloses cells that hold the separator; None where it does not help.

    Word processors turn the quotation marks of a CSV file into these.
    """
    separator = re.escape(_separator(text)[0])
    enclosed = re.compile(rf"(?<![^{separator}\r\n])“([^“”]*)”(?=[{separator}\r\n]|$)")
    straight = enclosed.sub(lambda found: '"' + found[1].replace('"', '""') + '"', text)
    try:
        rows = _within_limits(straight)
    except csv.Error:
        return None
    return None if any(len(row.cells) > len(rows[0].cells) for row in rows) else rows


def _too_much(what: str, line: int = 0) -> Problems:
    return _wrong(
        f"The file has {what}. The limit is {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns and "
        f"{MOST_CELLS:,} cells.",
        "Delete the rows and columns you do not need, or split the file.",
        line=line,
    )


def _wrongly_quoted(problem: csv.Error) -> Problems:
    return _wrong(
        "A quotation mark stands where none may stand, or one is missing.",
        "Put a cell that holds quotation marks or line breaks in quotation marks, and "
        "write those inside it twice (“”).",
        line=int(str(problem.args[1])) if len(problem.args) > 1 else 0,
    )


def _text(content: bytes) -> str:
    """The content as text, without a byte order mark."""
    _refuse_other_files(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _not_utf8(content, problem.start) from None
    if "\x00" in text:
        raise _wrong(
            "The file holds zero bytes, which no text has: it is damaged.",
            "Save it again from your spreadsheet.",
            line=text.count("\n", 0, text.index("\x00")) + 1,
        )
    return text


def _refuse_other_files(content: bytes) -> None:
    """Raises Problems for what its first bytes or its size show to be no CSV file of ours."""
    if len(content) > MOST_BYTES:
        raise _wrong(
            f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.",
            "Check that it is the right file, or split it.",
        )
    if not content.strip():
        raise _wrong("The file is empty.", "Check that it is the right file, and saved.")
    if content.startswith(_WORKBOOKS):
        raise _wrong("This is a spreadsheet workbook, not a CSV file.", SAVE_AS_UTF8)
    # Without a byte order mark, UTF-16 shows in the zero byte beside each plain letter.
    if content.startswith(_UTF_16) or content[:200].count(0) > len(content[:200]) // 4:
        raise _wrong(
            "The file is written in UTF-16 (Excel calls it “Unicode text”), not in UTF-8.",
            SAVE_AS_UTF8,
        )


def _not_utf8(content: bytes, at: int) -> Problems:
    """Names the line, and shows the spot as Windows-1252 reads it: nearly always the cause."""
    spot = content[max(0, at - 12) : at + 12].decode("cp1252", errors="replace")
    spot = " ".join(spot.split())
    return _wrong(
        f"The file is not written in UTF-8. Near “{spot}” it looks like Windows-1252, which "
        "Excel writes for the type “CSV (comma delimited)”.",
        SAVE_AS_UTF8,
        line=content.count(b"\n", 0, at) + 1,
    )


def _rows(text: str) -> Iterator[Row]:
    separator, text = _separator(text)
    # The limit is one for the whole process: it may grow with the largest file, no further.
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number, line = 0, 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise csv.Error(str(problem), line) from None
        number += 1
        yield Row(number, line, tuple(cells))
        line = reader.line_num + 1


def _separator(text: str) -> tuple[str, str]:
    """What separates the cells, and the text without Excel's own line that says so."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    return max(_SEPARATORS, key=lambda sign: _cells_in(first, sign)), text


def _cells_in(line: str, separator: str) -> int:
    """How many cells the line has; an unusable one counts as one cell."""
    try:
        return len(next(csv.reader([line], delimiter=separator), [""]))
    except csv.Error:
        return 1


def _wrong(message: str, remedy: str, *, line: int = 0) -> Problems:
    return Problems([Problem(line, "", message, remedy)])
