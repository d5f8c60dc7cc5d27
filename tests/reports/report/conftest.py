"""Two managers of the partnership 'wexcombe', and the report they write."""

import pytest
from django.test import Client

from reports.models import Report
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import cycle_with, published_rows

from .person import Person


@pytest.fixture
def partnership():
    return PartnershipFactory(slug="wexcombe")


@pytest.fixture
def manager(client, partnership):
    return Person(client, person_at(partnership, "manager", name="Helen Hall"))


@pytest.fixture
def colleague(partnership):
    """A second manager, in a browser of their own."""
    return Person(Client(), person_at(partnership, "manager", name="Imran Iqbal"))


@pytest.fixture
def report(manager, partnership):
    cycle = cycle_with(partnership, rows=published_rows())
    manager.post("cycle-report-start", pk=cycle.pk)
    return Report.objects.get()


@pytest.fixture
def summary(report):
    return report.sections.get(key="summary")


@pytest.fixture
def analysis(report):
    return report.sections.filter(key__startswith="question:").first()


@pytest.fixture
def recommendation(manager, report):
    manager.post("recommendation-add", pk=report.cycle_id)
    return report.sections.get(key="recommendation:1")
