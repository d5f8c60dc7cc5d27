"""Cycles from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audits.models import Cycle
from tests.factories.agencies import PartnershipFactory
from tests.factories.audits import TemplateVersionFactory
from tests.factories.cycles import listed_agencies, prepared_cycle

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> str:
    """What create_cycle prints."""
    out = StringIO()
    given = ("--title", "Audit 2026", "--period", "2025-26", "--opens", "2026-10-05")
    call_command("create_cycle", *arguments, *given, stdout=out)
    return out.getvalue().strip()


def test_create_cycle_prints_the_id_and_asks_everybody() -> None:
    partnership = PartnershipFactory(slug="brackenshire")
    listed_agencies(partnership, agencies=2, without_lead=1)
    version = TemplateVersionFactory(partnership=partnership)
    template = str(version.template_id)
    printed = create(
        "--partnership", "brackenshire", "--template", template, "--closes", "2026-12-11"
    )
    cycle = Cycle.objects.get(pk=int(printed))
    assert cycle.state == "draft"
    assert cycle.participants.count() == 3


def test_a_version_can_be_named_and_nobody_asked_yet() -> None:
    partnership = PartnershipFactory(slug="brackenshire")
    listed_agencies(partnership)
    version = TemplateVersionFactory(partnership=None)
    printed = create(
        *("--partnership", "brackenshire", "--template", str(version.template_id)),
        *("--version", "1", "--closes", "2026-12-11", "--agencies", "none"),
        *("--percentages", "add_up"),
    )
    cycle = Cycle.objects.get(pk=int(printed))
    assert cycle.participants.count() == 0
    assert cycle.percentages == "add_up"
    assert cycle.cycle_templates.get().version == version


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--partnership", "nowhere", "--closes", "2026-12-11"), "no partnership"),
        (
            ("--partnership", "brackenshire", "--closes", "2026-12-11", "--version", "7"),
            "no such template or version",
        ),
        (("--partnership", "brackenshire", "--closes", "2026-09-11"), "before the audit opens"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments: tuple[str, ...], says: str) -> None:
    partnership = PartnershipFactory(slug="brackenshire")
    version = TemplateVersionFactory(partnership=partnership)
    with pytest.raises(CommandError, match=says):
        create("--template", str(version.template_id), *arguments)
    assert not Cycle.objects.exists()


def test_list_cycles_is_a_table_with_tabs() -> None:
    partnership = PartnershipFactory(slug="brackenshire")
    cycle = prepared_cycle(partnership, title="Audit\tof 2026")
    out = StringIO()
    call_command("list_cycles", stdout=out)
    assert out.getvalue().splitlines() == [
        "id\tpartnership\ttitle\tstate",
        f"{cycle.pk}\tbrackenshire\tAudit of 2026\tdraft",
    ]
