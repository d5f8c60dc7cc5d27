"""Which questions a return is asked: the template's conditions over the answers given."""

from collections.abc import Mapping

from audits.submission.rules.answer import Answer
from audits.template.rules.condition import holds
from audits.template.rules.structure import Structure


def shown_keys(
    structure: Structure, answers: Mapping[str, Answer], respondent: Mapping[str, str]
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
