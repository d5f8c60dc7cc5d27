"""The sections of a place's home page, to which higher apps add theirs.

In AppConfig.ready():

    from agencies.place.presenters import home as home_presenters
    home_presenters.register(
        place="partnership", capability="view_board", position=10,
        template="audits/cycle/_on_home.html", context=running_cycles,
    )

`context` takes the membership and returns what the template needs (a dict), or None to
leave the section out. The template starts with its own h2.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from agencies.models import Membership
from agencies.place.addresses import PlaceKind, kind_of
from agencies.roles import AGENCY, PARTNERSHIP, may

Context = Callable[[Membership], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Section:
    """One registered section."""

    position: int
    template: str
    capability: str
    context: Context


_sections: dict[PlaceKind, dict[str, Section]] = {"partnership": {}, "agency": {}}


def register(
    *, place: PlaceKind, template: str, context: Context, capability: str, position: int
) -> None:
    """Add a section to the home of all partnerships or all agencies; once per template."""
    assert capability in (PARTNERSHIP if place == "partnership" else AGENCY), capability
    _sections[place][template] = Section(position, template, capability, context)


def sections(membership: Membership) -> list[dict[str, Any]]:
    """What the home page of the membership's place shows: templates with their context."""
    shown = []
    for section in sorted(
        _sections[kind_of(membership)].values(), key=lambda section: section.position
    ):
        if not may(membership, section.capability):
            continue
        context = section.context(membership)
        if context is not None:
            shown.append({"template": section.template, "context": dict(context)})
    return shown
