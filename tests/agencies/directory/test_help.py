"""Whom agencies can ask for help: every email about an audit says it."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.directory.services import partnership as partnership_services
from agencies.membership import queries as membership_queries
from agencies.models import Partnership
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.cycles import prepared_cycle

pytestmark = pytest.mark.django_db
OFFICE = {"name": "The office", "phone": "01632 960001", "email": "office@north.example"}


@pytest.fixture
def partnership() -> Partnership:
    """A partnership with a business manager."""
    partnership = PartnershipFactory(slug="northshire", name="Northshire")
    person_at(partnership, "manager", name="Helen Ward", email="helen@north.example")
    return partnership


def test_a_manager_says_who_can_help(client: Client, partnership: Partnership) -> None:
    client.force_login(membership_queries.people(partnership).get().user)
    url = reverse("who-can-help", kwargs={"slug": "northshire"})
    assert url in client.get(reverse("listings", kwargs={"slug": "northshire"})).content.decode()
    answer = client.post(url, {"name": "The office"})
    assert b"Enter a phone number or an email address." in answer.content
    assert client.post(url, OFFICE).status_code == 302
    partnership.refresh_from_db()
    assert membership_queries.help_at(partnership) == tuple(
        OFFICE[name] for name in ("name", "email", "phone")
    )
    assert b"01632 960001" in client.get(url).content


def test_without_that_it_is_a_business_manager(partnership: Partnership) -> None:
    assert membership_queries.help_at(partnership) == ("Helen Ward", "helen@north.example", "")
    assert membership_queries.help_at(PartnershipFactory()) == ("", "", "")


def test_every_email_about_an_audit_says_it(partnership: Partnership) -> None:
    partnership_services.name_help(actor=None, partnership=partnership, **OFFICE)
    partnership.refresh_from_db()
    cycle = prepared_cycle(partnership, agencies=1)
    cycle_services.launch(actor=None, cycle=cycle)
    row = cycle.participants.select_related("cycle__partnership", "agency").get()
    participant_services.move_date(
        actor=None, participant=row, due_on=cycle.closes_on.replace(day=18)
    )
    cycle_services.close(actor=None, cycle=cycle)
    assert OutgoingMail.objects.count() == 3
    for mail in OutgoingMail.objects.all():
        assert "contact The office at Northshire:" in mail.body
        assert "Phone: 01632 960001\nEmail: office@north.example" in mail.body
