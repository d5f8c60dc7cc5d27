"""The cast of the matrix: two partnerships, two agencies, everybody in them.

Places     "A" and "B" are partnerships; "shared" is an agency listed by both, "private"
           one listed by B only. At home in the matrix are A and shared; B and private
           are the tenants whose rows must never be reached from there. PARTNERS share
           a joint cycle, each in another state; see cast/joint.py.
People     cast.people["A.manager"], ["A.scrutineer"], ["A.executive"], the same for B;
           ["shared.lead"], ["shared.contributor"], ["shared.approver"], the same for
           private; a manager of each of PARTNERS; ["nobody"] belongs nowhere.
Objects    cast["A", "listing"]: the listing of A. An object that routes name in their
           path, query or body exists once for each place of its kind.
Canaries   cast.canary("what", seen_by={"B"}): a text to store in a row. When a page
           shows it to somebody with no place in `seen_by`, the matrix fails. A person
           ("B.manager") may stand there too: drafts are for some roles of a place only.

To add objects, write a module here with `def add(cast: Cast) -> None` and name it in
MODULES, after those it builds on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from agencies.models import User

# audits and reports add theirs here
MODULES = ["agencies", "templates", "submissions", "cycles", "reports", "joint"]

PARTNERSHIPS = ("A", "B")
AGENCIES = ("shared", "private")
PARTNERS = ("leading", "joined", "withdrawn", "asked", "left")
PLACES = (*PARTNERSHIPS, *AGENCIES, *PARTNERS)
ROLES = {
    "partnership": ("manager", "scrutineer", "executive"),
    "agency": ("lead", "contributor", "approver"),
}
# For each kind of place: where the matrix is at home, and whose rows it must not reach.
HOME = {"partnership": "A", "agency": "shared"}
FOREIGN = {"partnership": "B", "agency": "private"}


def seeing_drafts(place: str) -> set[str]:
    """Who at a partnership may see what is being prepared, or not published."""
    return {f"{place}.manager", f"{place}.scrutineer"}


@dataclass
class Cast:
    """People by "place.role", objects by (place, name), canaries by text."""

    people: dict[str, User] = field(default_factory=dict)
    objects: dict[tuple[str, str], Any] = field(default_factory=dict)
    canaries: dict[str, frozenset[str]] = field(default_factory=dict)

    def __getitem__(self, key: tuple[str, str]) -> Any:
        return self.objects[key]

    def __setitem__(self, key: tuple[str, str], value: Any) -> None:
        assert key[0] in PLACES, key
        self.objects[key] = value

    def canary(self, what: str, *, seen_by: Iterable[str]) -> str:
        """A text, like no other, that only `seen_by` (places or people) may ever be shown."""
        text = f"canary{len(self.canaries):03d}{what}".replace(" ", "").lower()
        self.canaries[text] = frozenset(seen_by)
        return text

    def leaks(self, content: str, person: str) -> list[str]:
        """The canaries in `content` that the person may not see."""
        content = content.lower()
        place = person.partition(".")[0]
        return [
            text
            for text, seen_by in self.canaries.items()
            if not seen_by & {place, person} and text in content
        ]


def build() -> Cast:
    """The whole cast, stored."""
    cast = Cast()
    for module in MODULES:
        import_module(f"{__name__}.{module}").add(cast)
    return cast
