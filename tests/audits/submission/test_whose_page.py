"""A page saves for the person it was made for, and for nobody else."""

import pytest

from s11portal.common.saving.kept_page import KEY
from tests.audits.submission.test_pages import address, fields_of
from tests.factories.agencies import person_at
from tests.factories.submissions import open_return

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return open_return()


@pytest.fixture
def colleague(work):
    return person_at(work.agency, "contributor")


@pytest.fixture
def lead(work, client):
    client.force_login(work.lead)
    return client


def opened(work, lead):
    return fields_of(lead.get(address(work, "standard", standard="leadership")))


def test_a_page_made_for_somebody_else_saves_nothing(work, lead, colleague):
    """On a shared computer a page may be open that a colleague left behind."""
    theirs = opened(work, lead) | {"policy.examples": "Typed on the lead's page"}
    lead.force_login(colleague)
    sent = theirs | {"question": "policy"}
    told = lead.post(address(work, "save"), sent, headers={"Accept": "application/json"})
    assert told.status_code == 401
    assert "refused" in told.json()
    here = address(work, "standard", standard="leadership")
    response = lead.post(here, theirs | {"save": "yes"})
    assert (response.status_code, response.url) == (302, here)
    assert work.stored() == {}


@pytest.mark.parametrize("token", ["", "made up", "1.abc:def"])
def test_a_page_without_a_token_of_ours_saves_nothing(work, lead, token):
    sent = opened(work, lead) | {"policy.examples": "Typed", "question": "policy", "token": token}
    told = lead.post(address(work, "save"), sent, headers={"Accept": "application/json"})
    assert told.status_code == 401
    assert work.stored() == {}


def test_a_script_is_told_that_its_person_is_signed_out(work, lead):
    """It keeps the text on the page and offers the sign-in there."""
    sent = opened(work, lead) | {"policy.examples": "Typed", "question": "policy"}
    lead.logout()
    told = lead.post(address(work, "save"), sent, headers={"Accept": "application/json"})
    assert (told.status_code, told.json()) == (401, {"signed_out": True})
    assert KEY not in lead.session


@pytest.mark.parametrize("token", ["", "made up"])
def test_what_no_page_of_ours_sent_is_not_kept(work, lead, token):
    here = address(work, "standard", standard="leadership")
    sent = opened(work, lead) | {"policy.examples": "Typed"}
    lead.logout()
    lead.post(here, sent | {"token": token})
    assert KEY not in lead.session
    lead.post(here, sent)
    assert lead.session[KEY]["path"] == here


def test_what_was_typed_on_one_page_is_not_shown_on_another(work, lead):
    """It is thrown away there: it would be taken for answers to other questions."""
    sent = opened(work, lead) | {"policy.examples": "Typed", "plan.version": "0", "plan.value": "?"}
    lead.logout()
    lead.post(address(work, "standard", standard="leadership"), sent)
    kept = dict(lead.session.items())
    lead.force_login(work.lead)
    session = lead.session
    session.update(kept | dict(session.items()))
    session.save()
    people = lead.get(address(work, "standard", standard="people")).content.decode()
    assert "You were signed out while you were typing" not in people
