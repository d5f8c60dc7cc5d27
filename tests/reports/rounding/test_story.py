"""Changing how percentages are rounded, in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import cycle_with, published_rows

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_manager_chooses_another_way_of_rounding(page, let_in, axe):
    cycle = cycle_with(PartnershipFactory(), rows=published_rows(), percentages="whole")
    let_in(page, person_at(cycle.partnership, "manager"))
    place = {"slug": cycle.partnership.slug, "pk": cycle.pk}
    page.goto(reverse("cycle-results", kwargs=place))
    axe(page)
    page.get_by_role("link", name="Change how percentages are rounded").click()
    axe(page)
    page.get_by_label("Two decimal places").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("rounded to two decimal places, halves up")).to_be_visible()
