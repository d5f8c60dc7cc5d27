"""The texts of a report: which there are, how each is keyed, and what is missing of one."""

import re
from collections.abc import Mapping
from typing import Any

# What keys are made of, wherever they come from: PostgreSQL refuses to look for some characters.
KEY = r"[\w:.-]+"

COVER = "cover"
FOREWORD = "foreword"
SUMMARY = "summary"
ABOUT = "about"
METHOD = "method"
LIMITS = "limits"
QUESTION = "question"
RECOMMENDATION = "recommendation"

MOST_CHARACTERS = 20_000

# The texts every report has besides those of its questions: key and title.
FIXED = {
    FOREWORD: "Foreword",
    SUMMARY: "Summary",
    ABOUT: "What this audit is",
    METHOD: "How we did it",
    LIMITS: "Limits of the figures",
}
# The parts of a text besides its body. `due` is a date (2021-10-29), `question` an identity.
PARTS = {
    FOREWORD: ("foreword_by",),
    QUESTION: ("quotation", "quotation_from", "practice_title", "practice", "practice_from"),
    RECOMMENDATION: ("action", "owner", "support", "due", "success", "question"),
}
COVER_FIELDS = ("title", "edition", "marking")

# What a new report says about Section 11, for the manager to change.
ABOUT_DRAFT = (
    "Section 11 of the Children Act 2004 asks councils, the police, health bodies, probation, "
    "prisons, youth justice services and others to keep children safe, and to promote their "
    "welfare, in everything they do. Other organisations that work with children answer this "
    "audit because they choose to, or because an agreement with a commissioner asks for it.\n\n"
    "The audit is a self-assessment: each agency judges its own work against the same standards. "
    "It helps the agency to see where it is strong and where it is not, and the partnership to "
    "see where help is needed. It is not an inspection, and it does not rank agencies."
)


def question_key(identity: int) -> str:
    """The key of the analysis of one question."""
    return f"{QUESTION}:{identity}"


def recommendation_key(number: int) -> str:
    """The key of a recommendation. Keys are never used again; the order is the position."""
    return f"{RECOMMENDATION}:{number}"


def is_key(text: str) -> bool:
    """Whether a text could be keyed so: what is sent as a key may hold anything."""
    return re.fullmatch(KEY, text) is not None


def kind_of(key: str) -> str:
    """cover, foreword, summary, about, method, limits, question or recommendation."""
    return key.partition(":")[0]


def number_of(key: str) -> int:
    """The identity of a question's key, the number of a recommendation's; 0 for the others."""
    number = key.partition(":")[2]
    return int(number) if number.isdecimal() else 0


def says(fields: Mapping[str, Any]) -> bool:
    """Whether anything is written in any field of a text."""
    return any(str(value or "").strip() for value in fields.values())


def gaps(kind: str, fields: Mapping[str, Any]) -> dict[str, str]:
    """What is missing of a text that holds only half of something, as a sentence per field.

    It is stored all the same; the report leaves such a half out, so the manager is told.
    """

    def has(*names: str) -> bool:
        return any(str(fields.get(name) or "").strip() for name in names)

    found = {}
    if kind == FOREWORD and has("foreword_by") and not has("body"):
        found["body"] = "Enter the foreword, or clear ‘Signed by’."
    if kind == QUESTION:
        if has("quotation_from") and not has("quotation"):
            found["quotation"] = "Enter the quotation, or clear ‘Who said this’."
        if has("practice_title", "practice_from") and not has("practice"):
            found["practice"] = "Enter what they do, or clear the other boxes on good practice."
        if has("practice", "practice_from") and not has("practice_title"):
            found["practice_title"] = (
                "Enter a heading for the good practice, or clear the other boxes on it."
            )
    if kind == RECOMMENDATION and not has("title"):
        found["title"] = "Enter the recommendation."
    return found


def halves(kind: str, fields: Mapping[str, Any]) -> str:
    """What a text holds only half of, for a list: 'good practice has no heading'; or nothing."""
    missing = gaps(kind, fields)
    words = {
        "body": "it is signed but has no text",
        "quotation": "it says who said this, but has no quotation",
        "practice": "the good practice has no text",
        "practice_title": "the good practice has no heading",
        "title": "it does not say what is recommended",
    }
    return ", and ".join(words[name] for name in missing)
