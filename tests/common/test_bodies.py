"""What a request brings along arrives whole, or nothing of it is used."""

import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from audits.models import AuditTemplate
from s11portal.common.bodies import CutShort, WholeBodies, WholeBody
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.submissions import EVERY_TYPE


class Drips(io.BytesIO):
    """A stream that gives three bytes at a time, as a slow line does."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(3 if size is None or size < 0 else min(size, 3))


class Breaks(io.BytesIO):
    """A stream whose connection breaks at its end."""

    def read(self, size: int | None = -1, /) -> bytes:
        if part := super().read(size):
            return part
        raise ConnectionResetError("reset by peer")


@pytest.fixture
def send() -> Any:
    """Sends a pasted template as a manager; returns the status and the page."""
    client = Client(enforce_csrf_checks=True)
    partnership = PartnershipFactory()
    client.force_login(person_at(partnership, "manager"))
    address = f"/p/{partnership.slug}/templates/add/"
    page = client.get(address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    body = urlencode({"csrfmiddlewaretoken": token[1], "text": EVERY_TYPE}).encode()
    application = WholeBodies(lambda environ, start: client.handler(environ))

    def go(change: Callable[[bytes], bytes] = bytes, **environ: Any) -> tuple[int, str]:
        answer: Any = application(
            {
                "REMOTE_ADDR": "127.0.0.1",
                "SERVER_PORT": "80",
                "wsgi.url_scheme": "http",
                "REQUEST_METHOD": "POST",
                "PATH_INFO": address,
                "HTTP_COOKIE": cookies,
                "SERVER_NAME": "testserver",
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(change(body)),
                # With it the form's token is looked for in the header too.
                "HTTP_X_CSRFTOKEN": token[1],
                **environ,
            },
            print,
        )
        return answer.status_code, answer.content.decode()

    go.body = body  # type: ignore[attr-defined]
    return go


@pytest.mark.django_db
@pytest.mark.parametrize("stream", [io.BytesIO, Drips, Breaks])
@pytest.mark.parametrize("left", [0, 1, 249, -40, -1])
def test_a_form_that_lost_its_end_stores_nothing_and_says_so(send: Any, stream: Any, left: int):
    status, page = send(**{"wsgi.input": stream(send.body[:left])})
    assert status == 400
    assert "Only part of what you sent arrived" in page
    assert not AuditTemplate.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("stream", [io.BytesIO, Drips, Breaks])
def test_a_form_that_arrives_whole_is_stored(send: Any, stream: Any):
    status, page = send(**{"wsgi.input": stream(send.body)})
    assert status == 302, page
    assert AuditTemplate.objects.count() == 1


@pytest.mark.django_db
def test_a_form_in_chunks_is_read_as_one_with_a_length(send: Any):
    status, page = send(CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert status == 302, page
    assert AuditTemplate.objects.count() == 1


@pytest.mark.django_db
def test_a_form_in_chunks_that_lost_its_end_stores_nothing(send: Any):
    status, page = send(
        CONTENT_LENGTH="",
        HTTP_TRANSFER_ENCODING="chunked",
        **{"wsgi.input": Breaks(send.body[:249])},
    )
    assert status == 400
    assert "Only part of what you sent arrived" in page
    assert not AuditTemplate.objects.exists()


@pytest.mark.django_db
def test_chunks_larger_than_any_page_takes_are_refused(send: Any, settings: Any):
    settings.MOST_BYTES_OF_A_REQUEST = 1000
    stream = io.BytesIO(b"x" * 5000)
    status, page = send(
        CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked", **{"wsgi.input": stream}
    )
    assert status == 413
    assert stream.tell() == 1001
    assert "That was too large" in page


def test_a_whole_body_ends_where_its_length_says():
    body = WholeBody(Drips(b"one\ntwo\nthree and the next request"), 13)
    assert body.readline() == b"one\n"
    assert body.readline(2) == b"tw"
    assert body.read(3) == b"o\nt"
    assert body.read() == b"hree"
    assert body.read() == body.readline() == b""


@pytest.mark.parametrize("read", [WholeBody.read, WholeBody.readline])
def test_a_body_that_ends_early_is_no_body(read: Any):
    with pytest.raises(CutShort, match="7 bytes to come"):
        read(WholeBody(io.BytesIO(b""), 7))
