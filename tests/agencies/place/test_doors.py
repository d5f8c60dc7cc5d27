"""Each kind of door: who comes in, by which methods, and what the view is given."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from agencies.models import Agency, Partnership, User
from agencies.person.access import person_form, person_page
from agencies.place import access
from agencies.place.access import PlaceRequest
from agencies.place.addresses import place_url
from s11portal.common.access import open_button, open_form, open_page
from tests.factories.agencies import AgencyFactory, PartnershipFactory, person_at

pytestmark = pytest.mark.django_db

METHODS = {
    "page": {"GET", "HEAD"},
    "form": {"GET", "HEAD", "POST"},
    "button": {"POST"},
}
ALL = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}
MANAGE = {"partnership": "manage_people", "agency": "manage_colleagues"}
View = Callable[..., HttpResponse]


def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Says with which words of the address it was called."""
    return HttpResponse(repr(kwargs))


def behind(who: str, kind: str) -> View:
    """The view behind the door of managers of a partnership, leads of an agency, or both."""
    door = getattr(access, f"{who}_{kind}")
    return door(**MANAGE)(view) if who == "place" else door(MANAGE[who])(view)


def ask(guarded: View, person: User | None, method: str = "GET", **kwargs: str) -> HttpResponse:
    request = RequestFactory().generic(method, "/")
    if person is not None:
        request.user = person
    return guarded(request, **kwargs)


def at(place: Partnership | Agency) -> dict[str, str]:
    """The place's own word of an address."""
    return {"slug": place.slug} if isinstance(place, Partnership) else {"code": place.code}


@pytest.fixture
def partnership() -> Partnership:
    return PartnershipFactory()


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory()


@pytest.mark.parametrize("kind", METHODS)
@pytest.mark.parametrize("who", ["partnership", "agency", "place"])
def test_who_may_come_in_is_answered_the_methods_of_the_kind(
    who: str, kind: str, partnership: Partnership, agency: Agency
) -> None:
    managers = {"partnership": (partnership, "manager"), "agency": (agency, "lead")}
    for place, role in managers.values() if who == "place" else [managers[who]]:
        person = person_at(place, role)
        for method in ALL:
            answer = ask(behind(who, kind), person, method, **at(place), pk="1")
            assert (answer.status_code == 200) == (method in METHODS[kind]), method
            assert answer.status_code in (200, 405), method
            assert answer["Cache-Control"] == "no-store, private"
            assert method == "HEAD" or answer.status_code == 405 or answer.content == b"{'pk': '1'}"


@pytest.mark.parametrize("kind", METHODS)
def test_who_may_not_come_in_is_not_told_the_methods(kind: str, partnership: Partnership) -> None:
    """The same refusal whatever is sent: a 405 would tell a stranger that the place is there."""
    stranger = person_at(PartnershipFactory(), "manager")
    reader = person_at(partnership, "executive")
    for method in ALL:
        for slug in (partnership.slug, "nowhere"):
            with pytest.raises(Http404):
                ask(behind("partnership", kind), stranger, method, slug=slug)
        with pytest.raises(PermissionDenied):
            ask(behind("partnership", kind), reader, method, slug=partnership.slug)


def test_a_page_of_both_kinds_of_places_asks_for_the_capability_of_each(
    partnership: Partnership, agency: Agency
) -> None:
    page = access.place_page(partnership="manage_people", agency="view_agency")(view)
    assert ask(page, person_at(agency, "contributor"), **at(agency)).status_code == 200
    with pytest.raises(PermissionDenied):
        ask(page, person_at(partnership, "executive"), **at(partnership))
    with pytest.raises(Http404):
        ask(page, person_at(agency, "lead"), **at(partnership))


def test_a_view_behind_the_door_of_the_other_kind_opens_nothing(agency: Agency) -> None:
    with pytest.raises(KeyError):
        ask(behind("partnership", "page"), person_at(agency, "lead"), **at(agency))


def test_a_view_is_given_the_membership_and_the_place(partnership: Partnership) -> None:
    person = person_at(partnership, "manager")
    given: list[Any] = []

    def look(request: PlaceRequest) -> HttpResponse:
        given.extend([request.membership.user, request.partnership, hasattr(request, "agency")])
        given.append(place_url(request.membership, "listing-edit", pk=7))
        return HttpResponse()

    ask(access.place_page(**MANAGE)(look), person, slug=partnership.slug)
    assert given == [person, partnership, False, f"/p/{partnership.slug}/agencies/7/"]


@pytest.mark.parametrize("capability", ["mange_people", "answer"])
def test_a_capability_unknown_at_the_kind_of_place_is_no_door(capability: str) -> None:
    with pytest.raises(AssertionError):
        access.partnership_page(capability)


@pytest.mark.parametrize(
    ("door", "kind", "is_open", "is_kept_out"),
    [
        (open_page, "page", True, False),
        (open_form, "form", True, True),
        (open_button, "button", True, True),
        (person_page, "page", False, True),
        (person_form, "form", False, True),
    ],
)
def test_doors_of_no_place(
    door: Callable[[View], View], kind: str, is_open: bool, is_kept_out: bool
) -> None:
    guarded = door(view)
    # What the middleware goes by; see tests/tenancy for what it then does.
    assert getattr(guarded, "login_required", True) is not is_open
    for method in ALL:
        answer = ask(guarded, None, method)
        assert answer.status_code == (200 if method in METHODS[kind] else 405), method
        if method in METHODS[kind]:
            assert ("no-store" in answer.get("Cache-Control", "")) is is_kept_out, method
