"""The texts of a report: which there are, and how each is keyed."""

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

# What a new report says about Section 11, for the manager to change.
ABOUT_DRAFT = """\
Section 11 of the Children Act 2004 asks councils, the police, health bodies, probation, prisons,
youth justice services and others to keep children safe, and to promote their welfare, in
everything they do. Other organisations that work with children answer this audit because they
choose to, or because an agreement with a commissioner asks for it.

The audit is a self-assessment: each agency judges its own work against the same standards. It
helps the agency to see where it stands, and the partnership to see where help is needed. It is
not an inspection, and it does not rank agencies.
"""


def question_key(identity: int) -> str:
    """The key of the analysis of one question."""
    return f"{QUESTION}:{identity}"


def recommendation_key(number: int) -> str:
    """The key of a recommendation. Keys are never used again; the order is the position."""
    return f"{RECOMMENDATION}:{number}"


def kind_of(key: str) -> str:
    """foreword, summary, about, method, limits, question or recommendation."""
    return key.partition(":")[0]


def number_of(key: str) -> int:
    """The identity of a question's key, the number of a recommendation's; 0 for the others."""
    return int(key.partition(":")[2] or 0)
