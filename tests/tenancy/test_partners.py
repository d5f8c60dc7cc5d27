"""A joint cycle: what its partners reach, in each state of theirs, by every route.

Who leads it manages it; who has joined reads what its own areas show and writes its own
report; who is only asked, or has left, finds nothing of it. Whose areas are withdrawn has
a part in the cycle still, and sees no agency in it.
"""

import pytest

from .cast import PARTNERS, Cast
from .route import Route
from .routes import ROUTES
from .visit import Visitor, rows_of, text_of

pytestmark = pytest.mark.django_db

# What routes name in their path: something of the cycle itself, of an agency in it, or of
# the partnership's own report on it.
OF_THE_CYCLE = {
    *("draft_cycle", "open_cycle", "results_cycle", "unreported_cycle", "asked_question"),
}
OF_AN_AGENCY = {"waiting", "exempted", "submitted_participant"}
OF_THE_REPORT = {"recommendation", "draft_document", "published_document"}
# What has nothing to do with a cycle.
ELSEWHERE = {
    *("membership", "invitation", "lead_invitation", "listing", "listing_without_lead"),
    *("template_draft", "template_published", "template_to_copy"),
    *("response_import", "response_upload"),  # of the partnership that leads, and of no other
}
# Who finds nothing of the cycle.
OUTSIDE = ("asked", "left")


def names(route: Route) -> set[str]:
    """The objects that the route names in its path."""
    return {route.path[key].name for key in route.references("path")}


def routes_of(objects: set[str]) -> list[Route]:
    """The routes that name one of `objects`."""
    return [route for route in ROUTES if names(route) & objects]


JOINT_ROUTES = routes_of(OF_THE_CYCLE | OF_AN_AGENCY | OF_THE_REPORT)
OWN_ROUTES = routes_of(OF_AN_AGENCY | OF_THE_REPORT)
# Lists, forms and homes: nothing is named, and everything of the place is shown.
LISTS = [r for r in ROUTES if r.place == "partnership" and r.get is not None and not names(r)]


def by_name(routes: list[Route]) -> pytest.MarkDecorator:
    """One test for each of the routes."""
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.name)


def expected(route: Route, method: str, place: str) -> int:
    """What the manager of a partner is answered."""
    if place in OUTSIDE or (place == "withdrawn" and names(route) & OF_AN_AGENCY):
        return 404
    if route.lead_only and place != "leading":
        return 403
    return route.status(method)


def test_every_route_of_a_cycle_is_asked() -> None:
    """What a new route names belongs into one of the sets above."""
    known = OF_THE_CYCLE | OF_AN_AGENCY | OF_THE_REPORT | ELSEWHERE
    partnerships = [route for route in ROUTES if route.place == "partnership"]
    assert not {route.name: names(route) - known for route in partnerships if names(route) - known}


@by_name(JOINT_ROUTES)
def test_a_partner_reaches_what_its_state_opens(route: Route, visitor: Visitor) -> None:
    """With the right ids of its own: as found, as forbidden, or as not there."""
    for method in route.methods():
        for place in PARTNERS:
            person = f"{place}.manager"
            answer = visitor.ask(route, method, person, at=place)
            assert answer.status_code == expected(route, method, place), (method, person)
            assert not visitor.leaks(answer, person), (method, person)


@by_name(OWN_ROUTES)
def test_a_partner_does_not_reach_what_another_has(
    route: Route, visitor: Visitor, cast: Cast
) -> None:
    """Agencies of another's areas, and another's report, are not there: for the lead neither."""
    for place, other in (("leading", "joined"), ("joined", "leading"), ("joined", "left")):
        before = rows_of(cast, other)
        for method in route.methods():
            person = f"{place}.manager"
            answer = visitor.ask(route, method, person, at=place, swap={"path.pk": other})
            assert answer.status_code == 404, (method, person, other)
            assert not visitor.leaks(answer, person), (method, person, other)
        assert rows_of(cast, other) == before, (route.name, other)


@by_name([*LISTS, next(route for route in ROUTES if route.name == "your-work")])
def test_a_partners_lists_show_nothing_of_the_others(route: Route, visitor: Visitor) -> None:
    """Homes, boards and lists: nothing of the cycle for who is outside, nor of other areas."""
    for place in PARTNERS:
        answer = visitor.ask(route, "get", f"{place}.manager", at=place)
        assert answer.status_code == 200, place
        assert not visitor.leaks(answer, f"{place}.manager"), place


@pytest.mark.parametrize("place", ["leading", "joined"])
def test_a_partner_is_shown_its_own(place: str, visitor: Visitor, cast: Cast) -> None:
    """The positive control of the canaries: these pages do show what they may."""
    by_name = {route.name: route for route in ROUTES}

    def shown(name: str) -> str:
        return text_of(visitor.ask(by_name[name], "get", f"{place}.manager", at=place))

    assert cast[place, "open_cycle"].title in shown("cycles")
    for participant in (cast[place, "waiting"], cast[place, "submitted_participant"]):
        listing = participant.areas.get().listing
        assert listing.name in shown("cycle-board")
    text = cast[place, "submitted_participant"].revisions.get().answers.exclude(examples="").get()
    assert text.examples in shown("cycle-return")
    assert text.examples in shown("cycle-question-answers")
