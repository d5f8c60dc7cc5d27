"""'Your work': every place a person belongs to, with what waits there."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Membership, User
from agencies.place.presenters import home as home_presenters
from agencies.place.presenters import your_work as your_work_presenters
from agencies.place.presenters.your_work import Item, Urgency
from tests.factories.agencies import (
    AgencyFactory,
    ListingFactory,
    MembershipFactory,
    PartnershipFactory,
    UserFactory,
    person_at,
)

pytestmark = pytest.mark.django_db

WORK = reverse("your-work")


@pytest.fixture
def _only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what higher apps add."""
    from agencies.directory.presenters import next_steps as directory_presenters

    monkeypatch.setattr(
        your_work_presenters,
        "_providers",
        [directory_presenters.agencies_without_lead, directory_presenters.leads_without_colleagues],
    )
    monkeypatch.setattr(home_presenters, "_sections", {"partnership": {}, "agency": {}})


def test_who_belongs_nowhere_is_told_what_to_do(client: Client) -> None:
    client.force_login(UserFactory(email="lost@a.example"))
    page = client.get(WORK).content.decode()
    assert "You have not joined a partnership or an agency yet" in page
    assert "lost@a.example" in page


def test_two_hats_are_two_places(client: Client) -> None:
    """A director reads all returns and approves the own agency's: separate places."""
    partnership = PartnershipFactory(name="Northshire")
    director = person_at(partnership, "executive")
    agency = AgencyFactory(name="Northshire Police")
    MembershipFactory(user=director, agency=agency, roles=["approver", "lead"])
    places = your_work_presenters.places_of_work(director)
    assert [(p.name, p.kind, p.roles) for p in places] == [
        ("Northshire", "Partnership", ["Partnership executive"]),
        ("Northshire Police", "Agency", ["Agency lead", "Approver"]),
    ]
    client.force_login(director)
    page = client.get(WORK).content.decode()
    for place in places:
        assert f'href="{place.url}"' in page
        assert client.get(place.url).status_code == 200


@pytest.mark.usefixtures("_only_ours")
def test_a_manager_sees_which_agencies_have_no_lead(client: Client) -> None:
    partnership = PartnershipFactory()
    manager = person_at(partnership, "manager")
    [place] = your_work_presenters.places_of_work(manager)
    assert [item.text for item in place.items] == ["Add your agencies"]
    with_lead = ListingFactory(partnership=partnership)
    person_at(with_lead.agency, "lead")
    [place] = your_work_presenters.places_of_work(manager)
    assert place.items == []
    ListingFactory(partnership=partnership)
    ListingFactory(partnership=partnership)
    [place] = your_work_presenters.places_of_work(manager)
    assert [item.text for item in place.items] == ["2 agencies have no lead: invite one"]
    client.force_login(manager)
    assert len(client.get(place.items[0].url).context["page"]) == 2


@pytest.mark.usefixtures("_only_ours")
def test_an_executive_is_not_asked_to_add_agencies() -> None:
    [place] = your_work_presenters.places_of_work(person_at(PartnershipFactory(), "executive"))
    assert place.items == []


@pytest.mark.usefixtures("_only_ours")
def test_a_lead_who_is_alone_may_invite_colleagues() -> None:
    agency = AgencyFactory()
    lead = person_at(agency, "lead")
    [place] = your_work_presenters.places_of_work(lead)
    assert [item.text for item in place.items] == ["Invite your colleagues"]
    contributor = person_at(agency, "contributor")
    for person in (lead, contributor):
        [place] = your_work_presenters.places_of_work(person)
        assert place.items == []


@pytest.mark.usefixtures("_only_ours")
def test_higher_apps_say_what_waits_and_the_most_urgent_comes_first(client: Client) -> None:
    def returns(own: Sequence[Membership]) -> dict[int, list[Item]]:
        return {
            membership.pk: [
                Item("Read the news", "/x/", Urgency.INFORMATION),
                Item("Return <2026>", "/y/", Urgency.OVERDUE, "Due yesterday"),
            ]
            for membership in own
        }

    your_work_presenters.register(returns)
    your_work_presenters.register(returns)
    contributor = person_at(AgencyFactory(), "contributor")
    [place] = your_work_presenters.places_of_work(contributor)
    assert [item.url for item in place.items][:2] == ["/y/", "/x/"], "registered once, sorted"
    client.force_login(contributor)
    for address in (WORK, place.url):
        page = client.get(address).content.decode()
        assert "Return &lt;2026&gt;" in page
        assert "Overdue" in page


@pytest.mark.usefixtures("_only_ours")
@pytest.mark.parametrize("places", [1, 30])
def test_your_work_costs_the_same_with_1_and_30_places(client: Client, places: int) -> None:
    person = UserFactory()
    for _ in range(places):
        MembershipFactory(user=person, partnership=PartnershipFactory(), roles=["manager"])
        MembershipFactory(user=person, agency=AgencyFactory(), roles=["lead", "approver"])
    client.force_login(person)
    client.get(WORK)
    with CaptureQueriesContext(connection) as queries:
        client.get(WORK)
    # session, person, memberships with roles and places; lead states, colleagues
    assert len(queries) == 5


@pytest.mark.usefixtures("_only_ours")
def test_higher_apps_add_sections_to_homes(client: Client) -> None:
    partnership = PartnershipFactory(name="Northshire")
    home_presenters.register(
        place="partnership",
        template="agencies/place/your_work/_items.html",
        capability="manage_people",
        position=1,
        context=lambda membership: {"items": [Item("From a section", "/z/")]},
    )
    home_presenters.register(
        place="partnership",
        template="agencies/people/invitation/_what.html",
        capability="view_partnership",
        position=0,
        context=lambda membership: None,
    )
    address = reverse("partnership-home", kwargs={"slug": partnership.slug})
    client.force_login(person_at(partnership, "manager"))
    assert "From a section" in client.get(address).content.decode()
    client.force_login(person_at(partnership, "executive"))
    assert "From a section" not in client.get(address).content.decode()


def test_nothing_of_these_pages_is_kept_by_the_browser(client: Client) -> None:
    partnership = PartnershipFactory()
    client.force_login(person_at(partnership, "manager"))
    home_page = reverse("partnership-home", kwargs={"slug": partnership.slug})
    for address in (WORK, reverse("your-details"), home_page):
        assert client.get(address)["Cache-Control"] == "no-store, private"


def test_one_changes_how_one_is_named(client: Client) -> None:
    person = UserFactory(name="Old name")
    client.force_login(person)
    client.post(reverse("your-details"), {"name": "New name", "job_title": "Nurse"})
    person = User.objects.get(pk=person.pk)
    assert (person.name, person.job_title) == ("New name", "Nurse")
    answer = client.post(reverse("your-details"), {"name": ""})
    assert answer.status_code == 200
