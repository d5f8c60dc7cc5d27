"""A submitted return for reading: its frozen rows beside the questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from audits.models import RevisionAnswer
from audits.submission.rules.answer import ANSWERED, EMPTY, NOT_APPLICABLE, Answer, missing, state
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.structure import BOX_TITLES, Question, Standard, Structure
from s11portal.common.dates import uk_date
from s11portal.common.numbers import with_unit

# What the texts are called where somebody else than the agency reads them.
TITLES_FOR_OTHERS = {
    **BOX_TITLES,
    "examples": "Examples of what the agency does",
    "evidence": "Evidence the agency holds",
}


@dataclass(frozen=True)
class Line:
    """One question and what was said: the answer in words and the texts under their titles."""

    question: Question
    state: str
    text: str
    colour: str
    na_reason: str
    texts: tuple[tuple[str, str], ...]
    missing: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The question's key."""
        return self.question.key


@dataclass(frozen=True)
class Block:
    """One standard with its lines. `folded`: "yes", "open" (it can be folded), or not at all."""

    standard: Standard
    lines: tuple[Line, ...]
    folded: str = ""


def of_revision(
    structure: Structure,
    rows: Iterable[RevisionAnswer],
    titles: Mapping[str, str] = BOX_TITLES,
) -> list[Block]:
    """The blocks of a revision. `rows` come with their values (and levels) prefetched.

    Questions that were not asked are left out.
    """
    by_question = {row.question_id: row for row in rows}
    return _blocks(
        structure,
        {
            question.key: line_of(question, by_question[question.id], titles)
            for question in structure.questions
            if question.id in by_question and by_question[question.id].state != "hidden"
        },
    )


def of_answers(
    structure: Structure, answers: Mapping[str, Answer], shown: frozenset[str]
) -> list[Block]:
    """The blocks of a working return, with what is still missing in each question."""
    lines = {
        question.key: line_of_answer(question, answers.get(question.key, EMPTY))
        for question in structure.questions
        if question.key in shown
    }
    return _blocks(structure, lines)


def line_of_answer(question: Question, answer: Answer) -> Line:
    """One working answer for reading."""
    how = state(question, answer)
    kind = question_type_rules.type_of(question)
    return Line(
        question=question,
        state=how,
        text=kind.as_text(question, answer.value) if how == ANSWERED else "",
        colour=_colour(question, answer.codes),
        na_reason=answer.na_reason if how == NOT_APPLICABLE else "",
        texts=_texts(answer, BOX_TITLES),
        missing=tuple(missing(question, answer)),
    )


def folded(blocks: Iterable[Block], at: str) -> list[Block]:
    """The blocks with complete ones folded, but for the one with question `at`."""
    return [
        block
        if any(line.missing for line in block.lines)
        else replace(block, folded="open" if at in _keys(block) else "yes")
        for block in blocks
    ]


def _keys(block: Block) -> set[str]:
    return {line.key for line in block.lines}


def _blocks(structure: Structure, lines: Mapping[str, Line]) -> list[Block]:
    blocks = [
        Block(standard, tuple(lines[q.key] for q in standard.questions if q.key in lines))
        for standard in structure.standards
    ]
    return [block for block in blocks if block.lines]


def line_of(
    question: Question, row: RevisionAnswer, titles: Mapping[str, str] = BOX_TITLES
) -> Line:
    """One frozen answer for reading; its values and their levels are prefetched."""
    values = list(row.values.all())
    levels = [value.level for value in values if value.level]
    return Line(
        question=question,
        state=row.state,
        text=_words(question, values),
        colour=levels[0].colour if len(levels) == 1 else "",
        na_reason=row.na_reason,
        texts=_texts(row, titles),
    )


def _words(question: Question, values: list) -> str:
    """The values in words, in the wording of the template version they were given to."""
    parts = []
    for value in values:
        if value.level:
            parts.append(value.level.label)
        elif value.number is not None:
            parts.append(with_unit(f"{value.number.normalize():f}", question.unit))
        elif value.date:
            parts.append(uk_date(value.date))
        elif value.data and "text" in value.data:
            parts.append(value.data["text"])
        if value.data and value.data.get("other"):
            parts.append(value.data["other"])
    return "; ".join(parts)


def _texts(
    source: Answer | RevisionAnswer, titles: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    pairs = ((title, getattr(source, name)) for name, title in titles.items())
    return tuple((title, text) for title, text in pairs if text)


def _colour(question: Question, codes: frozenset[str]) -> str:
    if question.scale is None or len(codes) != 1:
        return ""
    return question.scale.by_code[next(iter(codes))].colour
