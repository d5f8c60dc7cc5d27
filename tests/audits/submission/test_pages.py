"""An agency lead answers a return in the browser's plain forms."""

import pytest
from django.urls import reverse

from audits.models import Submission
from tests.factories.agencies import person_at
from tests.factories.submissions import open_return

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return open_return()


@pytest.fixture
def lead(work, client):
    client.force_login(work.lead)
    return client


def address(work, page, **more):
    kwargs = {"code": work.agency.code, "pk": work.submission.pk, **more}
    return reverse(f"submission-{page}", kwargs=kwargs)


def fields_of(response):
    """What a browser would send back of a page: its inputs as they stand."""
    page = response.context
    shown = " ".join(card.prefix for card in page["cards"] if card.shown)
    data = {"token": page["token"], "shown": shown}
    for card in page["cards"]:
        data[f"{card.prefix}.version"] = card.version
        data[f"{card.prefix}.was.value"] = card.value_mark
        data[f"{card.prefix}.was.na"] = card.na_mark
        ticked = [choice.code for choice in card.choices if choice.checked]
        data[f"{card.prefix}.value"] = ticked if card.choices else card.text
        data |= {part.id: part.text for part in card.date_boxes}
        for box in card.all_boxes:
            data[box.id] = box.text
            data[box.mark_name] = box.mark
        data |= {f"{card.prefix}.na": "yes"} if card.na else {}
    return data


def test_the_first_screen_says_how_long_it_takes(work, lead):
    page = lead.get(address(work, "home")).content.decode()
    assert "7 questions for your agency, about 75 minutes" in page
    assert "0 of 7 answered" in page


def test_a_lead_answers_a_standard_and_goes_on_to_the_next(work, lead):
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here))
    data |= {"policy.value": "met", "policy.examples": "Reviewed yearly", "continue": "yes"}
    data |= {"volunteers.value": "no", "reviewed.value": "31/3/2026"}
    response = lead.post(here, data)
    assert response.status_code == 302
    assert response.url == address(work, "standard", standard="people")
    assert work.stored()["policy"].examples == "Reviewed yearly"
    assert work.stored()["reviewed"].value == {"date": "2026-03-31"}
    submission = Submission.objects.get()
    assert (submission.state, submission.answered, submission.asked) == ("started", 3, 7)


def test_an_answer_that_opens_a_question_keeps_the_person_on_the_page(work, lead):
    here = address(work, "standard", standard="leadership")
    opened = lead.get(here)
    data = fields_of(opened) | {"volunteers.value": "yes", "continue": "yes"}
    response = lead.post(here, data)
    assert response.url == f"{here}#q-induction"
    assert Submission.objects.get().asked == 8


def test_a_wrong_date_is_told_and_stays_in_the_box_while_the_rest_is_saved(work, lead):
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here))
    data |= {"reviewed.value": "last spring", "policy.value": "partly"}
    response = lead.post(here, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "“last spring” is not a date" in page
    assert 'value="last spring"' in page  # typed into the first box
    assert work.stored()["policy"].value == {"level": "partly"}
    assert "reviewed" not in work.stored()


def test_two_megabytes_of_comment_are_refused_in_words_and_kept_on_the_page(work, lead):
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here)) | {"policy.value": "met", "policy.examples": "x" * 2_000_000}
    response = lead.post(here, data)
    assert response.status_code == 422
    page = response.content.decode()
    assert "2,000,000 characters and was not saved. The limit is 20,000" in page
    assert "x" * 2_000_000 in page
    assert work.stored()["policy"].examples == ""
    assert work.stored()["policy"].value == {"level": "met"}


def test_a_closed_cycle_answered_from_an_old_tab_says_so_and_shows_the_text(work, lead, frozen):
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here)) | {"policy.examples": "Written too late"}
    work.cycle.state, work.cycle.closed_at = "closed", "2026-11-20T09:00Z"
    work.cycle.save()
    response = lead.post(here, data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "This audit was closed on 20 November 2026" in page
    assert "Written too late" in page
    assert "due by" not in page.split("<main")[1]
    assert 'value="yes">Save' not in page
    assert work.stored() == {}


def test_a_colleague_in_the_same_text_both_are_shown(work, lead):
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here)) | {"policy.examples": "Mine"}
    colleague = person_at(work.agency, "contributor")
    work.edit(colleague, "policy", examples="Theirs")
    response = lead.post(here, data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert ">Mine</textarea>" in page
    assert str(colleague) in page
    assert work.stored()["policy"].examples == "Theirs"
    again = fields_of(response) | {"save": "yes"}
    assert lead.post(here, again).status_code == 302
    assert work.stored()["policy"].examples == "Mine"
    texts = [version.texts["examples"] for version in work.stored()["policy"].versions.all()]
    assert {"Theirs", "Mine"} <= set(texts)


def test_text_typed_after_the_session_ended_comes_back_after_signing_in(work, lead):
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here)) | {"policy.examples": "Typed while signed out"}
    lead.logout()
    response = lead.post(here, data)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    session = lead.session
    lead.force_login(work.lead)
    held = lead.session
    held.update(dict(session.items()) | dict(held.items()))
    held.save()
    page = lead.get(here).content.decode()
    assert "Typed while signed out" in page
    assert "You were signed out while you were typing" in page
    assert work.stored() == {}
    assert "Typed while signed out" not in lead.get(here).content.decode()


