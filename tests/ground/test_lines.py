"""What people's lines do to the web server: forms that lose their end, requests that crawl."""

import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest

from tests.factories.submissions import EVERY_TYPE

from .proxy import Proxy
from .site import ROOT, WebServer, until

TEMPLATES = "SELECT name FROM audits_audittemplate ORDER BY id"
FORM = "Content-Type: application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    started = WebServer(tmp_path_factory.mktemp("web"), "tests.ground.quick_gunicorn")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def proxy(web: WebServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The documented proxy, before a server of the usual patience with the same data."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed: the documented proxy is not tried")
    behind = WebServer(web.data)
    started = Proxy(tmp_path_factory.mktemp("proxy"), behind)
    yield started
    started.stop()
    behind.stop()


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


def crawling(open_line: Callable[[], socket.socket], web: WebServer) -> list[socket.socket]:
    """32 requests that are never done: some lack their first lines, some what they bring along."""
    head = web.head("POST", "templates/add/", FORM, "Content-Length: 5000")
    lines = []
    for number in range(32):
        line = open_line()
        line.sendall(head[:-20] if number % 4 == 1 else head + b"csrf")
        lines.append(line)
    return lines


def end(lines: list[socket.socket]) -> None:
    for line in lines:
        line.close()


def test_through_the_documented_proxy_slow_connections_hold_up_nobody(proxy: Proxy) -> None:
    lines = crawling(proxy.line, proxy.web)
    begun = time.monotonic()
    for number in range(10):
        for line in lines:
            line.sendall(b"a")
        assert proxy.get("/healthz")[0] == 200
        assert proxy.web.lives(), f"the web server has a thread free, round {number}"
        assert "Sign in" in proxy.get("/accounts/login/")[1]
    # Less than the server's patience: not one of them has been closed to make room.
    assert time.monotonic() - begun < 10
    end(lines)


def test_a_form_that_lost_its_end_before_the_proxy_never_reaches_the_site(proxy: Proxy) -> None:
    body = pasted("proxy")
    head = proxy.web.head("POST", "templates/add/", FORM, f"Content-Length: {len(body)}")
    before = proxy.web.stored(TEMPLATES)
    with proxy.line() as line:
        line.sendall(head + body[:-100])
    assert proxy.ask(head + body)[0] == 302
    assert proxy.web.stored(TEMPLATES) == [*before, ("proxy",)]


def test_the_proxy_has_a_page_for_when_the_site_is_away(proxy: Proxy) -> None:
    proxy.set_upstream("127.0.0.1:1")
    status, page = proxy.get("/")
    assert status == 503
    assert "Answers that showed Saved are safe" in page
    proxy.set_upstream(proxy.upstream)
    until(lambda: proxy.get("/healthz")[0] == 200, "the proxy to find the site again")


def test_the_bare_server_closes_slow_connections_and_answers_again(web: WebServer) -> None:
    """It is not answered meanwhile: that is why the guide requires a proxy."""
    silent = [web.line() for _ in range(32)]
    assert web.lives(1), "connections that say nothing hold no thread"
    lines = crawling(web.line, web)
    begun = time.monotonic()
    until(web.lives, "an answer")
    waited = time.monotonic() - begun
    # Each thread has to give up twice at most.
    assert waited < 2 * 3.0 + 5
    for line in lines[1::4]:
        line.settimeout(20)
        assert line.recv(1) == b"", "closed"
    end(lines + silent)


def test_the_guide_and_the_containers_use_the_proxy_that_is_tried() -> None:
    guide = (ROOT / "docs" / "production.md").read_text()
    assert "proxy/s11portal.conf.template" in guide
    compose = (ROOT / "docker-compose.yml").read_text()
    assert "./proxy:/etc/nginx/templates:ro" in compose
    used = set(re.findall(r"\$\{(\w+)\}", (ROOT / "proxy/s11portal.conf.template").read_text()))
    assert used == {"S11_WEB", "S11_CERTIFICATE"}
    assert all(f"      {name}: " in compose for name in used)
