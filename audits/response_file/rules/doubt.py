"""Rows of a file of returns about which a person has to decide: sums, and names nearly alike.

Nothing is merged or left out silently: each doubt is asked, and its answer is one of its choices.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from audits.response_file.rules.file import Response
from audits.response_file.rules.words import normal

SKIP, AGENCY, SAME, NEW = "skip", "agency", "same", "new"

# What spreadsheets call the rows below or above the agencies.
_SUMS = re.compile(
    r"(grand |sub-?)?totals?|sums?|averages?|means?|medians?|counts?|overall|all agencies"
    r"|(total|average|mean|number) (of|score|scores|for)\b.*"
)
_WORDS_THAT_VARY = {"the", "and", "ltd", "limited", "plc", "llp", "cic", "cio", "inc"}
# Comparing letter by letter takes a tenth of a millisecond for each pair of names.
MOST_COMPARED = 10_000
ALIKE = 0.9


@dataclass(frozen=True)
class Doubt:
    """One row to decide about. `other` is the name it is nearly the same as, or empty."""

    row: int
    line: int
    agency: str
    question: str
    choices: tuple[tuple[str, str], ...]
    other: str = ""


def find(responses: Iterable[Response], listed: Iterable[str]) -> list[Doubt]:
    """The rows to decide about, in their order. `listed` are the names on the partnership's list.

    A name that is on the list, whatever its case, spaces and apostrophes, is in no doubt.
    """
    known = list(dict.fromkeys(listed))
    exact = {normal(name) for name in known}
    bare = {_bare(name): name for name in known}
    earlier: dict[str, Response] = {}
    doubts = []
    budget = MOST_COMPARED
    for response in responses:
        name = response.agency
        if not name or normal(name) in exact:
            continue
        if _SUMS.fullmatch(normal(name)):
            doubts.append(_sum(response))
            continue
        budget -= len(known)
        other = bare.get(_bare(name)) or (_close(name, known) if budget > 0 else "")
        before = earlier.setdefault(_bare(name), response)
        if other:
            doubts.append(_on_the_list(response, other))
        elif before is not response and normal(before.agency) != normal(name):
            doubts.append(_in_the_file(response, before))
    return doubts


def decided(doubts: Iterable[Doubt], decisions: Mapping[int, str]) -> dict[int, str]:
    """The decisions that are an answer to a doubt, by row."""
    return {
        doubt.row: decisions[doubt.row]
        for doubt in doubts
        if decisions.get(doubt.row) in dict(doubt.choices)
    }


def _bare(name: str) -> str:
    """A name without what is written now so, now otherwise: '&', punctuation, 'Ltd', 'the'."""
    words = re.findall(r"\w+", normal(name).replace("'", "").replace("&", " and "))
    return " ".join(word for word in words if word not in _WORDS_THAT_VARY) or normal(name)


def _close(name: str, known: list[str]) -> str:
    """The name on the list that differs by little, such as a typing error; or empty."""
    # 'School 12' is no typing error for 'School 11'.
    by_normal = {normal(one): one for one in known if _numbers(one) == _numbers(name)}
    found = get_close_matches(normal(name)[:200], by_normal, n=1, cutoff=ALIKE)
    return by_normal[found[0]] if found else ""


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _sum(response: Response) -> Doubt:
    return Doubt(
        response.row.number,
        response.row.line,
        response.agency,
        f"Is “{response.agency}” in row {response.row.number} an agency?",
        ((SKIP, "No, leave this row out"), (AGENCY, "Yes, it is an agency")),
    )


def _on_the_list(response: Response, other: str) -> Doubt:
    return Doubt(
        response.row.number,
        response.row.line,
        response.agency,
        f"Is “{response.agency}” in row {response.row.number} the same agency as “{other}”?",
        ((SAME, f"Yes, it is {other}"), (NEW, "No, it is a different agency")),
        other,
    )


def _in_the_file(response: Response, before: Response) -> Doubt:
    return Doubt(
        response.row.number,
        response.row.line,
        response.agency,
        f"Is “{response.agency}” in row {response.row.number} the same agency as "
        f"“{before.agency}” in row {before.row.number}?",
        (
            (SKIP, f"Yes, leave row {response.row.number} out"),
            (NEW, "No, it is a different agency"),
        ),
        before.agency,
    )
