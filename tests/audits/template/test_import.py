"""Templates in the database: versions, publishing, copies, and what never changes."""

import datetime

import pytest
import time_machine
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import History
from audits.models import (
    AuditTemplate,
    Identity,
    Level,
    Question,
    Scale,
    Standard,
    TemplateVersion,
)
from audits.template import file as template_file
from audits.template.queries import structure as structure_queries
from audits.template.services import version as version_services
from s11portal.common.errors import Problems, Refused
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.audits import SMALL_TEMPLATE, TemplateVersionFactory

pytestmark = pytest.mark.django_db

SMALL = SMALL_TEMPLATE.format(key="small", name="Small audit")
CHANGED = SMALL.replace("How well is safeguarding led?", "Who leads safeguarding?")
TABLES = (AuditTemplate, TemplateVersion, Identity, Scale, Level, Standard, Question)


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def manager(partnership):
    return person_at(partnership, "manager")


def rows(version: TemplateVersion) -> str:
    """Everything a version consists of, as text."""
    found = [
        *Scale.objects.filter(version=version).order_by("pk"),
        *Level.objects.filter(scale__version=version).order_by("pk"),
        *Standard.objects.filter(version=version).order_by("pk"),
        *Question.objects.filter(version=version).order_by("pk"),
    ]
    return serializers.serialize("json", found)


def test_a_new_key_makes_a_template_with_version_1(partnership, manager):
    version = version_services.import_template(actor=manager, partnership=partnership, text=SMALL)
    assert (version.number, version.state, version.name) == (1, "draft", "Small audit")
    assert version.template.key == "small"
    assert version.template.partnership == version.partnership == partnership
    assert version.questions.count() == 8
    assert list(version.scales.order_by("pk").values_list("key", "origin")) == [
        ("grade", "scale"),
        ("yes_no", "yes_no"),
        ("choices:setting", "choices"),
        ("choices:trained", "choices"),
    ]
    assert structure_queries.structure_of(version).by_label["1.3"].shown_when == {
        "question": "uses-volunteers",
        "is": "yes",
    }


def test_the_same_key_makes_the_next_version(partnership, manager):
    first = version_services.import_template(actor=manager, partnership=partnership, text=SMALL)
    second = version_services.import_template(actor=manager, partnership=partnership, text=CHANGED)
    assert second.template == first.template
    assert second.number == 2


def test_questions_and_standards_keep_their_identity_by_key(partnership, manager):
    first = version_services.import_template(actor=manager, partnership=partnership, text=SMALL)
    moved = CHANGED.replace('label: "1.1"', 'label: "9.9"').replace(
        "key: reviewed", "key: last-review"
    )
    second = version_services.import_template(actor=manager, partnership=partnership, text=moved)

    def identities(version):
        return {q.key: q.identity_id for q in structure_queries.structure_of(version).questions}

    old, new = identities(first), identities(second)
    assert {key for key in old if old[key] == new.get(key)} == old.keys() - {"reviewed"}
    assert new["last-review"] not in old.values()
    assert Identity.objects.filter(kind="standard").count() == 3


def test_a_file_that_says_the_same_adds_nothing(partnership, manager):
    first = version_services.import_template(actor=manager, partnership=partnership, text=SMALL)
    history = History.objects.count()
    other_writing = SMALL.replace("[wt2018:2]", "\n          - wt2018:2").encode()
    again = version_services.import_file(actor=manager, partnership=partnership, text=other_writing)
    assert (again.version, again.is_new) == (first, False)
    assert TemplateVersion.objects.count() == 1
    assert History.objects.count() == history


def test_a_file_that_says_the_same_can_still_be_published(partnership, manager):
    draft = version_services.import_template(actor=manager, partnership=partnership, text=SMALL)
    again = version_services.import_template(
        actor=manager, partnership=partnership, text=SMALL, publish=True
    )
    assert again == draft
    assert again.state == "published"


def test_a_retired_version_is_not_taken_up_again(partnership, manager):
    first = version_services.import_template(actor=manager, partnership=partnership, text=SMALL)
    version_services.retire(actor=manager, version=first)
    second = version_services.import_template(
        actor=manager, partnership=partnership, text=SMALL, publish=True
    )
    assert (second.number, second.state) == (2, "published")


def test_going_back_to_an_earlier_text_makes_a_new_version(partnership, manager):
    for number, text in enumerate((SMALL, CHANGED, SMALL), 1):
        version = version_services.import_template(
            actor=manager, partnership=partnership, text=text
        )
        assert version.number == number


def test_the_same_key_at_two_partnerships_and_in_the_library_are_three_templates(partnership):
    places = (partnership, PartnershipFactory(), None)
    versions = [
        version_services.import_template(actor=None, partnership=place, text=SMALL)
        for place in places
    ]
    assert {version.number for version in versions} == {1}
    assert len({version.template_id for version in versions}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "not: a template",
        SMALL.replace("type: date", "type: moon"),
        SMALL.replace('"3.3"', '"3.2"'),
        SMALL.replace("question: uses-volunteers", "question: reviewed"),
        SMALL.encode("utf-16"),
        "\x00",
        "x" * 3_000_000,
    ],
    ids=["fields", "type", "label", "condition", "encoding", "binary", "huge"],
)
def test_a_bad_file_writes_nothing(partnership, manager, text):
    history = History.objects.count()
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        pytest.raises(Problems),
    ):
        version_services.import_template(
            actor=manager, partnership=partnership, text=text, publish=True
        )
    asked = [query["sql"] for query in queries.captured_queries]
    assert len(asked) == 1, "only what the actor may do"
    assert not any(table.objects.exists() for table in TABLES)
    assert History.objects.count() == history


