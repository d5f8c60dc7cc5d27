"""What waits for a person, place by place: the page 'Your work' and the homes of places.

Higher apps say what waits there. In AppConfig.ready():

    from agencies.place.presenters import your_work as your_work_presenters
    your_work_presenters.register(waiting_returns)

where `waiting_returns` is a provider: it takes the person's memberships, all of them at
once, and returns items by membership id. It asks the database a fixed number of times,
whatever the number of memberships (tests count), and leaves out what a membership's roles
may not do.

    def waiting_returns(memberships: Sequence[Membership]) -> dict[int, list[Item]]:
        ...
        return {membership.pk: [Item("Return for the 2026 audit", url, Urgency.SOON,
                                     "Due 30 November 2026. 4 of 11 answered.")]}
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from agencies.membership import queries as membership_queries
from agencies.models import Membership, MembershipRole, User
from agencies.place.addresses import home_url


class Urgency(IntEnum):
    """How an item is ordered and marked: the most urgent first."""

    OVERDUE = 0
    SOON = 1
    TO_DO = 2
    INFORMATION = 3


@dataclass(frozen=True)
class Item:
    """One thing that waits: a link, and a sentence below it."""

    text: str
    url: str
    urgency: Urgency = Urgency.TO_DO
    detail: str = ""

    @property
    def mark(self) -> str:
        """The words that mark an urgent item."""
        return {Urgency.OVERDUE: "Overdue", Urgency.SOON: "Due soon"}.get(self.urgency, "")

    @property
    def colour(self) -> str:
        """The colour beside the words."""
        return {Urgency.OVERDUE: "red", Urgency.SOON: "yellow"}.get(self.urgency, "")


@dataclass(frozen=True)
class PlaceOfWork:
    """A place a person belongs to, and what waits there."""

    name: str
    kind: str
    roles: list[str]
    url: str
    items: list[Item] = field(default_factory=list)


Provider = Callable[[Sequence[Membership]], Mapping[int, Sequence[Item]]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Have `provider` asked whenever somebody looks at their work; once per provider."""
    if provider not in _providers:
        _providers.append(provider)


def places_of_work(user: User) -> list[PlaceOfWork]:
    """Every place the person belongs to, with what waits there."""
    own = membership_queries.current(user)
    waiting = items(own)
    return [
        PlaceOfWork(
            name=str(membership.place),
            kind="Partnership" if membership.partnership_id else "Agency",
            roles=role_labels(membership),
            url=home_url(membership),
            items=waiting[membership.pk],
        )
        for membership in own
    ]


def at(membership: Membership) -> list[Item]:
    """What waits for the person at this place."""
    return items([membership])[membership.pk]


def items(own: Sequence[Membership]) -> dict[int, list[Item]]:
    """What waits, by membership id, the most urgent first."""
    found: dict[int, list[Item]] = defaultdict(list)
    for provider in _providers if own else []:
        for pk, some in provider(own).items():
            found[pk].extend(some)
    for some in found.values():
        some.sort(key=lambda item: item.urgency)
    return found


def role_labels(membership: Membership) -> list[str]:
    """The names of the roles held, in the order of the table of roles."""
    return [row.get_role_display() for row in sorted(membership.roles.all(), key=_position)]


def _position(row: MembershipRole) -> int:
    return MembershipRole.Role.values.index(row.role)
