"""What agencies wrote about one question, ready to read."""

from dataclasses import dataclass

from audits.models import RevisionAnswer
from audits.submission.presenters.revision import TITLES_FOR_OTHERS, Line, line_of
from audits.template.rules.structure import Question

STATES = {
    RevisionAnswer.State.NOT_APPLICABLE.value: "Not applicable",
    RevisionAnswer.State.UNANSWERED.value: "Not answered",
}


@dataclass(frozen=True)
class Written:
    """One agency's answer."""

    agency: str
    sector: str
    participant: int
    line: Line

    @property
    def answer(self) -> str:
        """The answer in words; a written answer stands among the texts."""
        if self.line.state in STATES:
            return STATES[self.line.state]
        return "" if self.line.question.type == "text" else self.line.text

    @property
    def colour(self) -> str:
        """The colour beside the words, empty where the answer is no level."""
        return self.line.colour

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """The texts given, each with its heading."""
        own = (("Answer", self.line.text),) if self.line.question.type == "text" else ()
        why = (("Why it does not apply", self.line.na_reason),)
        return tuple(pair for pair in (*own, *why, *self.line.texts) if pair[1])


def written_answer(question: Question, row: RevisionAnswer) -> Written:
    """One row of reports/results/queries/written.py."""
    return Written(
        agency=row.agency_name,  # type: ignore[attr-defined] # annotated by the query
        sector=row.participant.sector,
        participant=row.participant_id,
        line=line_of(question, row, TITLES_FOR_OTHERS),
    )


def choices(question: Question) -> list[tuple[str, str]]:
    """What the answers may be narrowed to: levels, and the states outside the base."""
    levels = question.scale.levels if question.scale else ()
    return [*((level.code, level.label) for level in levels), *STATES.items()]
