"""The addresses of a place: under /p/<slug>/ a partnership, under /a/<code>/ an agency."""

from typing import Any, Literal

from django.urls import reverse

from agencies.models import Membership

PlaceKind = Literal["partnership", "agency"]


def kind_of(membership: Membership) -> PlaceKind:
    """Which kind of place the membership is of."""
    return "partnership" if membership.partnership_id else "agency"


def place_kwargs(membership: Membership) -> dict[str, Any]:
    """The kwargs by which addresses name the membership's place."""
    if membership.partnership is not None:
        return {"slug": membership.partnership.slug}
    assert membership.agency is not None, "the database holds exactly one place"
    return {"code": membership.agency.code}


def place_url(membership: Membership, name: str, **kwargs: Any) -> str:
    """The address of the page `name` at the membership's place.

    `kwargs` are the words of the address besides the place's own.
    """
    return reverse(name, kwargs={**place_kwargs(membership), **kwargs})


def home_url(membership: Membership) -> str:
    """The address of the home page of the membership's place."""
    return place_url(membership, f"{kind_of(membership)}-home")
