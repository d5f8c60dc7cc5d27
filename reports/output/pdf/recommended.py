"""The recommendations as a report prints them, and what can be said of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from reports.output.content import Content, Recommendation
from reports.output.pdf.prose import curly, prose
from reports.results.rules import block as block_rules
from reports.results.rules.figures import QuestionFigures
from s11portal.common.words import counted, joined

# What the intro may promise of each, where each has it.
_SAID = (
    ("finding", "what was found"),
    ("action", "what is to be done"),
    ("owner", "who leads"),
    ("due", "by when"),
    ("success", "how success will be measured"),
)


@dataclass(frozen=True)
class Part:
    """A recommendation with its texts made ready, and the question it is about."""

    recommendation: Recommendation
    finding: SafeString
    action: SafeString
    success: SafeString
    question: QuestionFigures | None
    anchor: str


def parts_of(content: Content) -> tuple[Part, ...]:
    """Every recommendation, in its order."""
    return tuple(
        Part(
            recommendation=polished(row),
            finding=prose(row.finding),
            action=prose(row.action),
            success=prose(row.success),
            question=content.figures.question(row.question) if row.question else None,
            anchor=block_rules.anchor(row.question),
        )
        for row in content.recommendations
    )


def intro(rows: Sequence[Recommendation]) -> str:
    """How many there are, and what each of them says: only what is true of all."""
    if not rows:
        return ""
    number = counted(len(rows), "recommendation", "recommendations")
    words = [word for name, word in _SAID if all(getattr(row, name) for row in rows)]
    if not words:
        return f"{number}."
    each = "It says" if len(rows) == 1 else "Each says"
    return f"{number}. {each} {joined(words)}."


def polished(row: Recommendation) -> Recommendation:
    """The short texts with typographic quotation marks; the long ones go through prose()."""
    return replace(row, title=curly(row.title), owner=curly(row.owner), support=curly(row.support))
