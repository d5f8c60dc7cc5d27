"""The doors of partnerships and agencies: who comes in to a page, and by which methods.

    @partnership_page("view_board")        GET and HEAD
    @partnership_form("manage_cycles")     GET, HEAD and POST
    @partnership_button("manage_cycles")   POST

Likewise `agency_…`, and `place_…` for what both kinds of places have. Who may come in is
decided before the method: strangers get 404 and the wrong role 403 whatever they send, and
405 only those who may come in. What a view answers is kept out of the browser's store.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, Protocol, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from agencies.membership import queries as membership_queries
from agencies.models import Agency, Membership, Partnership
from agencies.person.access import PersonRequest
from agencies.place.addresses import PlaceKind
from agencies.roles import AGENCY, PARTNERSHIP, may
from s11portal.common.access import BUTTON, FORM, PAGE, Methods, View, no_store


class PlaceRequest(PersonRequest):
    """What a view of both kinds of places gets: a person, and their membership there."""

    membership: Membership


class PartnershipRequest(PlaceRequest):
    """What a view of a partnership gets."""

    partnership: Partnership


class AgencyRequest(PlaceRequest):
    """What a view of an agency gets."""

    agency: Agency


PlaceView = Callable[Concatenate[PlaceRequest, ...], HttpResponse]
PartnershipView = Callable[Concatenate[PartnershipRequest, ...], HttpResponse]
AgencyView = Callable[Concatenate[AgencyRequest, ...], HttpResponse]


class Guarded(Protocol):
    """A view behind a door: the capability it asks for, by kind of place."""

    capability: Mapping[str, str]


def partnership_page(capability: str) -> Callable[[PartnershipView], View]:
    """A page for members of the partnership in the address who may `capability`.

    Somebody else's partnership and one that does not exist are the same 404; the wrong
    role is 403.
    """
    return _door(PAGE, partnership=capability)


def partnership_form(capability: str) -> Callable[[PartnershipView], View]:
    """A form for members of the partnership. See `partnership_page`."""
    return _door(FORM, partnership=capability)


def partnership_button(capability: str) -> Callable[[PartnershipView], View]:
    """A button for members of the partnership. See `partnership_page`."""
    return _door(BUTTON, partnership=capability)


def agency_page(capability: str) -> Callable[[AgencyView], View]:
    """A page for members of the agency in the address. See `partnership_page`."""
    return _door(PAGE, agency=capability)


def agency_form(capability: str) -> Callable[[AgencyView], View]:
    """A form for members of the agency. See `partnership_page`."""
    return _door(FORM, agency=capability)


def agency_button(capability: str) -> Callable[[AgencyView], View]:
    """A button for members of the agency. See `partnership_page`."""
    return _door(BUTTON, agency=capability)


def place_page(*, partnership: str, agency: str) -> Callable[[PlaceView], View]:
    """A page that stands under /p/ and /a/, with the capability it asks for at each."""
    return _door(PAGE, partnership=partnership, agency=agency)


def place_form(*, partnership: str, agency: str) -> Callable[[PlaceView], View]:
    """A form that stands under /p/ and /a/. See `place_page`."""
    return _door(FORM, partnership=partnership, agency=agency)


def place_button(*, partnership: str, agency: str) -> Callable[[PlaceView], View]:
    """A button that stands under /p/ and /a/. See `place_page`."""
    return _door(BUTTON, partnership=partnership, agency=agency)


def _door(methods: Methods, **capability: str) -> Callable[[View], View]:
    """The door of a view that answers `methods` and asks for `capability`, by kind of place."""
    for kind, name in capability.items():
        assert name in (PARTNERSHIP if kind == "partnership" else AGENCY), name

    def decorate(view: View) -> View:
        answer = no_store(methods(view))

        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            asked = cast(PlaceRequest, request)
            kind, membership = _membership(asked, kwargs)
            if membership is None:
                raise Http404
            # Before the refusal: its page says at which place the role is not enough.
            asked.membership = membership
            if not may(membership, capability[kind]):
                raise PermissionDenied
            setattr(asked, kind, membership.place)
            return answer(asked, **kwargs)

        cast(Guarded, guarded).capability = capability
        return guarded

    return decorate


def _membership(
    request: PlaceRequest, kwargs: dict[str, Any]
) -> tuple[PlaceKind, Membership | None]:
    """The kind of place in the address, and the person's membership; takes it from `kwargs`."""
    if "slug" in kwargs:
        return "partnership", membership_queries.at_partnership(request.user, kwargs.pop("slug"))
    return "agency", membership_queries.at_agency(request.user, kwargs.pop("code"))
