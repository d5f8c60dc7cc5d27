"""What the pages of a return show of its standards."""

from collections.abc import Mapping
from dataclasses import dataclass

from audits.submission.rules.answer import EMPTY, UNANSWERED, Answer, missing, state
from audits.template.rules.structure import Standard, Structure


@dataclass(frozen=True)
class StandardProgress:
    """How far one standard is. One without any question for this agency is left out.

    `incomplete` questions stand in the way of submitting; `optional` ones are unanswered
    and may stay so.
    """

    standard: Standard
    asked: int
    answered: int
    incomplete: int
    optional: int

    @property
    def state(self) -> str:
        """not_started, in_progress, or complete: nothing missing."""
        if self.incomplete == 0:
            return "complete"
        return "in_progress" if self.answered else "not_started"


def progress(
    structure: Structure, answers: Mapping[str, Answer], shown: frozenset[str]
) -> list[StandardProgress]:
    """How far each standard with shown questions is, in order."""
    found = []
    for standard in structure.standards:
        questions = [question for question in standard.questions if question.key in shown]
        pairs = [(question, answers.get(question.key, EMPTY)) for question in questions]
        if not pairs:
            continue
        found.append(
            StandardProgress(
                standard=standard,
                asked=len(pairs),
                answered=sum(state(*pair) != UNANSWERED for pair in pairs),
                incomplete=sum(bool(missing(*pair)) for pair in pairs),
                optional=sum(state(*pair) == UNANSWERED and not pair[0].required for pair in pairs),
            )
        )
    return found


def time_needed(asked: int) -> str:
    """About how long the questions take, in words: 'about 90 minutes', 'about 3 hours'.

    Half an hour to find one's way and the papers, and five minutes a question.
    """
    minutes = -(-(30 + 5 * asked) // 15) * 15
    return f"about {minutes} minutes" if minutes <= 90 else f"about {round(minutes / 60)} hours"
