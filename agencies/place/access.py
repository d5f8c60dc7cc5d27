"""The door of every partnership and agency page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from agencies.membership import queries as membership_queries
from agencies.models import Agency, Membership, Partnership, User
from agencies.roles import AGENCY, PARTNERSHIP, may

View = Callable[..., HttpResponse]


class PlaceRequest(HttpRequest):
    """What a view behind `partnership_page` or `agency_page` gets."""

    user: User
    membership: Membership
    partnership: Partnership
    agency: Agency


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the sent values, also when none were sent, or None."""
    return request.POST if request.method == "POST" else None


# A page with a form. Django's own list would answer a mail scanner's HEAD with 405.
shows_and_takes = require_http_methods(["GET", "HEAD", "POST"])


def partnership_page(capability: str) -> Callable[[View], View]:
    """Open the view to members of the partnership named in the address who may `capability`.

    The view gets request.membership and request.partnership. Somebody else's partnership
    and one that does not exist are the same 404; the wrong role is 403.
    """
    assert capability in PARTNERSHIP, capability
    return _page(capability, "slug", membership_queries.at_partnership, "partnership")


def agency_page(capability: str) -> Callable[[View], View]:
    """Open the view to members of the agency named in the address who may `capability`.

    The view gets request.membership and request.agency. See `partnership_page`.
    """
    assert capability in AGENCY, capability
    return _page(capability, "code", membership_queries.at_agency, "agency")


def no_store(view: View) -> View:
    """Keep the view's pages out of the browser's store.

    Hospital and school computers are shared: the Back button must show nothing.
    """

    @wraps(view)
    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = view(request, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return answered


def _page(
    capability: str, kwarg: str, find: Callable[..., Membership | None], place: str
) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            membership = find(request.user, kwargs.pop(kwarg))
            if membership is None:
                raise Http404
            # Before the refusal: its page says at which place the role is not enough.
            request.membership = membership  # type: ignore[attr-defined]
            if not may(membership, capability):
                raise PermissionDenied
            setattr(request, place, membership.place)
            return no_store(view)(request, **kwargs)

        guarded.capability = capability  # type: ignore[attr-defined]
        return guarded

    return decorate
