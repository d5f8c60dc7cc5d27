"""One route of the matrix, and how to say it.

    Route(
        "listing-edit",                        # url name
        place="partnership",                   # under /p/<slug>/; the slug is filled in
        get=Role.MANAGER, post=Role.MANAGER,   # who may; an absent method must answer 405
        path={"pk": own("listing")},           # kwargs besides slug or code
        body={"name": "New name", "sector": "Health", "size": "small"},
    )

`own("listing")` is the object of the place where the request is made; the matrix puts the
other tenant's in its stead and expects a refusal. A function as a value is called with the
person who asks (None for nobody): for what a page of theirs would carry. Roles: names of
agencies.models.MembershipRole.Role, several as a set, or ANY for all roles of the place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .cast import ROLES, Cast

ANY = frozenset({"any"})


@dataclass(frozen=True)
class own:  # noqa: N801 - reads as a word in the table
    """The object `name` of the place in hand: its `attribute`, or itself when it is a text."""

    name: str
    attribute: str = "pk"

    def value(self, cast: Cast, place: str) -> Any:
        """What stands in the path, query or body for the people of `place`."""
        thing = cast[place, self.name]
        return thing if isinstance(thing, str) else getattr(thing, self.attribute)


@dataclass(frozen=True)
class Route:
    """What each role may do at one address, and the ids with which it is asked.

    place: partnership and agency routes take `slug` or `code` and are walked with all
    roles of both tenants. 'person' routes are open to whoever is signed in, 'public' ones
    to everybody; for both, `get` and `post` are simply True.
    """

    name: str
    place: Literal["partnership", "agency", "person", "public"]
    get: Any = None
    post: Any = None
    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    # What an allowed role is answered: by default 200 to GET and 302 to POST.
    get_status: int = 200
    post_status: int = 302
    # Public pages only: what somebody signed in is answered, where that is something else.
    signed_in_status: int | None = None
    # What a body with the other tenant's id is answered: refused as a field or as not there.
    refused: Iterable[int] = (200, 400, 403, 404, 409, 422)
    headers: Mapping[str, str] = field(default_factory=dict)
    # In a joint cycle for the partnership that leads it only: a partner that joined gets 403.
    lead_only: bool = False
    # A reason why a GET may write: followed links of emails and the like. Rarely right.
    get_writes: str = ""

    def methods(self) -> dict[str, frozenset[str]]:
        """The methods this route answers, each with the roles that may."""
        return {
            method: self._roles(allowed)
            for method, allowed in (("get", self.get), ("post", self.post))
            if allowed is not None
        }

    def _roles(self, allowed: Any) -> frozenset[str]:
        if self.place in ("person", "public"):
            return frozenset()
        if allowed == ANY:
            return frozenset(ROLES[self.place])
        roles = frozenset({str(allowed)} if isinstance(allowed, str) else map(str, allowed))
        assert roles <= set(ROLES[self.place]), (self.name, roles)
        return roles

    def status(self, method: str, person: str = "") -> int:
        """What an allowed person is answered."""
        if self.signed_in_status is not None and person != "anonymous":
            return self.signed_in_status
        return self.get_status if method == "get" else self.post_status

    def references(self, part: str) -> list[str]:
        """The keys of `path`, `query` or `body` that name an object of a place."""
        return [key for key, value in getattr(self, part).items() if isinstance(value, own)]
