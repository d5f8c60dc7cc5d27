"""Partnerships, agencies, people, invitations."""

from tests.factories.agencies import (
    AgencyFactory,
    InvitationFactory,
    ListingFactory,
    MembershipFactory,
    PartnershipFactory,
    UserFactory,
    person_at,
)

from . import AGENCIES, PARTNERSHIPS, ROLES, Cast


def add(cast: Cast) -> None:
    """Objects of every place: place, membership, invitation, invitation_token.

    Objects of partnerships: listing (of the agency listed by both), listing_without_lead,
    lead_invitation.
    """
    _partnerships(cast)
    _agencies(cast)
    for place in PARTNERSHIPS:
        _people(cast, place, ROLES["partnership"])
        _listings(cast, place)
    for place in AGENCIES:
        _people(cast, place, ROLES["agency"])
    cast.people["nobody"] = UserFactory(name="Nobody")


def _partnerships(cast: Cast) -> None:
    # The agencies listed by a partnership know its name.
    for place, seen_by in (("A", {"A", "shared"}), ("B", {"B", "shared", "private"})):
        name = cast.canary(f"partnership {place}", seen_by=seen_by)
        cast[place, "place"] = PartnershipFactory(slug=f"partnership-{place.lower()}", name=name)


def _agencies(cast: Cast) -> None:
    for place, listed_by in (("shared", {"A", "B"}), ("private", {"B"})):
        name = cast.canary(f"agency {place}", seen_by={place, *listed_by})
        cast[place, "place"] = AgencyFactory(name=name)


def _people(cast: Cast, place: str, roles: tuple[str, ...]) -> None:
    # Partnerships know the leads of the agencies they list, not the other colleagues. The
    # agencies know the business managers of the partnerships whose audits they answer.
    known_to = {"shared": {"A", "B"}, "private": {"B"}, "A": {"shared"}, "B": {"shared", "private"}}
    for role in roles:
        seen_by = {place, *(known_to[place] if role in ("lead", "manager") else ())}
        name = cast.canary(f"{role} of {place}", seen_by=seen_by)
        address = cast.canary(f"{role} at {place}", seen_by=seen_by) + "@somewhere.example"
        cast.people[f"{place}.{role}"] = person_at(
            cast[place, "place"], role, name=name, email=address
        )
    kind = "partnership" if place in PARTNERSHIPS else "agency"
    colleague = UserFactory(name=cast.canary(f"colleague {place}", seen_by={place}))
    # Somebody whose roles may be changed and whose membership may be ended.
    cast[place, "membership"] = MembershipFactory(
        user=colleague, roles=[roles[1]], **{kind: cast[place, "place"]}
    )
    token = f"token-of-{place}"
    cast[place, "invitation_token"] = token
    cast[place, "invitation"] = InvitationFactory(
        token=token,
        email=cast.canary(f"invited {place}", seen_by={place}) + "@somewhere.example",
        role=roles[1],
        **{kind: cast[place, "place"]},
    )


def _listings(cast: Cast, place: str) -> None:
    """Each partnership lists `shared` under its own name; B lists `private` too."""
    agencies = {"A": ["shared"], "B": ["private", "shared"]}[place]
    for agency in agencies:
        listing = ListingFactory(
            partnership=cast[place, "place"],
            agency=cast[agency, "place"],
            name=cast.canary(f"listing {agency} {place}", seen_by={place}),
            contact_name=cast.canary(f"contact {agency} {place}", seen_by={place}),
        )
        cast[place, f"listing_of_{agency}"] = listing
    cast[place, "listing"] = cast[place, "listing_of_shared"]
    cast[place, "listing_without_lead"] = ListingFactory(
        partnership=cast[place, "place"],
        agency=AgencyFactory(
            name=cast.canary(f"provisional {place}", seen_by={place}), claimed_at=None
        ),
        name=cast.canary(f"provisional listing {place}", seen_by={place}),
    )
    cast[place, "lead_invitation"] = InvitationFactory(
        agency=cast[place, "listing_without_lead"].agency,
        invited_for=cast[place, "place"],
        role="lead",
        email=cast.canary(f"invited lead {place}", seen_by={place}) + "@somewhere.example",
    )
