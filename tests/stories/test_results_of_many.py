"""Reading the results of an audit of many agencies, with and without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import Row, cycle_with, made_up_rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def results(let_in: Callable[[Any, Any], None]) -> Callable[[Any], None]:
    """Open the results of 215 agencies, of which 110 have not answered."""
    rows = [*made_up_rows(105), *(Row(f"Silent {n:03d}") for n in range(110))]
    cycle = cycle_with(PartnershipFactory(), rows=rows)
    manager = person_at(cycle.partnership, "manager")
    address = reverse("cycle-results", kwargs={"slug": cycle.partnership.slug, "pk": cycle.pk})

    def open_results(page: Any) -> None:
        let_in(page, manager)
        page.goto(address)

    return open_results


def test_a_page_with_two_lists_to_turn_passes_axe(
    page: Any, results: Callable[[Any], None], axe: Callable[[Any], None]
) -> None:
    results(page)
    expect(page.get_by_role("navigation", name="Pages of agencies")).to_have_count(2)
    axe(page)


def test_each_question_of_the_menu_is_large_enough_for_a_fingertip(
    page: Any, results: Callable[[Any], None]
) -> None:
    results(page)
    menu = page.get_by_role("navigation", name="On this page")
    questions = menu.get_by_role("link", name=re.compile("^Question"))
    expect(questions).to_have_count(10)
    sizes = [one.bounding_box() for one in questions.all()]
    assert all(min(size["width"], size["height"]) >= 24 for size in sizes)  # WCAG 2.2, 2.5.8


def test_a_manager_turns_the_pages_of_agencies(
    page_no_js: Any, results: Callable[[Any], None]
) -> None:
    results(page_no_js)
    chart = page_no_js.get_by_role("img", name="Who answered, by sector")
    expect(chart).to_have_count(1)
    scored = page_no_js.get_by_role("region", name="Agencies", exact=True)
    silent = page_no_js.get_by_role("region", name="Agencies without a return of their own")
    expect(scored.get_by_role("row")).to_have_count(1 + 100)
    pages = page_no_js.get_by_role("navigation", name="Pages of agencies", exact=True)
    pages.get_by_role("link", name="Next page").click()
    expect(page_no_js).to_have_url(re.compile(r"\?page=2#agencies$"))
    expect(scored.get_by_role("row")).to_have_count(1 + 5)
    pages = page_no_js.get_by_role("navigation", name="Pages of agencies without a return")
    pages.get_by_role("link", name="Page 2").click()
    expect(silent.get_by_role("row")).to_have_count(1 + 10)
    expect(scored.get_by_role("row")).to_have_count(1 + 5)
