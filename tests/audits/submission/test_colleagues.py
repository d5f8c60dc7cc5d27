"""Two people in one question, and pages that are older than what is stored."""

import pytest
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from tests.audits.submission.test_pages import address, fields_of
from tests.factories.agencies import person_at
from tests.factories.submissions import open_return
from tests.shown import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return open_return()


@pytest.fixture
def colleague(work):
    return person_at(work.agency, "contributor", name="Priya Nair")


@pytest.fixture
def lead(work, client):
    client.force_login(work.lead)
    return client


def opened(work, lead):
    return fields_of(lead.get(address(work, "standard", standard="leadership")))


def autosave(work, lead, page, **typed):
    """What the page's script sends of question 1.1, and what it takes from the answer."""
    page |= {f"policy.{name}": text for name, text in typed.items()}
    sent = {name: value for name, value in page.items() if name.startswith("policy.")}
    sent |= {"question": "policy", "token": page["token"]}
    told = lead.post(address(work, "save"), sent, headers={"Accept": "application/json"}).json()
    page["policy.version"] = told["version"]
    page |= {f"policy.was.{name}": mark for name, mark in told["marks"].items()}
    for other in told["others"]:
        page |= {f"policy.{name}": values for name, values in other["inputs"].items()}
    return told


def test_the_page_is_told_what_a_colleague_wrote_in_another_box(work, lead, colleague):
    page = opened(work, lead)
    work.edit(colleague, "policy", evidence="Her evidence", value={"level": "partly"})
    told = autosave(work, lead, page, examples="My example")
    assert {(other["field"], other["by"]) for other in told["others"]} == {
        ("value", "Priya Nair"),
        ("evidence", "Priya Nair"),
    }
    autosave(work, lead, page, examples="My longer example")
    row = work.stored()["policy"]
    assert (row.examples, row.evidence) == ("My longer example", "Her evidence")
    assert row.value == {"level": "partly"}


def test_ones_own_saves_are_not_news(work, lead):
    page = opened(work, lead)
    assert autosave(work, lead, page, examples="One")["others"] == []
    assert autosave(work, lead, page, evidence="Two")["others"] == []


def test_ones_other_window_is_named(work, lead):
    page, other_window = opened(work, lead), opened(work, lead)
    autosave(work, lead, other_window, evidence="Written there")
    told = autosave(work, lead, page, examples="Written here")
    assert [other["by"] for other in told["others"]] == ["You (in another window)"]


def test_the_standard_says_who_changed_an_answer_last(work, lead, colleague, frozen):
    work.edit(colleague, "policy", evidence="Her evidence")
    page = lead.get(address(work, "standard", standard="leadership")).content.decode()
    assert "Last changed by Priya Nair today at 09:00" in page
    lead.force_login(colleague)
    page = lead.get(address(work, "standard", standard="leadership")).content.decode()
    assert "Last changed by" not in page


def signed_out_while_typing(work, lead, page):
    lead.logout()
    lead.post(address(work, "standard", standard="leadership"), page)
    before = dict(lead.session.items())
    lead.force_login(work.lead)
    held = lead.session
    held.update(before | dict(held.items()))
    held.save()
    lead.head(address(work, "standard", standard="leadership"))  # a scanner's look takes nothing
    return lead.get(address(work, "standard", standard="leadership"))


def test_text_from_an_ended_session_leaves_a_colleagues_answers_alone(work, lead, colleague):
    page = opened(work, lead) | {"policy.examples": "Mine"}
    work.edit(colleague, "policy", evidence="Her evidence")
    work.edit(colleague, "volunteers", value={"level": "no"})
    back = signed_out_while_typing(work, lead, page)
    assert "Her evidence" in back.content.decode()
    again = fields_of(back) | {"save": "yes"}
    assert lead.post(address(work, "standard", standard="leadership"), again).status_code == 302
    stored = work.stored()
    assert (stored["policy"].examples, stored["policy"].evidence) == ("Mine", "Her evidence")
    assert stored["volunteers"].value == {"level": "no"}


def test_and_both_texts_are_shown_where_the_colleague_wrote_in_the_same_box(work, lead, colleague):
    page = opened(work, lead) | {"policy.examples": "Mine"}
    work.edit(colleague, "policy", examples="Hers")
    again = fields_of(signed_out_while_typing(work, lead, page))
    assert again["policy.examples"] == "Mine"
    response = lead.post(address(work, "standard", standard="leadership"), again)
    assert response.status_code == 409
    assert "Hers" in response.content.decode()
    assert work.stored()["policy"].examples == "Hers"


def test_text_that_comes_back_after_the_audit_has_closed_can_be_copied(work, lead, frozen):
    page = opened(work, lead) | {"policy.examples": "Typed before it closed"}
    work.cycle.state, work.cycle.closed_at = "closed", "2026-11-20T09:00Z"
    work.cycle.save()
    back = signed_out_while_typing(work, lead, page).content.decode()
    assert "This audit was closed on 20 November 2026" in back
    assert "Typed before it closed" in back


def with_csrf(work):
    """A browser whose form token became too old: its person signed in again elsewhere."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(work.lead)
    page = opened(work, browser)
    page["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
    browser.cookies["csrftoken"] = _get_new_csrf_string()
    return browser, page | {"policy.examples": "Typed before signing in again"}


def test_text_comes_back_when_the_form_is_older_than_the_sign_in(work):
    browser, page = with_csrf(work)
    here = address(work, "standard", standard="leadership")
    response = browser.post(here, page)
    assert (response.status_code, response.url) == (302, here)
    assert work.stored() == {}
    back = browser.get(here)
    assert "Typed before signing in again" in back.content.decode()
    again = fields_of(back) | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    assert browser.post(here, again | {"save": "yes"}).status_code == 302
    assert work.stored()["policy"].examples == "Typed before signing in again"


def test_a_form_from_elsewhere_is_still_refused(work):
    browser, page = with_csrf(work)
    here = address(work, "standard", standard="leadership")
    assert browser.post(here, page | {"token": "made up"}).status_code == 403
    as_script = {"Accept": "application/json"}
    sent = browser.post(address(work, "save"), page | {"question": "policy"}, headers=as_script)
    assert sent.status_code == 403
    assert "Typed before" not in browser.get(here).content.decode()
    assert work.stored() == {}


def test_an_optional_question_left_open_is_not_in_the_way(work, lead):
    work.answer_everything()
    page = page_of(lead.get(address(work, "home")))
    assert "1 of 4 answered, 3 optional questions left" in page


def test_a_date_that_has_passed_was_due(work, lead):
    work.participant.due_on = "2020-01-31"
    work.participant.save()
    page = page_of(lead.get(address(work, "home")))
    assert "Was due by the end of <strong>31 January 2020" in page


def test_the_task_list_names_whom_one_may_ask(work, lead):
    manager = person_at(work.partnership, "manager", name="Helen Ashworth")
    person_at(work.partnership, "scrutineer", name="Not To Be Asked")
    page = lead.get(address(work, "home")).content.decode()
    assert f"mailto:{manager.email}" in page
    assert "Not To Be Asked" not in page


def test_a_date_stands_in_its_box_as_it_is_typed(work, lead):
    work.edit(work.lead, "reviewed", value={"date": "2026-03-31"})
    page = opened(work, lead)
    parts = [page[f"reviewed.value-{part}"] for part in ("day", "month", "year")]
    assert parts == ["31", "3", "2026"]