def test_publishing_freezes_and_is_written_down_once(partnership, manager):
    version = TemplateVersionFactory(partnership=partnership, publish=False)
    with time_machine.travel(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC), tick=False):
        version_services.publish(actor=manager, version=version)
    with time_machine.travel(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC), tick=False):
        version_services.publish(actor=manager, version=version)
        version_services.publish(actor=manager, version=TemplateVersion.objects.get(pk=version.pk))
    version.refresh_from_db()
    assert version.state == "published"
    assert version.published_at.day == 1
    assert History.objects.filter(verb="published", partnership=partnership).count() == 1


def test_a_retired_version_cannot_be_published(partnership, manager):
    version = TemplateVersionFactory(partnership=partnership)
    version_services.retire(actor=manager, version=version)
    version_services.retire(actor=manager, version=version)
    assert History.objects.filter(verb="retired").count() == 1
    with pytest.raises(Refused, match="retired"):
        version_services.publish(actor=manager, version=version)
    version.refresh_from_db()
    assert version.state == "retired"


def test_no_service_changes_the_rows_of_a_published_version(partnership, manager):
    version = TemplateVersionFactory(partnership=partnership, text=SMALL)
    library = TemplateVersionFactory(partnership=None, text=SMALL)
    before = rows(version), version.fingerprint, version.name, version.content
    version_services.import_template(
        actor=manager, partnership=partnership, text=SMALL, publish=True
    )
    changed = CHANGED.replace("Small audit", "Other name").replace("Answer **all** of it.", "No.")
    version_services.import_template(
        actor=manager, partnership=partnership, text=changed, publish=True
    )
    version_services.copy_from_library(actor=manager, partnership=partnership, version=library)
    version_services.publish(actor=manager, version=version)
    version_services.retire(actor=manager, version=version)
    version.refresh_from_db()
    assert (rows(version), version.fingerprint, version.name, version.content) == before
    assert template_file.fingerprint(structure_queries.structure_of(version)) == version.fingerprint


def test_the_template_takes_the_name_of_the_version_published_last(partnership, manager):
    draft = CHANGED.replace("Small audit", "Other name")
    version = TemplateVersionFactory(partnership=partnership, text=SMALL)
    new = version_services.import_template(actor=manager, partnership=partnership, text=draft)
    version.template.refresh_from_db()
    assert version.template.name == "Small audit"
    version_services.publish(actor=manager, version=new)
    version.template.refresh_from_db()
    assert version.template.name == "Other name"


def test_a_copy_of_the_library_belongs_to_the_partnership(partnership, manager):
    library = TemplateVersionFactory(partnership=None, text=SMALL)
    copy = version_services.copy_from_library(
        actor=manager, partnership=partnership, version=library
    ).version
    assert copy.partnership == copy.template.partnership == partnership
    assert (copy.state, copy.fingerprint) == ("draft", library.fingerprint)
    again = version_services.copy_from_library(
        actor=manager, partnership=partnership, version=library
    )
    assert (again.version, again.is_new) == (copy, False)


def test_only_published_library_versions_can_be_copied(partnership, manager):
    for version in (
        TemplateVersionFactory(partnership=None, publish=False),
        TemplateVersionFactory(partnership=PartnershipFactory()),
    ):
        with pytest.raises(Refused):
            version_services.copy_from_library(
                actor=manager, partnership=partnership, version=version
            )


def large(questions: int) -> str:
    """The small template with more questions."""
    rows = "".join(
        f"      - {{key: q-{n}, label: q{n}, type: rating, scale: grade, text: How {n}?}}\n"
        for n in range(questions)
    )
    return SMALL + f"  - key: many\n    label: many\n    title: Many\n    questions:\n{rows}"


def test_an_import_takes_the_same_number_of_statements_whatever_the_size(partnership, manager):
    counts = []
    for size in (1, 10, 490):
        text = large(size).replace("key: small", f"key: small-{size}")
        with CaptureQueriesContext(connection) as queries:
            version_services.import_template(
                actor=manager, partnership=partnership, text=text, publish=True
            )
        counts.append(len([q for q in queries if not q["sql"].startswith(("SAVE", "RELEASE"))]))
    # SQLite takes at most 999 values a statement, so large inserts are split there.
    limit = connection.features.max_query_params
    assert counts[0] == counts[1] <= 20
    assert counts[2] == counts[0] if limit is None else counts[2] <= counts[0] + 24


@pytest.mark.parametrize("size", [1, 150])
def test_a_draft_is_read_in_four_queries_whatever_its_size(
    partnership, manager, size, django_assert_num_queries
):
    version = version_services.import_template(
        actor=manager, partnership=partnership, text=large(size)
    )
    with django_assert_num_queries(4):
        assert len(structure_queries.structure_of(version).questions) == size + 8


def test_a_draft_of_150_questions_is_stored_in_few_statements(partnership, manager):
    with CaptureQueriesContext(connection) as queries:
        version_services.import_template(actor=manager, partnership=partnership, text=large(150))
    stored = [one["sql"] for one in queries if one["sql"].startswith("INSERT")]
    questions = [sql for sql in stored if 'INTO "audits_question"' in sql]
    # SQLite takes at most 999 values a statement: 158 questions of ten columns need two.
    assert len(questions) == (1 if connection.features.max_query_params is None else 2)
    assert len(stored) <= 10
