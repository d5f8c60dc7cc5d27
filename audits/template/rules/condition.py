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
from typing import Any

Condition = Mapping[str, Any]


def holds(
    condition: Condition | None, chosen: Mapping[str, frozenset[str]], respondent: Mapping[str, str]
) -> bool:
    """Whether the condition is true. No condition (None) counts as true.

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
