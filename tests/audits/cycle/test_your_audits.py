"""What waits in audits costs one query, whatever the number of places."""

import pytest

from agencies.membership import queries as membership_queries
from agencies.models import Membership
from audits.cycle.presenters import your_audits as your_audits_presenters
from audits.cycle.services import cycle as cycle_services
from tests.factories.agencies import MembershipFactory, PartnershipFactory, UserFactory
from tests.factories.cycles import launched_cycle, prepared_cycle, submitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("places", [1, 3])
def test_a_lead_of_several_agencies(places: int, django_assert_num_queries) -> None:
    person = UserFactory()
    for _ in range(places):
        agency = launched_cycle(agencies=1).participants.get().agency
        MembershipFactory(user=person, agency=agency, roles=["lead"])
    own = membership_queries.current(person)
    with django_assert_num_queries(1):
        found = your_audits_presenters.returns(own)
    assert [len(items) for items in found.values()] == [1] * places


@pytest.mark.parametrize("places", [1, 3])
def test_a_manager_of_several_partnerships(places: int, django_assert_num_queries) -> None:
    person = UserFactory()
    for _ in range(places):
        partnership = PartnershipFactory()
        cycle = launched_cycle(partnership, agencies=2)
        submitted(cycle.participants.earliest("pk"))
        MembershipFactory(user=person, partnership=partnership, roles=["manager"])
    own = membership_queries.current(person)
    with django_assert_num_queries(1):
        found = your_audits_presenters.running(own)
    assert [items[0].text for items in found.values()] == ["1 of 2 agencies returned"] * places


def test_nothing_waits_before_the_launch_and_after_the_end() -> None:
    cycle = prepared_cycle(agencies=1)
    own = list(Membership.objects.filter(agency=cycle.participants.get().agency))
    assert not any(your_audits_presenters.returns(own).values())
    cycle_services.launch(actor=None, cycle=cycle)
    assert any(your_audits_presenters.returns(own).values())
    cycle_services.close(actor=None, cycle=cycle)
    assert not any(your_audits_presenters.returns(own).values())


def test_an_executive_is_not_asked_to_chase() -> None:
    cycle = launched_cycle()
    MembershipFactory(
        user=UserFactory(), partnership=cycle.partnership, roles=["executive", "scrutineer"]
    )
    own = list(Membership.objects.filter(partnership=cycle.partnership))
    assert your_audits_presenters.running(own) == {}
