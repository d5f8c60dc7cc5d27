"""A session ends while somebody fills in a form: what was typed is offered again, to them alone."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from agencies.models import Listing
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import cycle_with, published_rows

pytestmark = pytest.mark.django_db

NAME = "The agency typed for a minute"


@pytest.fixture
def partnership():
    return PartnershipFactory(slug="wexcombe")


@pytest.fixture
def manager(partnership):
    return person_at(partnership, "manager")


@pytest.fixture
def sent(client, manager):
    """The form of a new agency, filled in."""
    client.force_login(manager)
    return filled_in(client.get("/p/wexcombe/agencies/add/").content.decode())


def filled_in(page):
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    return {"token": token, "name": NAME, "sector": "Health", "size": "small"}


def ends(client):
    """As after twelve hours."""
    Session.objects.all().delete()


def waits(client, manager, sent):
    """The form is sent too late, and its owner signs in again."""
    ends(client)
    client.post(WHERE, sent)
    client.force_login(manager)


WHERE = "/p/wexcombe/agencies/add/"


def test_it_is_shown_after_signing_in_and_sent_with_one_button(client, manager, sent):
    ends(client)
    answer = client.post(WHERE, sent)
    assert answer.status_code == 302
    assert answer.url.endswith(f"?next={WHERE}")
    client.force_login(manager)
    page = client.get(WHERE).content.decode()
    assert "You were signed out before this was saved" in page
    assert NAME in page
    assert not Listing.objects.exists()
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    client.post(WHERE, again)
    assert Listing.objects.get().name == NAME


def test_a_reload_loses_nothing(client, manager, sent):
    waits(client, manager, sent)
    for _ in range(3):
        assert NAME in client.get(WHERE).content.decode()


def test_once_it_is_sent_the_page_is_empty_again(client, manager, sent):
    waits(client, manager, sent)
    client.post(WHERE, {**sent, "size": "enormous"})
    assert NAME not in client.get(WHERE).content.decode(), "it was answered, with what is wrong"


def test_it_can_be_thrown_away(client, manager, sent):
    """The button that does so never reaches the form itself: that would send it empty."""
    waits(client, manager, sent)
    page = client.get(WHERE).content.decode()
    name, value = re.search(r'form="throw-away"\s+name="([^"]+)"\s+value="([^"]+)"', page).groups()
    for _ in range(2):
        answer = client.post(WHERE, {name: value})
        assert (answer.status_code, answer.url) == (302, WHERE)
        assert NAME not in client.get(WHERE).content.decode()
    assert not Listing.objects.exists()


def test_it_waits_for_twelve_hours(client, manager, sent, frozen):
    waits(client, manager, sent)
    was = client.session["held-page"]
    frozen.shift(timedelta(hours=12, seconds=1))
    client.force_login(manager)
    session = client.session
    session["held-page"] = was
    session.save()
    assert NAME not in client.get(WHERE).content.decode()
    assert "held-page" not in client.session


def test_it_waits_while_its_owner_looks_at_another_page(client, manager, sent):
    ends(client)
    client.post(WHERE, sent)
    client.force_login(manager)
    assert NAME not in client.get("/p/wexcombe/agencies/").content.decode()
    assert NAME in client.get(WHERE).content.decode()


def test_somebody_else_is_not_shown_it(client, partnership, sent):
    ends(client)
    client.post(WHERE, sent)
    client.force_login(person_at(partnership, "manager"))
    assert NAME not in client.get(WHERE).content.decode()


def test_who_opened_no_page_of_ours_keeps_nothing(client, partnership):
    client.post(WHERE, {"name": NAME, "token": "made up"})
    assert "held-page" not in client.session


def test_a_sign_in_in_another_window_costs_nothing(manager):
    """It makes the form's own token too old."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    sent = filled_in(client.get(WHERE).content.decode())
    client.cookies.pop("csrftoken")
    page = client.post(WHERE, {**sent, "csrfmiddlewaretoken": "x" * 32}, follow=True)
    assert NAME in page.content.decode()


def test_a_form_of_somebody_elses_page_is_refused(manager, partnership, sent):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person_at(partnership, "manager"))
    assert client.post(WHERE, {**sent, "csrfmiddlewaretoken": "x" * 32}).status_code == 403


def test_pages_where_one_types_a_password_carry_no_token(client, manager):
    client.force_login(manager)
    for where in ("/accounts/password/set/", "/accounts/password/change/", "/accounts/login/"):
        assert 'name="token"' not in client.get(where, follow=True).content.decode()


def test_the_browser_keeps_no_copy_of_what_was_typed(client, manager, sent):
    """On a shared computer the Back button must not show it to the next person."""
    ends(client)
    client.post(WHERE, sent)
    client.force_login(manager)
    answer = client.get(WHERE)
    assert NAME in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"


def test_it_says_what_would_be_sent(client, manager, sent):
    """The page's name, and every box in the words of its label, the short ones too."""
    waits(client, manager, sent)
    page = " ".join(client.get(WHERE).content.decode().split())
    assert "Add an agency: what you typed" in page
    shown = re.findall(r"<dt[^>]*>([^<]+)</dt> <dd[^>]*>([^<]+)</dd>", page)
    assert ("Name of the agency", NAME) in shown
    assert ("Sector", "Health") in shown
    assert "Small" in dict(shown)["Size"]


def test_a_question_before_an_act_is_asked_again(client, manager, partnership):
    """One button 'Send it now' would close an audit without a word of it."""
    cycle = cycle_with(partnership, rows=published_rows(), state="open")
    where = f"/p/wexcombe/cycles/{cycle.pk}/close/"
    client.force_login(manager)
    token = re.search(r'name="token" value="([^"]+)"', client.get(where).content.decode())[1]
    ends(client)
    client.post(where, {"token": token, "anyway": "on"})
    client.force_login(manager)
    page = " ".join(client.get(where).content.decode().split())
    assert "Send it now" not in page
    assert "Close the audit</button>" in page.replace(" </button>", "</button>")
    assert "so nothing has been done" in page
    assert "so nothing has been done" not in client.get(where).content.decode()
    cycle.refresh_from_db()
    assert cycle.state == "open"
