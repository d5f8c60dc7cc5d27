"""A small template, and files of returns to it as the reader finds them."""

import pytest

from audits.response_file.rules import file as file_rules
from audits.submission.rules.answer import Answer
from audits.template.rules.structure import YES_NO, Level, Question, Scale, Standard, Structure
from s11portal.common.errors import Problem, Problems

GRADE = Scale(
    "grade", "Grade", "higher_is_better", (Level("0", "Inadequate", 0), Level("1", "Good", 1))
)
PLACES = Scale(
    "places",
    "Places",
    "none",
    (Level("a", "Schools"), Level("b", "Homes"), Level("x", "Elsewhere", other=True)),
    origin="choices",
)
BOXES = {"examples": "optional", "evidence": "absent", "difference": "absent"}
QUESTIONS = (
    Question("lead", "1.1", text="Led?", type="rating", scale=GRADE, boxes=BOXES, na_allowed=True),
    Question("uses", "1.2", text="Volunteers?", type="yes_no", scale=YES_NO),
    Question(
        "volunteers",
        "1.10",
        text="Supervised?",
        type="rating",
        scale=GRADE,
        shown_when={"question": "uses", "is": "yes"},
    ),
    Question("where", "2a", text="Where?", type="tick_all", scale=PLACES),
    Question("staff", "2b", text="How many?", type="number"),
    Question("when", "3", text="When?", type="date"),
    Question("more", "4", text="More?", type="text"),
)
STRUCTURE = Structure("small", "Small", "full", (Standard("all", "1", "All", QUESTIONS),))
ANYBODY = {"sector": "Health", "size": "small", "duty": "no"}


def read(text: str | bytes) -> file_rules.ResponseFile:
    """The file that holds `text`."""
    return file_rules.read(STRUCTURE, text.encode() if isinstance(text, str) else text)


def only(problems: tuple[Problem, ...] | list[Problem]) -> Problem:
    """The one problem there is."""
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def refused(content: bytes) -> Problem:
    """Why the whole file cannot be taken."""
    with pytest.raises(Problems) as caught:
        read(content)
    return only(caught.value.problems)


def one(header: str, row: str) -> file_rules.ResponseFile:
    """A file of one agency."""
    return read(f"agency,sector,{header}\nAsh House,Health,{row}\n")


def answer(header: str, row: str) -> Answer:
    """The one answer of a file of one agency."""
    file = one(header, row)
    assert not file.problems, [str(problem) for problem in file.problems]
    (found,) = file.responses[0].answers.values()
    return found
