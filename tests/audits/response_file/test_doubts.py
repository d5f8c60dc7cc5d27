"""Rows that may be no agency, and names nearly alike: asked about, never guessed."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from agencies.models import Listing
from audits.models import Cycle, Revision
from audits.response_file.rules import doubt as doubt_rules
from audits.response_file.services import returns as returns_services
from s11portal.common.errors import Refused
from tests.factories.agencies import ListingFactory, person_at

from .reading import read

pytestmark = pytest.mark.django_db
LISTED = ["Ash House", "Elm Lane School", "Marsh & Fen Trust"]


def doubts(*names: str, listed: list[str] = LISTED) -> list[doubt_rules.Doubt]:
    """What is in doubt of a file with these agencies."""
    rows = "".join(f'"{name}",Health\n' for name in names)
    return doubt_rules.find(read(f"agency,sector\n{rows}").responses, listed)


@pytest.mark.parametrize(
    "name", ["Total", "TOTALS", "Average", "Grand total", "Mean", "Average of scores", "Count"]
)
def test_a_row_of_sums_is_asked_about(name: str) -> None:
    [doubt] = doubts("Ash House", name)
    assert doubt.question == f"Is “{name}” in row 3 an agency?"
    assert [value for value, _ in doubt.choices] == ["skip", "agency"]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ash House Ltd", "Ash House"),
        ("The Ash House", "Ash House"),
        ("Ash-House", "Ash House"),
        ("Marsh and Fen Trust", "Marsh & Fen Trust"),
        ("Elm Lane Schol", "Elm Lane School"),
    ],
)
def test_a_name_that_is_nearly_on_the_list_is_asked_about(name: str, other: str) -> None:
    [doubt] = doubts(name)
    assert doubt.question == f"Is “{name}” in row 2 the same agency as “{other}”?"
    assert [value for value, _ in doubt.choices] == ["same", "new"]


@pytest.mark.parametrize(
    "name", ["ash  HOUSE", "Totnes Youth Club", "Averham School", "Oak Barn", "Elm Lane School 2"]
)
def test_what_is_plain_is_not_asked(name: str) -> None:
    assert doubts(name) == []


def test_two_rows_that_are_nearly_alike_are_asked_about_once() -> None:
    [doubt] = doubts("Oak Barn", "Oak Barn Limited")
    assert "“Oak Barn Limited” in row 3 the same agency as “Oak Barn” in row 2" in doubt.question


def test_a_large_file_is_not_compared_letter_by_letter_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []
    monkeypatch.setattr(
        doubt_rules, "get_close_matches", lambda *args, **_: compared.append(args) or []
    )
    listed = [f"Agency {n}" for n in range(400)]
    doubts(*(f"Other {n}" for n in range(300)), listed=listed)
    assert len(compared) * 400 <= doubt_rules.MOST_COMPARED


# --- storing ---------------------------------------------------------------------------


@pytest.fixture
def content(cycle: Cycle) -> bytes:
    """One agency of the list with another spelling, one that is new, and a total."""
    ListingFactory(partnership=cycle.partnership, name="Zebra House", sector="Health")
    return b"agency,sector,1.1\nZebra House Ltd,Health,2\nYew Barn,Health,3\nTotal,,2.5\n"


def test_nothing_is_stored_until_every_doubt_is_decided(cycle: Cycle, content: bytes) -> None:
    with pytest.raises(Refused, match="rows of the file: 2 and 4"):
        returns_services.import_file(actor=None, cycle=cycle, content=content)
    with pytest.raises(Refused, match="rows of the file: 4"):
        returns_services.import_file(
            actor=None, cycle=cycle, content=content, decisions={2: "new", 4: "nonsense"}
        )
    assert not Revision.objects.exists()


def test_what_was_decided_is_done(cycle: Cycle, content: bytes) -> None:
    listed = Listing.objects.count()
    plan = returns_services.import_file(
        actor=None, cycle=cycle, content=content, decisions={2: "same", 4: "skip"}
    )
    assert [row.response.agency for row in plan.rows] == ["Zebra House", "Yew Barn"]
    assert Revision.objects.count() == 2
    assert Listing.objects.count() == listed + 1, "only the barn is new"


def test_deciding_that_two_rows_are_one_agency_is_refused(cycle: Cycle, content: bytes) -> None:
    both = content + b"Zebra House,Health,1\n"
    with pytest.raises(Exception, match="also in row") as caught:
        returns_services.import_file(
            actor=None, cycle=cycle, content=both, decisions={2: "same", 4: "skip"}
        )
    assert "Zebra House" in str(caught.value)
    assert not Revision.objects.exists()


def test_the_page_asks_and_keeps_what_was_said(
    client: Client, cycle: Cycle, content: bytes
) -> None:
    client.force_login(person_at(cycle.partnership, "manager"))
    where = {"slug": cycle.partnership.slug, "pk": cycle.pk}
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("returns.csv", content)
    confirm = client.post(reverse("cycle-import", kwargs=where), {"file": file}).url
    assert "Rows we are not sure about" in client.get(confirm).content.decode()
    answer = client.post(confirm, {"row-2": "same"})
    page = answer.content.decode()
    assert "Say what row 4 is" in page
    assert 'value="same" checked' in " ".join(page.split()), "the first answer stays"
    assert not Revision.objects.exists()
    client.post(confirm, {"row-2": "same", "row-4": "skip"})
    assert Revision.objects.count() == 2


def test_the_command_lists_the_doubts_and_takes_decisions(
    cycle: Cycle, content: bytes, tmp_path, capsys
) -> None:
    path = tmp_path / "returns.csv"
    path.write_bytes(content)
    call_command("import_responses", str(path), cycle=cycle.pk, dry_run=True)
    said = capsys.readouterr().out
    assert "Say --decide 2=same (Yes, it is Zebra House) or 2=new" in said
    assert "4=skip (No, leave this row out)" in said
    with pytest.raises(CommandError, match="rows of the file: 2 and 4"):
        call_command("import_responses", str(path), cycle=cycle.pk)
    call_command(
        "import_responses", str(path), "--decide", "2=same", "--decide", "4=skip", cycle=cycle.pk
    )
    assert "Created 2 returns" in capsys.readouterr().out
