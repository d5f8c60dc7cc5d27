"""The invented partnerships, agencies and people."""

from collections.abc import Iterable
from typing import Any

from agencies.directory.services import listing as listing_services
from agencies.directory.services import partnership as partnership_services
from agencies.membership import services as membership_services
from agencies.models import Agency, Listing, Partnership, User
from agencies.person import services as person_services

from .files import load


class Cast:
    """What has been made so far, found by the names the files use."""

    def __init__(self) -> None:
        self.partnerships: dict[str, Partnership] = {}
        self.people: dict[str, User] = {}
        self.managers: dict[str, User] = {}
        self.agencies: dict[str, Agency] = {}
        self.leads: dict[str, User] = {}
        self.listings: dict[tuple[str, str], Listing] = {}

    def person(self, said: dict[str, Any]) -> User:
        """The person with this address; the same address is the same person everywhere."""
        email = said["email"]
        if email not in self.people:
            self.people[email] = person_services.create_person(
                actor=None, email=email, name=said["name"], job_title=said["job_title"]
            )
        return self.people[email]


def make() -> Cast:
    """Store all partnerships, agencies and people."""
    cast = Cast()
    for said in load("partnerships.yaml")["partnerships"]:
        _partnership(cast, said)
    for said in load("agencies.yaml")["agencies"]:
        _agency(cast, said)
    return cast


def _partnership(cast: Cast, said: dict[str, Any]) -> None:
    partnership = partnership_services.create_partnership(
        actor=None,
        name=said["name"],
        slug=said["slug"],
        kind=said["kind"],
        areas=said["areas"],
    )
    if "help" in said:
        partnership_services.name_help(actor=None, partnership=partnership, **said["help"])
        partnership.refresh_from_db()
    cast.partnerships[partnership.slug] = partnership
    for person in said["people"]:
        user = cast.person(person)
        _join(user, partnership, [person["role"]])
        if person["role"] == "manager":
            cast.managers.setdefault(partnership.slug, user)


def _agency(cast: Cast, said: dict[str, Any]) -> None:
    agency = None
    for slug in [said["partnership"], *said.get("also_listed_by", ())]:
        listing = listing_services.add_listing(
            actor=cast.managers[slug],
            partnership=cast.partnerships[slug],
            details=_details(said),
            agency=agency,
        )
        agency = listing.agency
        cast.listings[slug, said["name"]] = listing
    assert agency is not None
    cast.agencies[said["name"]] = agency
    for person in said.get("people", ()):
        user = cast.person(person)
        _join(user, agency, person["roles"])
        if "lead" in person["roles"]:
            cast.leads.setdefault(said["name"], user)
    if said["name"] in cast.leads:
        membership_services.claim_agency(agency=agency)


def _details(said: dict[str, Any]) -> listing_services.Details:
    lead: dict[str, Any] = next(iter(said.get("people", ())), {})
    return listing_services.Details(
        name=said["name"],
        sector=said["sector"],
        size=said["size"],
        statutory_duty=said["statutory_duty"] == "yes",
        contact_name=lead.get("name", ""),
        contact_email=lead.get("email", ""),
    )


def _join(user: User, place: Partnership | Agency, roles: Iterable[str]) -> None:
    membership_services.add_member(actor=None, user=user, place=place, roles=roles)
