"""A joint cycle: a partnership that leads it, and partners in every state.

Each stands for itself: "leading", "joined", "withdrawn" (it has joined, its areas are
withdrawn), "asked" (it has not joined yet) and "left".
"""

from itertools import count

from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.joint import Joint, joint_cycle

from . import PARTNERS, Cast
from .reports import write_report

# Who has a part in the cycle. The others may not even be told its title.
INSIDE = {"leading", "joined", "withdrawn"}
# Who sees the agency that works for all of them.
SEEING = {"leading", "joined"}


def add(cast: Cast) -> None:
    """Objects of partners: those that the routes of cycles and reports name."""
    for place in PARTNERS:
        seen_by = INSIDE if place == "leading" else {place}
        name = cast.canary(f"partnership {place}", seen_by=seen_by)
        cast[place, "place"] = PartnershipFactory(slug=f"partnership-{place}", name=name)
        cast.people[f"{place}.manager"] = person_at(cast[place, "place"], "manager")
    numbers = count()

    def words(what: str, place: str) -> str:
        return cast.canary(f"{what} {place} {next(numbers)}", seen_by=_seen_by(what, place))

    joint = joint_cycle(
        {place: cast[place, "place"] for place in PARTNERS},
        words,
        cast.canary("joint cycle", seen_by=INSIDE),
    )
    for place in PARTNERS:
        _objects(cast, place, joint)
        write_report(cast, place)


def _seen_by(what: str, place: str) -> set[str]:
    """A partnership's own list and its leads stay its own, whatever becomes of the cycle."""
    if place == "everybody":
        return set(PARTNERS) if what in ("agency", "lead") else SEEING
    if what in ("text", "note"):
        return {place} & SEEING
    return {place}


def _objects(cast: Cast, place: str, joint: Joint) -> None:
    part = joint[place]
    cast[place, "draft_cycle"] = joint.draft
    for name in ("open_cycle", "results_cycle", "unreported_cycle"):
        cast[place, name] = joint.cycle
    cast[place, "waiting"] = cast[place, "exempted"] = part.waiting
    cast[place, "submitted_participant"] = part.submitted
    cast[place, "asked_question"] = joint.version.questions.get(key="policy")
    cast[place, "template_published"] = joint.version
    cast[place, "listing"] = part.listing
