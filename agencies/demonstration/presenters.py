"""The people of the demonstration, grouped by place, for signing in with one click."""

from dataclasses import dataclass, field

from agencies.membership import queries as membership_queries
from agencies.models import Membership
from agencies.person.queries import DEMONSTRATION_DOMAIN
from agencies.place.presenters.your_work import role_labels

IN_FRONT = 2


@dataclass(frozen=True)
class Person:
    """An invented person one may sign in as."""

    pk: int
    name: str
    roles: str


@dataclass
class Group:
    """The invented people of one place."""

    name: str
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True)
class People:
    """Everybody invented, by partnership and by agency.

    A few agencies with people of several roles come first; the others are folded away.
    """

    partnerships: list[Group]
    agencies: list[Group]
    other_agencies: list[Group]


def people() -> People:
    """All invented people at their places (2 queries)."""
    partnerships: dict[int, Group] = {}
    agencies: dict[int, Group] = {}
    for membership in membership_queries.everywhere():
        if membership.user.email.endswith(DEMONSTRATION_DOMAIN):
            groups = partnerships if membership.partnership_id else agencies
            pk = membership.partnership_id or membership.agency_id or 0
            group = groups.setdefault(pk, Group(str(membership.place)))
            group.people.append(_person(membership))
    by_name = sorted(agencies.values(), key=lambda group: group.name)
    in_front = sorted(by_name, key=lambda group: -len(group.people))[:IN_FRONT]
    return People(
        partnerships=list(partnerships.values()),
        agencies=in_front,
        other_agencies=[group for group in by_name if group not in in_front],
    )


def _person(membership: Membership) -> Person:
    user = membership.user
    return Person(user.pk, str(user), ", ".join(role_labels(membership)))
