"""The navigation of a place: one list, to which higher apps add their entries.

An app adds an entry in its AppConfig.ready():

    navigation.register(
        place="partnership", text="Audit cycles", url_name="cycles",
        capability="view_board", position=20,
    )

The address is reversed with the place's own kwarg only (`slug` or `code`). An entry is marked
on its page, on the pages whose address begins with its own, and on those `under` names by
patterns of what follows the place's address. Positions: 0 home, 10-49 the work of higher apps,
50 agencies, 60 people, 90 settings.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from agencies.models import Membership
from agencies.place.addresses import PlaceKind, home_url, kind_of, place_url
from agencies.roles import AGENCY, PARTNERSHIP, may


@dataclass(frozen=True, order=True)
class Entry:
    """One registered entry: shown to members of the kind of place who have the capability."""

    position: int
    text: str
    url_name: str
    capability: str
    under: tuple[str, ...] = ()

    def depth(self, home: str, url: str, path: str) -> int:
        """How closely the page `path` belongs here: 0 not at all; the longest match counts."""
        rest = path.removeprefix(home)
        found = [len(pattern) for pattern in self.under if fnmatchcase(rest, pattern)]
        if path == url or (url != home and path.startswith(url)):
            found.append(len(url) - len(home) or 1)
        return max(found, default=0)


@dataclass(frozen=True)
class Link:
    """One entry as a page shows it. `current` is the value of aria-current, or empty."""

    text: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class Navigation:
    """The navigation of the place a page belongs to."""

    place: str
    home: str
    links: list[Link]


_entries: dict[PlaceKind, dict[str, Entry]] = {"partnership": {}, "agency": {}}


def register(
    *,
    place: PlaceKind,
    text: str,
    url_name: str,
    capability: str,
    position: int,
    under: tuple[str, ...] = (),
) -> None:
    """Add an entry to the navigation of all partnerships or all agencies; once per url name."""
    assert capability in (PARTNERSHIP if place == "partnership" else AGENCY), capability
    _entries[place][url_name] = Entry(position, text, url_name, capability, under)


register(
    place="partnership",
    text="Home",
    url_name="partnership-home",
    capability="view_partnership",
    position=0,
)
register(
    place="partnership",
    text="Agencies",
    url_name="listings",
    capability="manage_agencies",
    position=50,
)
register(
    place="partnership",
    text="People",
    url_name="partnership-people",
    capability="manage_people",
    position=60,
)
register(
    place="agency",
    text="Home",
    url_name="agency-home",
    capability="view_agency",
    position=0,
    under=("audits/*",),
)
register(
    place="agency", text="Colleagues", url_name="colleagues", capability="view_agency", position=60
)


def navigation_of(membership: Membership, path: str) -> Navigation:
    """What `membership` sees at its place while on the page `path`. No query."""
    registered = sorted(_entries[kind_of(membership)].values())
    entries = [entry for entry in registered if may(membership, entry.capability)]
    urls = [place_url(membership, entry.url_name) for entry in entries]
    home = home_url(membership)
    depths = [entry.depth(home, url, path) for entry, url in zip(entries, urls, strict=True)]
    deepest = max(depths, default=0)
    links = [
        Link(entry.text, url, _current(url == path, depth == deepest > 0))
        for entry, url, depth in zip(entries, urls, depths, strict=True)
    ]
    return Navigation(place=str(membership.place), home=home, links=links)


def _current(is_page: bool, is_part: bool) -> str:
    """The value of aria-current: the page itself, or the part of the place one is in."""
    if is_page:
        return "page"
    return "true" if is_part else ""
