"""What people's lines do to the web server: forms that lose their end, requests that crawl."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.factories.submissions import EVERY_TYPE

from .site import WebServer

TEMPLATES = "SELECT name FROM audits_audittemplate ORDER BY id"
FORM = "Content-Type: application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    started = WebServer(tmp_path_factory.mktemp("web"))
    yield started
    started.stop()


def pasted(name: str) -> bytes:
    """The form of a pasted template. What is missing at its end, it can do without."""
    text = EVERY_TYPE.replace("every-type", name).replace("Every type of question", name)
    return urlencode({"csrfmiddlewaretoken": "a" * 32, "text": text}).encode()


def chunk(part: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(part), part)


def test_a_form_that_lost_its_end_on_the_line_stores_nothing(web: WebServer) -> None:
    body = pasted("half")
    head = web.head("POST", "templates/add/", FORM, f"Content-Length: {len(body)}")
    for part in (body[:249], body.rpartition(b"%0A++++++")[0], body[:-1]):
        status, page = web.ask(head + part, ends=True)
        assert status == 400
        assert "Only part of what you sent arrived" in page
    assert web.stored(TEMPLATES) == []
    assert web.ask(head + body)[0] == 302
    assert web.stored(TEMPLATES) == [("half",)]


def test_a_form_in_chunks_is_read_whole_or_not_at_all(web: WebServer) -> None:
    body = pasted("chunks")
    head = web.head("POST", "templates/add/", FORM, "Transfer-Encoding: chunked")
    before = web.stored(TEMPLATES)
    for sent in (chunk(body[:500]), chunk(body[:500])[:-9], chunk(body), chunk(body) + b"0\r\n"):
        status, page = web.ask(head + sent, ends=True)
        assert status == 400
        assert "Only part of what you sent arrived" in page
    assert web.stored(TEMPLATES) == before
    assert web.ask(head + chunk(body[:500]) + chunk(body[500:]) + b"0\r\n\r\n")[0] == 302
    assert web.stored(TEMPLATES) == [*before, ("chunks",)]
