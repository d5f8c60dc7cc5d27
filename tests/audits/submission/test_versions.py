"""The versions of an answer: who wrote what when, and bringing one back."""

from typing import Any

import pytest

from agencies.roles import NotAllowed
from audits.models import Cycle, Submission
from audits.submission.queries import answer as answer_queries
from audits.submission.services import bring_back as bring_back_services
from s11portal.common.errors import Refused
from tests.factories.agencies import person_at
from tests.factories.submissions import Work, open_return

from .test_pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(frozen: Any) -> Work:
    """An answer that Priya wrote and the lead wrote over, an hour later."""
    work = open_return()
    colleague = person_at(work.agency, "contributor", name="Priya Nair")
    work.edit(colleague, "policy", value={"level": "not"}, examples="Priya's long text")
    frozen.shift(3600)
    work.edit(work.lead, "policy", value={"level": "met"}, examples="Oops")
    return work


@pytest.fixture
def lead(work: Work, client: Any) -> Any:
    client.force_login(work.lead)
    return client


def page_of(work: Work) -> str:
    return address(work, "versions", question="policy")


def button(work: Work) -> str:
    return address(work, "bring-back", question="policy")


def said(work: Work) -> list[tuple[str, str]]:
    """(who, the examples) of each version, newest first."""
    question = work.structure.by_key["policy"]
    rows = answer_queries.versions_of(work.submission, question.id)
    return [(str(row.by), row.texts["examples"]) for row in rows]


def test_a_page_shows_each_version_with_who_and_when(work: Work, lead: Any) -> None:
    standard = lead.get(address(work, "standard", standard="leadership")).content.decode()
    assert f'href="{page_of(work)}"' in standard
    page = " ".join(lead.get(page_of(work)).content.decode().split())
    assert "Priya&#x27;s long text" in page
    assert ", Priya Nair" in page
    assert "Not met" in page
    assert page.count("Current version") == 1
    assert page.count("Restore this version") == 1


def test_bringing_back_is_a_version_itself_and_loses_nothing(work: Work, lead: Any) -> None:
    """Within the ten minutes in which a version is written over, too."""
    response = lead.post(button(work), {"number": "1", "seen": "2"}, follow=True)
    assert "has been restored. The text it replaced is kept below." in response.content.decode()
    row = work.stored()["policy"]
    assert (row.examples, row.value) == ("Priya's long text", {"level": "not"})
    lead_name = str(work.lead)
    assert said(work) == [
        (lead_name, "Priya's long text"),
        (lead_name, "Oops"),
        ("Priya Nair", "Priya's long text"),
    ]


def test_what_a_colleague_changed_meanwhile_is_not_replaced_unseen(work: Work, lead: Any) -> None:
    work.edit(person_at(work.agency, "contributor"), "policy", examples="Newer")
    response = lead.post(button(work), {"number": "1", "seen": "2"}, follow=True)
    assert "A colleague changed this answer" in response.content.decode()
    assert work.stored()["policy"].examples == "Newer"


def test_the_count_of_answers_follows(work: Work, lead: Any) -> None:
    work.edit(work.lead, "volunteers", value={"level": "yes"})
    work.edit(person_at(work.agency, "contributor"), "volunteers", value={"level": "no"})
    assert Submission.objects.get().asked == 7
    url = address(work, "bring-back", question="volunteers")
    lead.post(url, {"number": "1", "seen": "2"})
    assert Submission.objects.get().asked == 8


@pytest.mark.parametrize("role", ["lead", "approver"])
def test_who_may_not_change_the_answer_reads_without_a_button(
    work: Work, client: Any, role: str
) -> None:
    if role == "lead":
        Cycle.objects.update(state="closed")
    client.force_login(work.lead if role == "lead" else person_at(work.agency, role))
    page = client.get(page_of(work)).content.decode()
    assert "Priya&#x27;s long text" in page
    assert "Restore this version" not in page


def test_after_closing_nothing_is_brought_back(work: Work, lead: Any) -> None:
    Cycle.objects.update(state="closed")
    lead.post(button(work), {"number": "1", "seen": "2"})
    assert work.stored()["policy"].examples == "Oops"


@pytest.mark.parametrize(
    "sent", [{}, {"number": "9", "seen": "2"}, {"number": "x", "seen": "2"}, {"number": "1"}]
)
def test_a_version_that_is_none_is_not_found(work: Work, lead: Any, sent: dict[str, str]) -> None:
    assert lead.post(button(work), sent).status_code == 404


def test_a_question_that_is_none_is_not_found(work: Work, lead: Any) -> None:
    assert lead.get(address(work, "versions", question="nonsense")).status_code == 404


def test_the_service_asks_who_it_is_and_whether_it_is_open(work: Work) -> None:
    version = answer_queries.versions_of(work.submission, work.structure.by_key["policy"].id).last()
    assert version
    to_bring = {"submission": work.submission, "structure": work.structure, "version": version}
    with pytest.raises(NotAllowed):
        bring_back_services.bring_back(actor=person_at(work.agency, "approver"), seen=2, **to_bring)
    with pytest.raises(Refused):
        bring_back_services.bring_back(actor=work.lead, seen=1, **to_bring)


def test_many_versions_cost_as_many_queries_as_few(
    work: Work, lead: Any, frozen: Any, django_assert_max_num_queries: Any
) -> None:
    lead.get(page_of(work))
    with django_assert_max_num_queries(8) as few:
        lead.get(page_of(work))
    most = len(few)
    for number in range(30):
        frozen.shift(3600)
        work.edit(work.lead, "policy", examples=f"Text {number}")
    lead.force_login(work.lead)
    lead.get(page_of(work))
    with django_assert_max_num_queries(most):
        page = lead.get(page_of(work)).content.decode()
    assert "Text 29" in page
    assert "Text 9<" not in page, "the older ones are on the next page"
