"""A partnership with the published ten questions, and the published returns."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from agencies.models import Partnership
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle
from audits.template.services.version import import_template
from tests.factories.agencies import PartnershipFactory
from tests.factories.cycles import manager_of

ROOT = Path(__file__).parents[3]
RETURNS = ROOT / "tests/data/south-gloucestershire-2020-21/responses.csv"
TEMPLATE = ROOT / "audits/library/section-11-ten-questions.yaml"


@pytest.fixture
def partnership() -> Partnership:
    """A partnership with nobody on its list yet."""
    return PartnershipFactory(slug="brackenshire")


@pytest.fixture
def cycle(partnership: Partnership) -> Cycle:
    """Its past audit of ten questions, being prepared, without agencies."""
    version = import_template(
        actor=None, partnership=partnership, text=TEMPLATE.read_bytes(), publish=True
    )
    return cycle_services.create(
        actor=None,
        partnership=partnership,
        title="Section 11 audit 2020-21",
        period="2020-21",
        opens_on=date(2020, 11, 2),
        closes_on=date(2021, 2, 26),
        version=version,
        listings=[],
    )


@pytest.fixture
def manager(client: Client, partnership: Partnership) -> Client:
    """The manager's browser."""
    client.force_login(manager_of(partnership))
    return client
