"""Gathering problems, so that one reading of a file names them all."""

import difflib
from collections.abc import Iterable

from s11portal.common.errors import Problem, Problems

# Somebody can mend a hundred problems, not a million made by a machine.
MOST_PROBLEMS = 500
MOST_SUGGESTIONS = 40


class Collector:
    """The problems found so far."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._suggestions = 0

    def add(self, line: int, place: str, message: str, remedy: str = "") -> None:
        """Note a problem. Raises Problems at once when there are too many to be useful."""
        self._problems.append(Problem(line, place, message, remedy))
        if len(self._problems) >= MOST_PROBLEMS:
            message = f"There may be more problems than the {MOST_PROBLEMS} listed."
            self._problems.append(Problem(0, "", message, "Correct these and try again."))
            raise Problems(self._problems)

    def raise_if_any(self) -> None:
        """Raise Problems when anything was found."""
        if self._problems:
            raise Problems(self._problems)

    def suggest(self, wrong: str, right: Iterable[str], otherwise: str = "") -> str:
        """'Did you mean …?' when one of `right` looks like `wrong`, else `otherwise`.

        Comparing is slow: it is done for short names, and for the first few only.
        """
        if len(wrong) <= 100 and self._suggestions < MOST_SUGGESTIONS:
            self._suggestions += 1
            if close := difflib.get_close_matches(wrong, list(right), n=1):
                return f"Did you mean ‘{close[0]}’?"
        return otherwise


def short(text: str) -> str:
    """`text` as a message quotes it: in quotation marks, on one line, not too long."""
    text = " ".join(text.split())
    return f"‘{text}’" if len(text) <= 60 else f"‘{text[:59]}…’"
