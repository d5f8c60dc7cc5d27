"""Pages that belong to no app, and what people read when something went wrong."""

from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings

from s11portal.common.views import errors
from tests.factories.agencies import AgencyFactory, PartnershipFactory, person_at
from tests.shown import page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/privacy/", "/accessibility/"])
def test_anybody_may_read_the_public_pages(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    assert '<html lang="en-GB"' in html
    assert " - S11 Portal</title>" in html
    assert html.count("<h1") == 1


def test_whoever_is_signed_in_starts_at_their_work(client: Client) -> None:
    client.force_login(person_at(PartnershipFactory(), "manager"))
    assert client.get("/").headers["Location"] == "/your-work/"


def test_a_missing_page_does_not_say_whether_it_exists(client: Client) -> None:
    person = person_at(AgencyFactory(), "lead")
    client.force_login(person)
    response = client.get("/p/somewhere-else/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "may not exist, or you may not have access" in html
    assert person.email in html
    assert "/your-work/" in html


def test_the_wrong_role_is_told_who_they_are_and_whom_to_ask(client: Client) -> None:
    partnership = PartnershipFactory(name="Saltmarsh Partnership")
    person = person_at(partnership, "executive")
    client.force_login(person)
    response = client.get(f"/p/{partnership.slug}/people/")
    assert response.status_code == 403
    html = page_of(response)
    assert person.email in html
    assert "Your role at Saltmarsh Partnership does not allow this." in html
    assert "business manager" in html


def test_an_old_form_keeps_the_text_and_says_how() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {"login": "a@b.example"})
    assert response.status_code == 403
    assert "What you typed is not lost" in response.content.decode()


def test_too_much_at_once_is_said_with_the_figures(client: Client) -> None:
    response = client.post("/accounts/login/", {"login": "x" * (6 * 1024 * 1024)})
    # The test client sends multipart, of which single boxes count towards the limit too.
    assert response.status_code == 413
    html = response.content.decode()
    assert "5.0" in html
    assert "6.0" in html
    assert "what you typed is still there" in html


def test_too_many_boxes_at_once_are_refused_alike(client: Client) -> None:
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=10):
        response = client.post("/accounts/login/", {f"box{n}": "x" for n in range(20)})
    assert response.status_code == 413


def test_what_is_still_being_sent_is_read_to_the_end() -> None:
    request = RequestFactory().post("/", b"x" * 300_000, content_type="application/octet-stream")
    errors.bad_request(request, RequestDataTooBig("too big"))
    assert request.read(1) == b""


def test_an_unreadable_request_has_a_page_of_its_own(client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["elsewhere.example"], DEBUG=False):
        response = client.get("/")
    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


def test_the_page_for_our_own_faults_needs_nothing() -> None:
    html = render_to_string("500.html")
    assert "Something went wrong" in html
    assert "This is our fault" in html


def test_no_page_has_inline_style_or_script_without_nonce(client: Client) -> None:
    html = client.get("/accounts/login/").content.decode()
    assert " style=" not in html
    assert "<style" not in html
    for tag in html.split("<script")[1:]:
        head = tag.split(">")[0]
        assert "src=" in head or "nonce=" in head, head
    assert " onclick=" not in html


def test_the_title_says_that_something_is_wrong() -> None:
    from s11portal.common import forms

    class One(forms.Form):
        name = forms.CharField()

    source = '{% extends "base.html" %}{% block title %}Invite{% endblock %}'
    template = engines["django"].from_string(source)

    def title(form: Any) -> str:
        html = template.render({"form": form}, RequestFactory().get("/"))
        return html.split("<title>")[1].split("</title>")[0]

    assert title(One()) == "Invite - S11 Portal"
    assert title(One({})) == "Error: Invite - S11 Portal"
    assert title(One({"name": "Ann"})) == "Invite - S11 Portal"


def test_signing_up_explains_where_accounts_come_from(client: Client) -> None:
    html = client.get("/accounts/signup/").content.decode()
    assert "You need an invitation" in html
    assert "<form" not in html


def test_outside_the_demonstration_nothing_speaks_of_it(client: Client) -> None:
    with override_settings(DEMONSTRATION=False):
        html = client.get("/accounts/login/").content.decode()
    assert "emonstration" not in html
    assert "Outbox" not in html
