"""What script/bench counts, without its clock: the queries of each page it measures."""

from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import cycle_with, made_up_rows, ten_questions
from tests.factories.submissions import open_return

from .client import AutoSave
from .data import LIBRARY
from .middleware import HEADER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_bench_runs(settings):
    settings.ROOT_URLCONF = "tests.bench.urls"
    settings.MIDDLEWARE = ["tests.bench.middleware.count_queries", *settings.MIDDLEWARE]
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(settings.BASE_DIR / "tests" / "bench" / "templates")
    settings.TEMPLATES = templates


@pytest.fixture
def work():
    text = (LIBRARY / "section-11-nine-standards.yaml").read_text(encoding="utf-8")
    work = open_return(text=text)
    work.edit(work.lead, "board-lead", value={"level": "met"}, evidence="Minutes")
    return work


def signed_in(person) -> Client:
    client = Client(headers={"accept": "application/json"})
    client.force_login(person)
    return client


def test_the_bare_page_is_25_kb_and_three_queries(work):
    answered = signed_in(work.lead).get(f"/bench/page/{work.cycle.pk}/")
    assert answered[HEADER] == "3"
    assert 22_000 < len(answered.content) < 28_000


def test_the_bare_save_is_five_queries(work):
    row = work.stored()["board-lead"]
    answered = signed_in(work.lead).post(f"/bench/save/{row.pk}/", {"text": "Typed"})
    assert answered[HEADER] == "5"
    assert work.stored()["board-lead"].examples == "Typed"


def test_a_question_page_is_five_queries_and_an_autosave_eight(work):
    lead = signed_in(work.lead)
    here = f"/a/{work.agency.code}/audits/{work.submission.pk}"
    lead.get(f"{here}/standards/leadership/")  # reads the template, once in each process
    page = lead.get(f"{here}/standards/leadership/")
    assert page[HEADER] == "5"
    question = AutoSave(page.content, "board-lead")
    for text in ("Typed", "Typed on"):
        body = question.body(examples=text)
        saved = lead.post(f"{here}/save/", body, content_type="application/x-www-form-urlencoded")
        assert saved[HEADER] == "8"
        question.saved(saved.content)
    assert work.stored()["board-lead"].examples == "Typed on"


def test_the_results_page_takes_the_same_queries_whatever_the_number_of_agencies():
    partnership = PartnershipFactory()
    version = ten_questions(partnership)
    manager = signed_in(person_at(partnership, "manager"))
    counts = []
    for number in (1, 3, 60):
        cycle = cycle_with(
            partnership, rows=made_up_rows(number), version=version, title=f"{number}"
        )
        address = {"slug": partnership.slug, "pk": cycle.pk}
        manager.get(reverse("cycle-results", kwargs=address))  # reads the template, once
        answered = manager.get(reverse("cycle-results", kwargs=address))
        assert answered.status_code == 200
        counts.append(answered[HEADER])
    assert len(set(counts)) == 1, counts
