"""While large reports are drawn, somebody who signs in gets a code at once."""

import sqlite3
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from .site import Site, until

FIVE_REPORTS = """
from reports.report.services import report as report_services
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import cycle_with, made_up_rows
for number in range(5):
    partnership = PartnershipFactory()
    cycle = cycle_with(partnership, rows=made_up_rows(%s))
    report = report_services.open_draft(actor=None, partnership=partnership, cycle=cycle)
    report_services.make_document(actor=None, report=report)
person_at(partnership, "manager", email="bea@example.org")
"""
STATES = "SELECT state FROM reports_document"
CODES = "SELECT state FROM common_outgoingmail WHERE secret AND \"to\" = 'bea@example.org'"


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Site]:
    """A site that draws five large reports."""
    site = Site(tmp_path)
    site.wait_until_up()
    site.manage("shell", "-v0", "-c", FIVE_REPORTS % 30)
    until(lambda: stored(site, STATES).count("rendering") == 2, "two reports to be drawn")
    yield site
    site.stop_at_once()


def stored(site: Site, sql: str) -> list[str]:
    with sqlite3.connect(site.data / "s11portal.sqlite3", timeout=20) as database:
        return [value for (value,) in database.execute(sql)]


def ask_for_a_code(site: Site) -> None:
    token = "a" * 32
    form = {"csrfmiddlewaretoken": token, "email": "bea@example.org"}
    request = urllib.request.Request(
        f"http://127.0.0.1:{site.port}/accounts/login/code/",
        urllib.parse.urlencode(form).encode(),
        {"Cookie": f"csrftoken={token}"},
    )
    urllib.request.urlopen(request, timeout=20).close()


def test_a_sign_in_code_is_sent_within_five_seconds_while_five_reports_are_drawn(
    busy: Site,
) -> None:
    begun = time.monotonic()
    ask_for_a_code(busy)
    until(lambda: stored(busy, CODES) == ["sent"], "the code to be sent")
    assert time.monotonic() - begun < 5
    states = stored(busy, STATES)
    assert len(states) == 5
    assert states.count("ready") < 5, "there were reports to draw all the while"
    assert states.count("rendering") <= 2
