"""The navigation of a place."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.membership import queries as membership_queries
from agencies.place.presenters import navigation as navigation_presenters
from tests.factories.agencies import AgencyFactory, PartnershipFactory, person_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the entries of people and places."""
    ours = {
        kind: {
            name: entry
            for name, entry in entries.items()
            if name.partition("-")[0] in ("partnership", "agency", "listings", "colleagues")
        }
        for kind, entries in navigation_presenters._entries.items()
    }
    monkeypatch.setattr(navigation_presenters, "_entries", ours)


def links(user: object, path: str) -> list[tuple[str, str]]:
    [membership] = membership_queries.current(user)  # type: ignore[arg-type]
    return [
        (link.text, link.current)
        for link in navigation_presenters.navigation_of(membership, path).links
    ]


def test_each_role_sees_the_pages_it_may_open() -> None:
    partnership = PartnershipFactory(slug="north")
    assert links(person_at(partnership, "manager"), "/p/north/") == [
        ("Home", "page"),
        ("Agencies", ""),
        ("People", ""),
    ]
    assert links(person_at(partnership, "executive"), "/p/north/") == [("Home", "page")]
    agency = AgencyFactory()
    assert [text for text, _ in links(person_at(agency, "lead"), "/")] == ["Home", "Colleagues"]


def test_the_page_one_is_on_is_marked_and_so_is_its_part() -> None:
    manager = person_at(PartnershipFactory(slug="north"), "manager")
    assert ("Agencies", "page") in links(manager, "/p/north/agencies/")
    assert ("Agencies", "true") in links(manager, "/p/north/agencies/4/")
    assert all(not current for _, current in links(manager, "/p/north/other/"))


def test_a_page_that_stands_elsewhere_marks_the_part_it_belongs_to() -> None:
    """The report's pages once marked 'Audit cycles', while their back link said 'Results'."""
    partnership = PartnershipFactory(slug="north")
    manager = person_at(partnership, "manager")

    def marked(path: str) -> list[str]:
        return [text for text, current in links(manager, path) if current]

    for name, part in (("first", "cycles/"), ("second", "cycles/*/report/*")):
        navigation_presenters.register(
            place="partnership",
            text=name,
            url_name="partnership-home" if name == "first" else "partnership-people",
            capability="view_board",
            position=20,
            under=(part, f"{part}*"),
        )
    assert marked("/p/north/cycles/4/") == ["first"]
    assert marked("/p/north/cycles/4/report/cover/") == ["second"]
    lead = person_at(AgencyFactory(code="bcdfgh"), "lead")
    assert ("Home", "true") in links(lead, "/a/bcdfgh/audits/4/check/")
    assert ("Home", "page") in links(lead, "/a/bcdfgh/")


def test_higher_apps_add_entries_in_their_position() -> None:
    navigation_presenters.register(
        place="partnership",
        text="Audit cycles",
        url_name="partnership-people",
        capability="view_board",
        position=20,
    )
    executive = person_at(PartnershipFactory(slug="north"), "executive")
    assert [text for text, _ in links(executive, "/")] == ["Home", "Audit cycles"]


def test_an_unknown_capability_is_a_programming_error() -> None:
    with pytest.raises(AssertionError):
        navigation_presenters.register(
            place="partnership", text="x", url_name="x", capability="view_agency", position=1
        )


def test_every_entry_leads_somewhere(client: Client) -> None:
    partnership, agency = PartnershipFactory(), AgencyFactory()
    for place in (partnership, agency):
        person = person_at(place, *(["manager"] if place is partnership else ["lead"]))
        client.force_login(person)
        [membership] = membership_queries.current(person)
        for link in navigation_presenters.navigation_of(membership, "/").links:
            assert client.get(link.url).status_code == 200, link.url


def test_pages_without_a_place_have_no_navigation(client: Client) -> None:
    client.force_login(person_at(PartnershipFactory(name="Northshire"), "manager"))
    assert "place-navigation" not in client.get(reverse("your-details")).content.decode()
