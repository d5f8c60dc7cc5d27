"""The table of routes is whole: each address has one entry, and each entry an address."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from agencies.roles import AGENCY, PARTNERSHIP

from .route import Route
from .routes import ROUTES


def addresses(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the product, with its pattern."""
    for entry in patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield address, entry
        else:
            yield from addresses(entry.url_patterns, address)


def test_every_address_is_in_the_table() -> None:
    """A route that nobody entered would be a route that nobody checked."""
    named = {route.name for route in ROUTES}
    missing = [
        f"{address} ({entry.name})"
        for address, entry in addresses(get_resolver().url_patterns)
        if entry.name not in named
    ]
    assert not missing, f"Say in tests/tenancy/routes/ what each role may do at {missing}"


def test_every_entry_has_an_address() -> None:
    """A leftover entry proves nothing."""
    names = {entry.name for _, entry in addresses(get_resolver().url_patterns)}
    assert not [route.name for route in ROUTES if route.name not in names]


def test_no_address_is_entered_twice() -> None:
    """The second entry could contradict the first."""
    assert not [name for name, n in Counter(route.name for route in ROUTES).items() if n > 1]


def test_no_address_has_two_patterns() -> None:
    """One name, one pattern: otherwise the matrix would ask only one of them."""
    names = Counter(entry.name for _, entry in addresses(get_resolver().url_patterns))
    assert not [name for name, n in names.items() if n > 1]


KINDS = {"p/": "partnership", "a/": "agency"}


def test_every_address_of_a_place_is_guarded() -> None:
    """Under /p/ and /a/ stand only views with a door for that kind of place."""
    unguarded = [
        address
        for address, entry in addresses(get_resolver().url_patterns)
        if (kind := KINDS.get(address[:2]))
        and kind not in getattr(entry.callback, "capability", {})
    ]
    assert not unguarded


def guarded() -> Iterator[tuple[Route, str]]:
    """Every route of a place with the capability its view asks for there."""
    by_name = {route.name: route for route in ROUTES}
    for address, entry in addresses(get_resolver().url_patterns):
        if kind := KINDS.get(address[:2]):
            yield by_name[entry.name], entry.callback.capability[kind]


def test_each_route_is_for_the_roles_that_have_its_capability() -> None:
    """Two tables that were written apart say the same: here by route, there by capability."""
    roles_of = {**PARTNERSHIP, **AGENCY}
    differ = [
        (route.name, method, capability)
        for route, capability in guarded()
        for method, roles in route.methods().items()
        if roles != set(map(str, roles_of[capability]))
    ]
    assert not differ


def test_each_capability_opens_a_route() -> None:
    """One that opens none would be compared with nothing above."""
    assert {capability for _, capability in guarded()} == {*PARTNERSHIP, *AGENCY}


def test_a_capability_belongs_to_one_kind_of_place() -> None:
    """With one name in both tables of agencies/roles.py a door could ask the wrong one."""
    assert not PARTNERSHIP.keys() & AGENCY.keys()
