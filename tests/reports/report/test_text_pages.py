"""The page of each text: nothing typed is lost, whatever happens between opening and saving."""

import pytest
from django.contrib.sessions.models import Session

from .person import address, inputs, opened, stored

pytestmark = pytest.mark.django_db


def autosaves(person, page, text, **fields):
    """What the page's script sends of one text."""
    sent = {**inputs(page), "question": text.key}
    sent |= {f"{text.key}.{name}": words for name, words in fields.items()}
    where = address("report-save", pk=text.report.cycle_id)
    return person.client.post(where, sent, headers={"Accept": "application/json"})


class TestSaving:
    """The buttons, and the save that follows each pause in typing."""

    def test_save_and_next_leads_through_the_report(self, manager, report, summary):
        page = manager.writes(summary, press="continue", body="In short.").content.decode()
        assert "Summary has been saved." in page
        assert "What this audit is" in page.split("<h1")[1]
        assert stored(summary).body == "In short."

    def test_the_last_text_leads_back_to_the_report(self, manager, report):
        last = report.sections.last()
        answer = manager.writes(last, press="continue", body="The end.")
        assert answer.redirect_chain[-1][0] == address("cycle-report", pk=report.cycle_id)

    def test_the_cover_is_one_of_the_texts(self, manager, report):
        report.report = report
        page = manager.writes(report, press="continue", title="What agencies tell us")
        assert "Foreword" in page.content.decode().split("<h1")[1]
        report.refresh_from_db()
        assert report.title == "What agencies tell us"

    def test_a_cover_without_a_title_says_so_and_stores_the_rest(self, manager, report):
        report.report = report
        answer = manager.writes(report, title="", edition="Second edition")
        assert answer.status_code == 422
        assert "Enter a title." in answer.content.decode()
        report.refresh_from_db()
        assert report.title
        assert report.edition == "Second edition"

    def test_typing_is_saved_by_itself(self, manager, summary):
        page = opened(manager, summary)
        reply = autosaves(manager, page, summary, body="First words").json()
        assert (reply["version"], reply["errors"], reply["clashes"]) == (1, {}, [])
        assert stored(summary).body == "First words"

    def test_a_page_that_typed_on_sends_the_marks_it_was_given(self, manager, summary):
        page = opened(manager, summary)
        reply = autosaves(manager, page, summary, body="First").json()
        mark = {f"summary.was.{name}": value for name, value in reply["marks"].items()}
        again = {**inputs(page), **mark, "question": "summary", "summary.body": "First, second"}
        manager.post("report-save", again, pk=summary.report.cycle_id)
        assert stored(summary).body == "First, second"

    def test_a_date_that_is_none_is_told_and_all_else_is_stored(self, manager, recommendation):
        page = opened(manager, recommendation)
        when = {"due-day": "31", "due-month": "2", "due-year": "2026"}
        reply = autosaves(manager, page, recommendation, title="Share it", **when).json()
        assert "is not a day of the calendar" in reply["errors"]["due"]
        assert stored(recommendation).title == "Share it"
        answer = manager.writes(recommendation, **when)
        assert answer.status_code == 422
        assert 'value="31"' in answer.content.decode()

    def test_a_date_is_stored_and_shown_again(self, manager, recommendation):
        when = {"due-day": "29", "due-month": "October", "due-year": "2026"}
        manager.writes(recommendation, title="Share it", **when)
        assert stored(recommendation).data["due"] == "2026-10-29"
        assert 'value="10"' in opened(manager, recommendation)

    def test_a_text_that_is_too_long_comes_back_on_the_page(self, manager, summary):
        long = "x" * 20_001
        answer = manager.writes(summary, body=long)
        assert long in answer.content.decode()
        assert "This text has 20001 characters and was not saved." in answer.content.decode()
        assert stored(summary).body == ""


