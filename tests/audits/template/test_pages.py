"""The business manager's pages about audit templates."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import History
from audits.models import AuditTemplate, TemplateVersion
from audits.template.queries.structure import structure_of
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.audits import SMALL_TEMPLATE, TemplateVersionFactory

pytestmark = pytest.mark.django_db

SMALL = SMALL_TEMPLATE.format(key="small", name="Small audit")
BAD = SMALL.replace("type: date", "type: moon").replace("guidance:", "guidence:")


@pytest.fixture
def partnership():
    return PartnershipFactory(slug="moorshire")


@pytest.fixture
def manager(client, partnership):
    """The client, signed in as the business manager."""
    client.force_login(person_at(partnership, "manager"))
    return client


def url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"slug": "moorshire", **kwargs})


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_adding_a_file_makes_a_draft_and_shows_it(manager, partnership):
    file = SimpleUploadedFile("small.yaml", SMALL.encode())
    response = manager.post(url("template-add"), {"file": file, "text": ""}, follow=True)
    version = TemplateVersion.objects.get()
    assert response.redirect_chain == [(url("template-version", pk=version.pk), 302)]
    assert (version.partnership, version.state) == (partnership, "draft")
    assert "saved as a draft" in text_of(response)


def test_pasting_the_text_does_the_same(manager):
    response = manager.post(url("template-add"), {"text": SMALL.replace("\n", "\r\n")})
    assert response.status_code == 302
    assert TemplateVersion.objects.get().questions.count() == 8


def test_a_bad_file_comes_back_with_all_its_problems_and_its_text(manager):
    file = SimpleUploadedFile("small.yaml", BAD.encode())
    response = manager.post(url("template-add"), {"file": file, "text": "older text"})
    page = text_of(response)
    assert response.status_code == 200
    assert "There are 2 problems to correct" in page
    assert "no field ‘guidence’" in page
    assert "‘moon’" in page
    assert "Line 35" in page
    assert "guidence: Think of the board." in page
    assert response.context["form"]["text"].value() == BAD
    assert "older text" not in page
    assert not TemplateVersion.objects.exists()


def test_a_bad_text_stays_in_the_box_as_it_was_typed(manager):
    typed = "\n\n  " + BAD.replace("\n", "\r\n")
    response = manager.post(url("template-add"), {"text": typed})
    assert response.context["form"]["text"].value() == typed


def test_what_is_in_the_text_cannot_run_on_the_page(manager):
    evil = BAD.replace("Who leads.", "</textarea><script>alert(1)</script>")
    page = text_of(manager.post(url("template-add"), {"text": evil}))
    assert "<script>alert" not in page


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"x" * 2_200_000, "é".encode("utf-16")])
def test_a_file_that_is_no_text_is_refused_without_showing_it(manager, content):
    file = SimpleUploadedFile("report.docx", content)
    response = manager.post(url("template-add"), {"file": file})
    assert response.status_code == 200
    assert len(response.context["problems"]) == 1
    assert not TemplateVersion.objects.exists()
    assert len(response.content) < 100_000


def test_sending_nothing_asks_for_a_file(manager):
    assert "Select a file or paste its text" in text_of(
        manager.post(url("template-add"), {"text": " "})
    )


def test_a_file_without_anything_in_it_says_so(manager):
    response = manager.post(url("template-add"), {"file": SimpleUploadedFile("a.yaml", b"")})
    assert "The file is empty" in text_of(response)


def test_adding_the_same_again_says_that_nothing_was_added(manager):
    manager.post(url("template-add"), {"text": SMALL})
    response = manager.post(url("template-add"), {"text": SMALL}, follow=True)
    assert "Nothing was added" in text_of(response)
    assert TemplateVersion.objects.count() == 1


def test_a_version_is_read_through_as_agencies_will_see_it(manager, partnership):
    version = TemplateVersionFactory(partnership=partnership, text=SMALL)
    page = text_of(manager.get(url("template-version", pk=version.pk)))
    for words in (
        "3 standards, 8 questions",
        "Answer <strong>all</strong> of it.",
        "Nothing is in place.",
        "Agencies must then fill in examples",
        "How well is safeguarding led?",
        "Think of the board.",
        "A director leads.",
        "Asked only if 1.2 is Yes.",
        "Agencies may say that it does not apply",
        "Examples of what you do (optional)",
        "Elsewhere</strong> (asks ‘please say’)",
        "None of these</strong> (cannot be chosen with others)",
        "Number (people, 0 or more)",
        "Optional.",
        "Working together 2018, 2: A senior lead",
    ):
        assert words in page, words


def test_publishing_asks_first_and_then_publishes(manager, partnership):
    version = TemplateVersionFactory(partnership=partnership, publish=False)
    page = text_of(manager.get(url("template-publish", pk=version.pk)))
    assert "You cannot change a version after you publish it" in page
    version.refresh_from_db()
    assert version.state == "draft"
    for _ in range(2):
        response = manager.post(url("template-publish", pk=version.pk), follow=True)
        assert "has been published" in text_of(response)
    version.refresh_from_db()
    assert version.state == "published"


def test_a_retired_version_is_not_published_from_an_old_tab(manager, partnership):
    version = TemplateVersionFactory(partnership=partnership, publish=False)
    manager.post(url("template-retire", pk=version.pk))
    response = manager.post(url("template-publish", pk=version.pk), follow=True)
    assert "This version has been retired" in text_of(response)
    version.refresh_from_db()
    assert version.state == "retired"


def test_a_library_template_can_be_read_downloaded_and_copied(manager, partnership):
    library = TemplateVersionFactory(partnership=None, text=SMALL)
    assert manager.get(url("template-version", pk=library.pk)).status_code == 200
    assert manager.get(url("template-file", pk=library.pk)).status_code == 200
    response = manager.post(url("template-copy", pk=library.pk), follow=True)
    assert "saved as a draft" in text_of(response)
    copy = TemplateVersion.objects.get(partnership=partnership)
    assert copy.fingerprint == library.fingerprint
    assert "You have a copy" in text_of(manager.get(url("templates")))


@pytest.mark.parametrize("name", ["template-publish", "template-retire"])
def test_a_partnership_cannot_change_the_library(manager, name):
    library = TemplateVersionFactory(partnership=None)
    assert manager.get(url(name, pk=library.pk)).status_code == 404
    assert manager.post(url(name, pk=library.pk)).status_code == 404
    library.refresh_from_db()
    assert library.state == "published"


def test_drafts_of_the_library_and_templates_of_others_are_not_there(manager, partnership):
    for hidden in (
        TemplateVersionFactory(partnership=None, publish=False),
        TemplateVersionFactory(partnership=PartnershipFactory()),
    ):
        for name in ("template-version", "template-file", "template-copy", "template-publish"):
            assert manager.get(url(name, pk=hidden.pk)).status_code == 404
        assert hidden.name not in text_of(manager.get(url("templates")))


def test_a_scrutineer_reads_and_changes_nothing(client, partnership):
    client.force_login(person_at(partnership, "scrutineer"))
    version = TemplateVersionFactory(partnership=partnership, publish=False)
    page = text_of(client.get(url("template-version", pk=version.pk)))
    assert "Publish this version" not in page
    assert url("template-add") not in text_of(client.get(url("templates")))
    assert client.get(url("template-add")).status_code == 403


def test_the_download_is_the_canonical_file(manager, partnership):
    version = TemplateVersionFactory(partnership=partnership, text=SMALL)
    response = manager.get(url("template-file", pk=version.pk))
    assert response["Content-Type"] == "application/yaml; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="small-version-1.yaml"'
    manager.post(url("template-add"), {"file": SimpleUploadedFile("a.yaml", response.content)})
    assert TemplateVersion.objects.count() == 1


def test_an_empty_list_says_how_to_begin(manager):
    assert "No templates of your own yet" in text_of(manager.get(url("templates")))


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(manager, partnership):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert manager.get(url("templates")).status_code == 200
        return len(captured)

    TemplateVersionFactory(partnership=partnership)
    TemplateVersionFactory(partnership=None)
    few = queries()
    for number in range(8):
        TemplateVersionFactory(partnership=partnership)
        TemplateVersionFactory(partnership=None, publish=number % 2 == 0)
        draft = SMALL.replace("Who leads.", f"Text {number}")
        TemplateVersionFactory(partnership=partnership, text=draft, publish=False)
    assert queries() == few <= 6


def test_a_version_takes_the_same_number_of_queries_however_long_it_is(manager, partnership):
    counts = []
    more = SMALL.replace(
        "standards:\n",
        "standards:\n  - key: more\n    label: more\n    title: More\n    questions:\n"
        + "".join(
            f"      - {{key: q-{n}, label: q{n}, type: rating, scale: grade, text: How?}}\n"
            for n in range(100)
        ),
    )
    for text in (SMALL, more):
        version = TemplateVersionFactory(partnership=partnership, text=text, publish=False)
        with CaptureQueriesContext(connection) as captured:
            manager.get(url("template-version", pk=version.pk))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 10


def test_a_draft_is_deleted_after_asking_and_the_page_says_so(manager, partnership):
    kept = TemplateVersionFactory(partnership=partnership)
    manager.post(url("template-add"), {"text": SMALL})
    draft = TemplateVersion.objects.latest("pk")
    assert "Delete this draft?" in text_of(manager.get(url("template-delete", pk=draft.pk)))
    assert TemplateVersion.objects.filter(pk=draft.pk).exists(), "looking deletes nothing"
    response = manager.post(url("template-delete", pk=draft.pk), follow=True)
    assert "Small audit, version 1 has been deleted." in text_of(response)
    assert list(TemplateVersion.objects.all()) == [kept]
    assert list(AuditTemplate.objects.all()) == [kept.template]
    entry = History.objects.latest("pk")
    assert (entry.verb, entry.subject) == ("deleted a draft of", "Small audit, version 1")
    # The same file can be added again.
    manager.post(url("template-add"), {"text": SMALL})
    assert TemplateVersion.objects.latest("pk").number == 1


def test_a_deleted_second_version_leaves_the_first(manager, partnership):
    manager.post(url("template-add"), {"text": SMALL})
    first = TemplateVersion.objects.get()
    manager.post(url("template-publish", pk=first.pk))
    manager.post(url("template-add"), {"text": SMALL.replace("Who leads.", "Who leads now.")})
    second = TemplateVersion.objects.latest("pk")
    assert second.number == 2
    manager.post(url("template-delete", pk=second.pk))
    assert list(TemplateVersion.objects.all()) == [first]
    assert structure_of(first).questions


def test_what_was_published_is_not_deleted(manager, partnership):
    version = TemplateVersionFactory(partnership=partnership)
    assert "cannot be deleted" in text_of(manager.get(url("template-delete", pk=version.pk)))
    response = manager.post(url("template-delete", pk=version.pk), follow=True)
    assert "Only a draft can be deleted." in text_of(response)
    assert TemplateVersion.objects.filter(pk=version.pk).exists()


@pytest.mark.parametrize("kind", ["leaders", "staff"])
def test_a_survey_says_that_it_cannot_be_used_yet(manager, kind):
    manager.post(url("template-add"), {"text": SMALL.replace("kind: full", f"kind: {kind}")})
    version = TemplateVersion.objects.get()
    assert version.kind == kind
    page = text_of(manager.get(url("template-version", pk=version.pk)))
    assert "surveys of leaders and staff are not ready" in page
    assert "Publish this version" not in page
    response = manager.post(url("template-publish", pk=version.pk), follow=True)
    assert "You cannot publish this template yet" in text_of(response)
    version.refresh_from_db()
    assert version.state == "draft"
