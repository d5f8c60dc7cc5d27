"""Every percentage of the demonstration is what a calculator gives: on its pages and in its PDF."""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from agencies.models import Membership, Partnership
from audits.models import Cycle
from reports.models import Publication
from reports.results.queries import figures as figures_queries
from reports.results.rules.figures import CycleFigures
from s11portal.common import files
from tests.reports.calculator import claims, declared_parts, table_claims, text_of, wrong
from tests.reports.pdf import Pdf

pytestmark = pytest.mark.django_db

# A page leads to hundreds; what is behind the first of each kind is like the others.
NUMBERS = re.compile(r"/\d+/")


@pytest.fixture(scope="class")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def pages_of(client: Client, partnership: Partnership) -> dict[str, str]:
    """Every page of the partnership that links lead to: of each kind one for each audit."""
    first = f"/p/{partnership.slug}/"
    waiting, pages, kinds = [first, "/your-work/"], {}, set()
    while waiting:
        address = waiting.pop()
        kind = NUMBERS.sub("/n/", address)
        audit = re.search(r"/cycles/(\d+)/", address)
        if (kind, audit and audit[1]) in kinds:
            continue
        kinds.add((kind, audit and audit[1]))
        response = client.get(address)
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        pages[address] = response.content.decode()
        links = re.findall(r'href="(/p/[^"#?]+)', pages[address])
        waiting += [link for link in links if link.startswith(first) and link not in pages]
    return pages


@pytest.mark.usefixtures("seeded")
class TestTheDemonstration:
    """Its finished audit chose percentages that add up to 100, its running one did not."""

    def figures(self) -> tuple[CycleFigures, CycleFigures]:
        finished, running = (
            figures_queries.figures_of(cycle, cycle.partnership)
            for cycle in Cycle.objects.order_by("pk")
        )
        return finished, running

    @pytest.mark.parametrize("role", ["manager", "executive"])
    def test_on_every_page(self, client: Client, role: str) -> None:
        finished, running = self.figures()
        assert finished.rounding.adds_up
        assert not running.rounding.adds_up
        declared = declared_parts(finished)
        partnership = Cycle.objects.earliest("pk").partnership
        person = Membership.objects.filter(partnership=partnership, roles__role=role).earliest("pk")
        client.force_login(person.user)
        pages = pages_of(client, partnership)
        checked = 0
        for address, page in pages.items():
            of_finished = f"/cycles/{finished.cycle}/" in address or "/cycles/" not in address
            parts = declared if of_finished else set()
            in_tables = table_claims(page)
            assert not wrong(text_of(page), parts), address
            assert not [c for c in in_tables if not c.is_right and c.as_part not in parts], address
            checked += len(claims(text_of(page))) + len(in_tables)
        assert len(pages) > 5
        assert checked > 150

    def test_in_the_published_pdf(self) -> None:
        finished, _ = self.figures()
        text = Pdf(files.read(Publication.objects.get().document.file)).text
        assert not wrong(text, declared_parts(finished))
        assert len(claims(text)) > 30
        # published so, though a calculator gives 5
        assert "1 of 22 (4%)" in text
