"""On a phone, 390 wide: no page scrolls sideways, and nobody is shut out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.cycles import manager_of
from tests.factories.returns import Row, cycle_with, published_rows
from tests.factories.submissions import open_return
from tests.stories.steps import answering as steps

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Any], None]
LetIn = Callable[[Any, Any], None]
LONG = "A rather long answer with_one_very_long_word_that_nobody_could_break_by_hand_" + "x" * 60


@pytest.fixture
def phone(new_page: Callable[..., Any]) -> Any:
    return new_page(width=390, height=800)


def test_a_lead_answers_on_a_phone(phone: Any, looked_at: Look, let_in: LetIn) -> None:
    work = open_return()
    colleague = person_at(work.agency, "contributor")
    work.edit(colleague, "policy", value={"level": "partly"}, examples=LONG)
    let_in(phone, work.lead)
    phone.goto("/your-work/")
    looked_at(phone)
    phone.get_by_role("link", name="Section 11 audit 2026").click()
    looked_at(phone)
    phone.get_by_role("link", name="Continue with 1 Leadership").click()
    looked_at(phone)
    steps.choose(phone, "1.3", "No")
    steps.sees_saved(phone, "1.3")
    for page in ("check", "sign"):
        phone.goto(steps.address(work, page))
        looked_at(phone)
    # The menu of the place is folded away.
    phone.get_by_role("button", name="Menu").click()
    expect(phone.get_by_role("link", name="Colleagues")).to_be_visible()
    looked_at(phone)


def test_a_manager_looks_at_the_board_and_the_results_on_a_phone(
    phone: Any, looked_at: Look, let_in: LetIn
) -> None:
    texts = {"1.1": {"examples": LONG}}
    rows = [*published_rows(), Row("Ash House", "Health", {"1.1": "2"}, texts)]
    cycle = cycle_with(PartnershipFactory(), rows=rows)
    let_in(phone, manager_of(cycle.partnership))
    kwargs = {"slug": cycle.partnership.slug}
    for name in ("partnership-home", "cycles", "results", "listings", "partnership-people"):
        phone.goto(reverse(name, kwargs=kwargs))
        looked_at(phone)
    for name in ("cycle-board", "cycle-results", "cycle-report"):
        phone.goto(reverse(name, kwargs={**kwargs, "pk": cycle.pk}))
        looked_at(phone)


def test_with_letters_twice_as_large_a_long_choice_fits_the_phone(
    phone: Any, looked_at: Look, let_in: LetIn
) -> None:
    partnership = PartnershipFactory()
    let_in(phone, manager_of(partnership))
    phone.goto(reverse("cycle-create", kwargs={"slug": partnership.slug}))
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    looked_at(phone)


def test_charts_fit_the_phone_and_each_is_there_once(phone: Any, let_in: LetIn) -> None:
    cycle = cycle_with(PartnershipFactory(), rows=published_rows())
    let_in(phone, manager_of(cycle.partnership))
    phone.goto(
        reverse("cycle-results", kwargs={"slug": cycle.partnership.slug, "pk": cycle.pk}),
    )
    who = phone.get_by_role("img", name="Who answered, by sector")
    questions = phone.get_by_role("img", name="how agencies answered")
    for width in (390, 1280):
        phone.set_viewport_size({"width": width, "height": 800})
        expect(who).to_have_count(1)
        expect(questions).to_have_count(10)
        for chart in (who, *questions.all()):
            size = chart.bounding_box()
            assert size["x"] >= 0
            assert size["x"] + size["width"] <= width
            # as large as it is drawn: its letters are not shrunk away
            assert size["width"] >= (344 if width == 390 else 640)