def test_but_not_to_somebody_else_who_signs_in(work, lead):
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here)) | {"policy.examples": "Only for the lead"}
    lead.logout()
    lead.post(here, data)
    session = lead.session
    lead.force_login(person_at(work.agency, "contributor"))
    held = lead.session
    held.update(dict(session.items()) | dict(held.items()))
    held.save()
    assert "Only for the lead" not in lead.get(here).content.decode()


def test_the_check_page_lists_what_is_missing(work, lead):
    work.edit(work.lead, "policy", value={"level": "not"})
    page = lead.get(address(work, "check")).content.decode()
    assert "4 questions still to complete" in page
    assert "Enter an example of what you do." in page
    assert "Sign and submit" not in page.split("<main")[1]


def test_whoever_signs_reads_that_the_report_may_name_the_agency(work, lead):
    work.answer_everything()
    page = " ".join(lead.get(address(work, "sign")).content.decode().split())
    assert "describe its good practice, and name the agency." in page


def test_a_lead_signs_submits_and_gets_a_receipt(work, lead, django_capture_on_commit_callbacks):
    work.answer_everything()
    response = lead.post(
        address(work, "sign"), {"name": "Asha Rao", "capacity": "Lead", "declared": "on"}
    )
    assert response.url == address(work, "receipt")
    page = lead.get(response.url).content.decode()
    assert "Asha Rao, Lead" in page
    assert f"{work.partnership.name} can read your return now" in page
    assert f"{work.participant.pk}-1" in page
    copy = lead.get(address(work, "return")).content.decode()
    assert "31 March 2026" in copy
    assert "12 people" in copy
    assert "Are volunteers inducted?" not in copy


def test_nobody_signs_what_a_colleague_changed_on_the_way(work, lead):
    work.answer_everything()
    page = lead.get(address(work, "sign"))
    data = {"name": "Asha Rao", "capacity": "Lead", "declared": "on"}
    data["seen"] = page.context["form"]["seen"].value()
    assert f'value="{data["seen"]}"' in page.content.decode()
    work.edit(person_at(work.agency, "contributor"), "staff", value={"number": "13"})
    response = lead.post(address(work, "sign"), data, follow=True)
    assert response.redirect_chain[-1][0] == address(work, "check")
    assert "An answer changed after you opened the page" in response.content.decode()
    assert not work.participant.revisions.exists()
    data["seen"] = lead.get(address(work, "sign")).context["form"]["seen"].value()
    assert lead.post(address(work, "sign"), data).url == address(work, "receipt")


def test_submitting_twice_writes_one_revision(work, lead):
    work.answer_everything()
    data = {"name": "Asha Rao", "capacity": "Lead", "declared": "on"}
    for _ in range(2):
        assert lead.post(address(work, "sign"), data).url == address(work, "receipt")
    assert work.participant.revisions.count() == 1


def test_a_page_of_questions_costs_five_queries(work, lead, django_assert_num_queries):
    here = address(work, "standard", standard="leadership")
    lead.get(here)
    with django_assert_num_queries(5):
        lead.get(here)


def test_change_on_the_check_page_leads_back_to_it(work, lead):
    work.edit(work.lead, "policy", value={"level": "met"})
    change = f"{address(work, 'standard', standard='leadership')}?check=policy"
    assert f'href="{change}#q-policy"' in lead.get(address(work, "check")).content.decode()
    opened = lead.get(change)
    assert "Save and check your answers" in opened.content.decode()
    data = fields_of(opened) | {"policy.examples": "More", "continue": "yes"}
    assert lead.post(change, data).url == f"{address(work, 'check')}?at=policy#line-policy"
    stays = lead.post(change, fields_of(lead.get(change)) | {"save": "yes"}).url
    assert stays.startswith(f"{change}&saved=")


@pytest.mark.parametrize("check", ["nonsense", "https://elsewhere.example/", ""])
def test_an_address_that_names_no_question_leads_on_as_ever(work, lead, check):
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here)) | {"continue": "yes"}
    assert lead.post(f"{here}?check={check}", data).url == address(
        work, "standard", standard="people"
    )


def test_a_question_that_appeared_unseen_is_not_skipped(work, lead):
    """Saved by the page's script a moment before the button: what the page `shown` is older."""
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here)) | {"volunteers.value": "yes", "continue": "yes"}
    work.edit(work.lead, "volunteers", token=data["token"], value={"level": "yes"})
    response = lead.post(here, data)
    assert response.url == f"{here}#q-induction"
    page = lead.get(here)
    assert "there is more to answer: 1.4" in page.content.decode()
    again = fields_of(page) | {"continue": "yes"}
    assert lead.post(here, again).url == address(work, "standard", standard="people")


def test_a_rating_meets_a_colleagues_does_not_apply(work, lead):
    """Without a script: both are shown, and the one that is saved then takes the other back."""
    work.edit(work.lead, "volunteers", value={"level": "yes"})
    here = address(work, "standard", standard="leadership")
    data = fields_of(lead.get(here)) | {"induction.value": "met", "save": "yes"}
    colleague = person_at(work.agency, "contributor")
    work.edit(colleague, "induction", na=True, na_reason="They all left")
    response = lead.post(here, data)
    assert response.status_code == 409
    assert "Does not apply to us" in response.content.decode()
    row = work.stored()["induction"]
    assert (row.value, row.na) == (None, True)
    again = fields_of(response) | {"save": "yes"}
    assert again["induction.value"] == ["met"]
    assert "induction.na" not in again
    assert lead.post(here, again).status_code == 302
    row = work.stored()["induction"]
    assert (row.value, row.na, row.na_reason) == ({"level": "met"}, False, "They all left")
