"""Conditions: whether a question is asked of this respondent.

A condition is plain JSON by keys, as in the template file:

    {"question": "uses-volunteers", "is": "yes"}
    {"question": "grade", "is_not": "3"}      {"question": "grade", "any_of": ["0", "1"]}
    {"respondent": "sector", "is": "Health"}
    {"all": [condition, ...]}                 {"any": [condition, ...]}

A term about a question that is hidden, unanswered or not applicable is false, 'is not'
included: silence proves nothing.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answer import Answer
    from .structure import Structure

Condition = Mapping[str, Any]


def holds(
    condition: Condition | None, chosen: Mapping[str, frozenset[str]], respondent: Mapping[str, str]
) -> bool:
    """Whether the condition is true. None is: there is nothing to fulfil.

    `chosen` has the level codes chosen at each question that counts as answered;
    `respondent` the attributes of the agency (sector, size, duty).
    """
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, chosen, respondent) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, chosen, respondent) for part in condition["any"])
    if "respondent" in condition:
        have = frozenset({respondent.get(condition["respondent"], "")}) - {""}
    else:
        have = chosen.get(condition["question"], frozenset())
    if not have:
        return False
    if "is" in condition:
        return condition["is"] in have
    if "is_not" in condition:
        return condition["is_not"] not in have
    return bool(have & frozenset(condition["any_of"]))


def sources(condition: Condition | None) -> Iterator[str]:
    """The keys of the questions a condition asks about."""
    if condition is None:
        return
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from sources(part)
    if "question" in condition:
        yield condition["question"]


def shown_keys(
    structure: "Structure", answers: "Mapping[str, Answer]", respondent: Mapping[str, str]
) -> frozenset[str]:
    """The keys of the questions that are asked, given answers by key.

    Conditions look back only (a file with a forward one is refused), so one pass in
    the template's order settles every question, chains included.
    """
    chosen: dict[str, frozenset[str]] = {}
    shown = set()
    for standard in structure.standards:
        if not holds(standard.shown_when, chosen, respondent):
            continue
        for question in standard.questions:
            if not holds(question.shown_when, chosen, respondent):
                continue
            shown.add(question.key)
            answer = answers.get(question.key)
            if answer is not None and not answer.na:
                chosen[question.key] = answer.codes
    return frozenset(shown)
