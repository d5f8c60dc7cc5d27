"""What an agency prints of a return."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories.submissions import open_return
from tests.stories.steps import answering as steps

pytestmark = pytest.mark.django_db(transaction=True)

HOW_HIGH = "e => e.checkVisibility({contentVisibilityAuto: true}) ? e.offsetHeight : 0"


def test_a_printed_draft_has_the_answers_of_complete_standards(
    page: Any, let_in: Callable[[Any, Any], None]
) -> None:
    work = open_return()
    work.edit(work.lead, "staff", value={"number": "12"})
    let_in(page, work.lead)
    page.goto(steps.address(work, "check"))
    answer = page.locator("#line-staff .s11-read__answer")
    assert answer.evaluate(HOW_HIGH) == 0
    page.emulate_media(media="print")
    assert answer.evaluate(HOW_HIGH) > 0
    assert page.get_by_role("button", name="Sign out").count() == 0
