"""The small template as a file, and what is found wrong when it is changed."""

import pytest

from audits.template import file as template_file
from s11portal.common.errors import Problem, Problems
from tests.factories.audits import SMALL_TEMPLATE

GOOD = SMALL_TEMPLATE.format(key="small", name="Small audit")


def problems(content: str | bytes) -> list[Problem]:
    """All problems of a bad file."""
    with pytest.raises(Problems) as refused:
        template_file.read(content)
    return refused.value.problems


def problem(content: str | bytes) -> Problem:
    """The only problem there is."""
    found = problems(content)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]


def line_of(text: str, content: str = GOOD) -> int:
    """The line on which `text` begins for the first time."""
    return content[: content.index(text)].count("\n") + 1


def changed(old: str, new: str) -> str:
    """The good file with one thing changed."""
    assert old in GOOD, old
    return GOOD.replace(old, new, 1)
