"""The people of the demonstration, grouped by place, for signing in with one click.

Who makes the demonstration says whom to try first, in its AppConfig.ready():

    demonstration_presenters.register_tour(("helen@brackenshire.example", "See who …"), …)
"""

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


@dataclass(frozen=True)
class Stop:
    """One step of the tour: as whom, where, and what to do there."""

    person: Person
    place: str
    what: str


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
    tour: list[Stop]


_tour: dict[str, str] = {}  # what to do, by the address of the person; in order


def register_tour(*stops: tuple[str, str]) -> None:
    """Say whom to try, in this order: (address, what to do there)."""
    _tour.clear()
    _tour.update(stops)


def people() -> People:
    """All invented people at their places (2 queries)."""
    partnerships: dict[int, Group] = {}
    agencies: dict[int, Group] = {}
    stops: dict[str, Stop] = {}
    for membership in membership_queries.everywhere():
        email, place = membership.user.email, str(membership.place)
        if email.endswith(DEMONSTRATION_DOMAIN):
            groups = partnerships if membership.partnership_id else agencies
            pk = membership.partnership_id or membership.agency_id or 0
            person = _person(membership)
            groups.setdefault(pk, Group(place)).people.append(person)
            if email in _tour:
                stops.setdefault(email, Stop(person, place, _tour[email]))
    by_name = sorted(agencies.values(), key=lambda group: group.name)
    in_front = sorted(by_name, key=lambda group: -len(group.people))[:IN_FRONT]
    return People(
        partnerships=list(partnerships.values()),
        agencies=in_front,
        other_agencies=[group for group in by_name if group not in in_front],
        tour=[stops[email] for email in _tour if email in stops],
    )


def _person(membership: Membership) -> Person:
    user = membership.user
    return Person(user.pk, str(user), ", ".join(role_labels(membership)))