class TestTwoManagers:
    """Each has the same page open."""

    def test_both_texts_are_shown_and_none_is_lost(self, manager, colleague, summary):
        page = opened(manager, summary)
        colleague.writes(summary, body="Imran's words.")
        answer = manager.writes(summary, page=page, body="Helen's words.")
        assert answer.status_code == 409
        both = answer.content.decode()
        assert "Imran Iqbal saved this while you were typing" in both
        assert "Imran&#x27;s words." in both
        assert "Helen&#x27;s words.</textarea>" in both
        assert stored(summary).body == "Imran's words."
        manager.writes(summary, page=both, body="Both.")
        assert stored(summary).body == "Both."
        earlier = manager.reads("report-text-versions", pk=summary.report.cycle_id, key="summary")
        assert "Imran&#x27;s words." in earlier
        assert "Helen&#x27;s words." in earlier

    def test_the_script_is_told_of_both(self, manager, colleague, analysis):
        page = opened(manager, analysis)
        autosaves(colleague, opened(colleague, analysis), analysis, body="His", quotation="Q")
        reply = autosaves(manager, page, analysis, body="Hers").json()
        (clash,) = reply["clashes"]
        assert (clash["field"], clash["by"], clash["theirs"]) == ("body", "Imran Iqbal", "His")
        (other,) = reply["others"]
        assert (other["field"], other["inputs"]) == ("quotation", {"quotation": ["Q"]})

    def test_a_colleague_who_removes_it_meanwhile_costs_no_words(
        self, manager, colleague, recommendation
    ):
        page = opened(manager, recommendation)
        colleague.post("recommendation-remove", pk=recommendation.report.cycle_id, number=1)
        reply = autosaves(manager, page, recommendation, action="Publish a short version.")
        assert reply.status_code == 409
        assert "A colleague has removed this recommendation" in reply.json()["refused"]
        sent = inputs(page) | {"recommendation:1.action": "Publish a short version."}
        where = address("report-text", pk=recommendation.report.cycle_id, key="recommendation:1")
        answer = manager.client.post(where, sent)
        assert answer.status_code == 409
        assert "Publish a short version.</textarea>" in answer.content.decode()


class TestSignedOut:
    """The session ends while somebody writes."""

    @pytest.fixture
    def sent(self, manager, summary):
        sent = inputs(opened(manager, summary)) | {"summary.body": "Typed for an hour"}
        Session.objects.all().delete()
        return sent

    @pytest.fixture
    def where(self, summary):
        return address("report-text", pk=summary.report.cycle_id, key="summary")

    def test_the_text_is_back_after_signing_in(self, client, partnership, summary, sent, where):
        helen = partnership.memberships.get(user__name="Helen Hall").user
        answer = client.post(where, sent)
        assert answer.status_code == 302
        assert "login" in answer.url
        client.force_login(helen)
        page = client.get(where).content.decode()
        assert "Typed for an hour</textarea>" in page
        assert "not saved yet" in page
        assert stored(summary).body == ""
        client.post(where, inputs(page))
        assert stored(summary).body == "Typed for an hour"

    def test_but_nobody_else_is_given_it(self, client, partnership, colleague, sent, where):
        client.post(where, sent)
        client.force_login(partnership.memberships.get(user__name="Imran Iqbal").user)
        assert "Typed for an hour" not in client.get(where).content.decode()

    def test_a_script_is_answered_401_and_keeps_it_itself(self, client, summary, sent):
        where = address("report-save", pk=summary.report.cycle_id)
        headers = {"Accept": "application/json"}
        assert (
            client.post(where, {**sent, "question": "summary"}, headers=headers).status_code == 401
        )

    def test_a_page_of_somebody_else_saves_nothing(self, client, colleague, summary, sent, where):
        colleague.client.force_login(colleague.user)
        answer = colleague.client.post(where, sent, follow=True)
        assert "Someone else is now signed in" in answer.content.decode()
        assert stored(summary).body == ""
