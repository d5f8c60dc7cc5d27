"""The text of one cell of a file of returns."""

import re

from audits.response_file.rules.column import AGENCY, SECTOR, VALUE, Column
from audits.submission.rules.answer import MOST_CHARACTERS

# As long as the columns of the database that keep them.
LONGEST = {AGENCY: 200, SECTOR: 100}

_NOTHING = ("-", "–", "—")  # people put a dash where there is nothing
_FORMULA = ("=", "+", "-", "@")
_NEGATIVE_NUMBER = re.compile(r"-[\d., ]+")


class Wrong(Exception):
    """A cell cannot be taken. Its arguments: what is wrong, and what to do."""


def text(raw: str, column: Column) -> str:
    """The cell's text without the spaces around it. Raises Wrong."""
    written = raw.replace("\r\n", "\n").strip()
    if written in _NOTHING:
        return ""
    if _is_formula(raw, written, column):
        raise Wrong(
            f"The cell begins with {_sign(raw)}, as a spreadsheet formula does.",
            "Write the result instead; empty the cell if there is no answer; or, if it is "
            "meant as text, put an apostrophe (') in front.",
        )
    # The apostrophe with which spreadsheets mark a text that is no formula.
    if written.startswith("'") and written[1:2] in _FORMULA:
        written = written[1:]
    longest = LONGEST.get(column.part, MOST_CHARACTERS)
    if len(written) > longest:
        raise Wrong(
            f"The text has {len(written):,} characters; at most {longest:,} are possible.",
            "Shorten it.",
        )
    return written


def _is_formula(raw: str, written: str, column: Column) -> bool:
    if written and raw.lstrip(" ")[0] in "\t\r":
        return True
    if not written.startswith(_FORMULA):
        return False
    is_number = column.part == VALUE and column.question and column.question.type == "number"
    return not (is_number and _NEGATIVE_NUMBER.fullmatch(written))


def _sign(raw: str) -> str:
    first = raw.strip(" ")[0]
    return {"\t": "a tab", "\r": "a line break"}.get(first, f"“{first}”")
