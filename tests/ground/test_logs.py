"""What the operator reads, and what must not stand there."""

import json
import logging
import logging.config
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from django.test import Client

from s11portal.settings.logs import json_logging
from tests.factories.agencies import AgencyFactory, PartnershipFactory, person_at


@pytest.fixture
def logged() -> Iterator[Any]:
    """The lines written since, as production writes them."""
    config = json_logging(level="INFO")
    stream = StringIO()
    config["handlers"]["console"]["stream"] = stream
    loggers = ["", "django", "django.request", "s11portal"]
    before = {
        name: (list((one := logging.getLogger(name)).handlers), one.filters[:], one.level)
        for name in loggers
    }
    logging.config.dictConfig(config)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for name, (handlers, filters, level) in before.items():
        one = logging.getLogger(name)
        one.handlers, one.filters, one.level = handlers, filters, level
    structlog.reset_defaults()


def test_people_and_codes_are_not_in_the_logs(logged: Any) -> None:
    """A mail server's refusal repeats the address; Django repeats the page's."""
    problem = {"ann@north.example": (550, b"no such user <ann@north.example>")}
    logging.getLogger("s11portal").warning("Mail %s not sent (attempt %s): %s", 7, 1, problem)
    logging.getLogger("django.request").warning("Not Found: %s", "/a/bcdfgh2345/returns/3/")
    logging.getLogger("s11portal").info("GET /invitation/tok-en_123/ from /a/bcdfgh2345")
    text = json.dumps(logged())
    for secret in ("ann@", "north.example", "bcdfgh2345", "tok-en"):
        assert secret not in text
    assert "Mail 7 not sent (attempt 1)" in text
    assert "/a/[code]/returns/3/" in text


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_wrong_role_is_one_line_without_a_trace(logged: Any, method: str) -> None:
    partnership = PartnershipFactory()
    client = Client()
    client.force_login(person_at(partnership, "executive"))
    assert getattr(client, method)(f"/p/{partnership.slug}/people/").status_code == 403
    (line,) = [line for line in logged() if "Forbidden" in line["event"]]
    assert "exception" not in line
    assert "Traceback" not in json.dumps(line)


@pytest.mark.django_db
def test_an_agencys_page_that_is_not_there_is_logged_without_its_code(logged: Any) -> None:
    agency = AgencyFactory()
    client = Client()
    client.force_login(person_at(AgencyFactory(), "lead"))
    assert client.get(f"/a/{agency.code}/").status_code == 404
    assert agency.code not in json.dumps(logged())
