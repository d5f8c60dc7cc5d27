"""People with twenty tabs open tell them apart by their titles: each page has one of its own."""

import re
from collections import defaultdict

import pytest

from .cast import HOME, ROLES
from .routes import ROUTES
from .visit import Visitor

pytestmark = pytest.mark.django_db

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@pytest.mark.parametrize("place", ["partnership", "agency"])
def test_no_two_pages_have_the_same_title(place: str, visitor: Visitor) -> None:
    pages: dict[str, set[str]] = defaultdict(set)
    home = HOME[place]
    for route in ROUTES:
        may = route.methods().get("get", frozenset()) & set(ROLES[place])
        if route.place != place or not may:
            continue
        answer = visitor.ask(route, "get", f"{home}.{sorted(may)[0]}", at=home)
        found = TITLE.search(answer.content.decode()) if not answer.streaming else None
        if found and answer.status_code == 200:
            pages[" ".join(found[1].split())].add(route.name)
    assert len(pages) > 4
    shared = {title: names for title, names in pages.items() if len(names) > 1}
    assert not shared
    assert all(title.endswith(" - S11 Portal") and len(title) > 20 for title in pages)
