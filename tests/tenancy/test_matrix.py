"""The matrix: routes x methods x roles x two tenants, with the other tenant's ids.

0 leaks: nobody reaches or is shown a row of a place that is not theirs.
"""

from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection
from django.shortcuts import resolve_url
from django.test.utils import CaptureQueriesContext

from .cast import AGENCIES, FOREIGN, HOME, PARTNERSHIPS, ROLES, Cast
from .route import Route, own
from .routes import ROUTES
from .visit import Visitor, rows_of

pytestmark = pytest.mark.django_db

PLACE_ROUTES = [route for route in ROUTES if route.place in ROLES]
OTHER_ROUTES = [route for route in ROUTES if route.place not in ROLES]
CLOSED_ROUTES = [route for route in ROUTES if route.place != "public"]
EVERYBODY = [
    *(f"{place}.{role}" for place in PARTNERSHIPS for role in ROLES["partnership"]),
    *(f"{place}.{role}" for place in AGENCIES for role in ROLES["agency"]),
    "nobody",
]
# Sessions are written by whoever looks; nothing else may be.
WRITABLE_BY_GET = ("django_session",)


def by_name(routes: list[Route]) -> pytest.MarkDecorator:
    """One test for each of the routes."""
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.name)


@by_name(PLACE_ROUTES)
def test_the_roles_that_may_are_let_in(route: Route, visitor: Visitor) -> None:
    """The positive control: without it a 404 would prove nothing."""
    home = HOME[route.place]
    for method, roles in route.methods().items():
        assert roles, f"{method}: nobody may, so nothing is proved"
        for role in roles:
            person = f"{home}.{role}"
            answer = visitor.ask(route, method, person, at=home)
            assert answer.status_code == route.status(method, person), (method, person)
            assert not visitor.leaks(answer, person), (method, person)


@by_name(PLACE_ROUTES)
def test_the_wrong_role_is_told_so(route: Route, visitor: Visitor) -> None:
    """403 for people of the place whose role lacks the capability."""
    home = HOME[route.place]
    for method, roles in route.methods().items():
        for role in set(ROLES[route.place]) - roles:
            person = f"{home}.{role}"
            answer = visitor.ask(route, method, person, at=home)
            assert answer.status_code == 403, (method, person)
            assert not visitor.leaks(answer, person), (method, person)


@by_name(PLACE_ROUTES)
def test_people_of_other_places_find_nothing(route: Route, visitor: Visitor) -> None:
    """404 for everybody who does not belong to the place, with its own right ids."""
    home = HOME[route.place]
    for method in route.methods():
        for person in EVERYBODY:
            if person.startswith(f"{home}."):
                continue
            answer = visitor.ask(route, method, person, at=home)
            assert answer.status_code == 404, (method, person)
            assert not visitor.leaks(answer, person), (method, person)


@by_name([route for route in PLACE_ROUTES if route.references("path")])
def test_another_tenants_ids_in_the_path_are_not_there(
    route: Route, visitor: Visitor, cast: Cast
) -> None:
    """404 at home, with one id of the path taken from the other tenant."""
    home, foreign = HOME[route.place], FOREIGN[route.place]
    for method, roles in route.methods().items():
        for role in roles:
            for key in route.references("path"):
                person = f"{home}.{role}"
                before = rows_of(cast, foreign)
                answer = visitor.ask(route, method, person, at=home, swap={f"path.{key}": foreign})
                assert answer.status_code == 404, (method, person, key)
                assert not visitor.leaks(answer, person), (method, person, key)
                assert rows_of(cast, foreign) == before, (method, person, key)


@by_name(PLACE_ROUTES)
def test_another_tenants_ids_in_the_query_show_nothing(route: Route, visitor: Visitor) -> None:
    """What stands behind the '?' shows nothing of the other tenant, asked for or not.

    A route that takes an id there names it in its `query`. All get the ids of their path and
    form there too: a view that looked for them in the query first would be found out.
    """
    home, foreign = HOME[route.place], FOREIGN[route.place]
    ids = {
        key: value
        for part in ({"pk": own("place")}, route.body, route.path, route.query)
        for key, value in part.items()
        if isinstance(value, own)
    }
    asked = replace(route, query={**route.query, **ids})
    swap = {f"query.{key}": foreign for key in ids}
    for method, roles in route.methods().items():
        for role in roles:
            person = f"{home}.{role}"
            answer = visitor.ask(asked, method, person, at=home, swap=swap)
            usual = [route.status(method, person)]
            expected = range(500) if route.references("query") else usual
            assert answer.status_code in expected, (method, person)
            assert not visitor.leaks(answer, person), (method, person)


@by_name([route for route in PLACE_ROUTES if route.references("body")])
def test_another_tenants_ids_in_the_body_are_refused(
    route: Route, visitor: Visitor, cast: Cast
) -> None:
    """A form with the other tenant's id is refused, and nothing of the other tenant changes."""
    home, foreign = HOME[route.place], FOREIGN[route.place]
    for role in route.methods()["post"]:
        for key in route.references("body"):
            person = f"{home}.{role}"
            answer = visitor.ask(route, "post", person, at=home, swap={f"body.{key}": foreign})
            assert answer.status_code in route.refused, (person, key)
            assert answer.status_code != route.post_status, (person, key)
            assert not visitor.leaks(answer, person), (person, key)


@by_name(PLACE_ROUTES)
def test_no_other_method_is_answered(route: Route, visitor: Visitor) -> None:
    """405, from those who may use the methods there are."""
    home = HOME[route.place]
    methods = route.methods()
    role = next(iter(next(iter(methods.values()))))
    for method in {"get", "post", "put", "patch", "delete"} - set(methods):
        answer = visitor.ask(route, method, f"{home}.{role}", at=home)
        assert answer.status_code == 405, method


@by_name([route for route in ROUTES if route.get is not None and not route.get_writes])
def test_looking_changes_nothing(route: Route, visitor: Visitor) -> None:
    """GET never writes."""
    home = HOME.get(route.place, "A")
    role = next(iter(route.methods()["get"] or {"manager"}))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        visitor.ask(route, "get", f"{home}.{role}", at=home)
    writes = [
        query["sql"]
        for query in queries
        if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")
        and not any(table in query["sql"] for table in WRITABLE_BY_GET)
    ]
    assert not writes


@by_name(CLOSED_ROUTES)
def test_who_is_not_signed_in_is_asked_to(route: Route, visitor: Visitor) -> None:
    """Every page that is not public leads to the sign-in page, or answers 401 to a script."""
    home = HOME.get(route.place, "A")
    for method in route.methods():
        for headers in ({}, {"Accept": "application/json"}):
            answer = visitor.ask(route, method, "anonymous", at=home, headers=headers)
            assert answer.status_code in (302, 401), (method, headers)
            if answer.status_code == 302:
                assert answer.url.startswith(resolve_url(settings.LOGIN_URL)), (method, headers)
            assert not visitor.leaks(answer, "anonymous"), (method, headers)


@by_name(OTHER_ROUTES)
def test_pages_of_no_place_show_each_person_their_own(route: Route, visitor: Visitor) -> None:
    """Open to whoever is signed in (or to everybody), with nothing of places not theirs."""
    people = [*EVERYBODY, *(["anonymous"] if route.place == "public" else [])]
    for method in route.methods():
        for person in people:
            home = person.partition(".")[0] if "." in person else "A"
            answer = visitor.ask(route, method, person, at=home)
            assert answer.status_code == route.status(method, person), (method, person)
            assert not visitor.leaks(answer, person), (method, person)
