"""The navigation of a place: one list, to which higher apps add their entries.

An app adds an entry in its AppConfig.ready():

    navigation.register(
        place="partnership", text="Audit cycles", url_name="cycles",
        capability="view_board", position=20,
    )

The address is reversed with the place's own kwarg only (`slug` or `code`). Positions:
0 home, 10-49 the work of higher apps, 50 agencies, 60 people, 90 settings.
"""

from dataclasses import dataclass

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


def register(*, place: PlaceKind, text: str, url_name: str, capability: str, position: int) -> None:
    """Add an entry to the navigation of all partnerships or all agencies; once per url name."""
    assert capability in (PARTNERSHIP if place == "partnership" else AGENCY), capability
    _entries[place][url_name] = Entry(position, text, url_name, capability)


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
register(place="agency", text="Home", url_name="agency-home", capability="view_agency", position=0)
register(
    place="agency", text="Colleagues", url_name="colleagues", capability="view_agency", position=60
)


def navigation_of(membership: Membership, path: str) -> Navigation:
    """What `membership` sees at its place while on the page `path`. No query."""
    registered = sorted(_entries[kind_of(membership)].values())
    entries = [entry for entry in registered if may(membership, entry.capability)]
    urls = [place_url(membership, entry.url_name) for entry in entries]
    home = home_url(membership)
    # Every address of the place begins with that of its home: the longest match counts.
    here = max((url for url in urls if path.startswith(url)), key=len, default="")
    if here == home != path:
        here = ""
    links = [
        Link(entry.text, url, ("page" if url == path else "true") if url == here else "")
        for entry, url in zip(entries, urls, strict=True)
    ]
    return Navigation(place=str(membership.place), home=home, links=links)
