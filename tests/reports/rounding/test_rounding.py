"""How percentages are rounded may be changed until a report of the audit is published."""

import pytest
from django.urls import reverse

from agencies.models import History
from reports.publication import services as publication_services
from reports.report.services import report as report_services
from reports.rounding import services as rounding_services
from s11portal.common.errors import Refused
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import cycle_with, published_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    partnership = PartnershipFactory(slug="wexcombe")
    return cycle_with(partnership, rows=published_rows(), percentages="whole")


def published(cycle):
    """A report of the audit that executives can read."""
    report = report_services.open_draft(actor=None, partnership=cycle.partnership, cycle=cycle)
    document, _ = report_services.make_document(actor=None, report=report)
    type(document).objects.filter(pk=document.pk).update(state="ready")
    document.refresh_from_db()
    publication_services.publish(actor=None, document=document)
    return document


def test_the_manager_changes_it_and_the_results_follow(client, cycle):
    client.force_login(person_at(cycle.partnership, "manager"))
    place = {"slug": "wexcombe", "pk": cycle.pk}
    results = reverse("cycle-results", kwargs=place)
    assert "1 of 22 (5%)" in client.get(results).content.decode()
    change = reverse("cycle-percentages", kwargs=place)
    assert change in client.get(results).content.decode()
    client.post(change, {"percentages": "add_up"})
    page = client.get(results).content.decode()
    assert "1 of 22 (4%)" in page
    assert "are made to add up to 100" in page
    assert History.objects.filter(verb="changed how percentages are rounded in").count() == 1


def test_an_executive_is_offered_no_change(client, cycle):
    client.force_login(person_at(cycle.partnership, "executive"))
    place = {"slug": "wexcombe", "pk": cycle.pk}
    page = client.get(reverse("cycle-results", kwargs=place)).content.decode()
    assert "Change how percentages are rounded" not in page


def test_nothing_chosen_is_said_and_stores_nothing(client, cycle):
    client.force_login(person_at(cycle.partnership, "manager"))
    change = reverse("cycle-percentages", kwargs={"slug": "wexcombe", "pk": cycle.pk})
    page = client.post(change, {}).content.decode()
    assert "Select how percentages should be rounded" in page
    cycle.refresh_from_db()
    assert cycle.percentages == "whole"


def test_while_a_report_is_published_it_stays(client, cycle):
    document = published(cycle)
    with pytest.raises(Refused, match="Withdraw the report first"):
        rounding_services.choose(actor=None, cycle=cycle, percentages="add_up")
    client.force_login(person_at(cycle.partnership, "manager"))
    change = reverse("cycle-percentages", kwargs={"slug": "wexcombe", "pk": cycle.pk})
    page = client.get(change).content.decode()
    assert "Withdraw the report first" in page
    assert "<fieldset" not in page
    said = client.post(change, {"percentages": "add_up"}).content.decode()
    assert "you cannot change how its percentages are rounded" in said
    publication_services.withdraw(actor=None, document=document, reason="Two figures were wrong")
    assert rounding_services.choose(actor=None, cycle=cycle, percentages="add_up")
