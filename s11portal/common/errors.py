"""The ways a service or an importer says no, in words for the person."""

from collections.abc import Iterable
from dataclasses import dataclass


class Refused(Exception):
    """A rule says no. The message is a sentence that may be shown to the person."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a file: where it is, what is wrong, what to do.

    `line` counts from 1 (0 when the whole file is meant); `place` names the spot in
    the file's own words ('question 1.2, scale' or 'row 4, column 2.1').
    """

    line: int
    place: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = f"Line {self.line}" if self.line else "File"
        place = f", {self.place}" if self.place else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{where}{place}: {self.message}{remedy}"


class Problems(Exception):
    """A file cannot be taken in. Holds every problem found, in the file's order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
