"""Bringing in the returns of a past audit."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency, History, Listing, Partnership
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Answer, Cycle, Participant, Revision, RevisionAnswer, Submission
from audits.response_file import queries as response_file_queries
from audits.response_file.services import returns as returns_services
from audits.submission.services import submission as submission_services
from s11portal.common.errors import Problems, Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import ListingFactory, PartnershipFactory
from tests.factories.cycles import manager_of

from .conftest import RETURNS

pytestmark = pytest.mark.django_db

HEADER = b"agency,sector,1.1,4.2,4.3\n"


def rows_in_all_tables() -> dict[str, int]:
    """What an import could write."""
    models = (Agency, Listing, Participant, Submission, Answer, Revision, RevisionAnswer, History)
    return {model.__name__: model.objects.count() for model in models}


def test_the_published_audit_comes_in_whole(cycle: Cycle) -> None:
    """22 returns; 4.3 is not asked of 14, and unanswered by two of the eight it is asked of."""
    returns_services.import_file(actor=None, cycle=cycle, content=RETURNS.read_bytes())
    assert Revision.objects.filter(participant__cycle=cycle, origin="import").count() == 22
    assert not Revision.objects.filter(late=True).exists()
    states = Counter(
        RevisionAnswer.objects.filter(revision__participant__cycle=cycle).values_list(
            "question__label", "state"
        )
    )
    assert states["4.3", "hidden"] == 14
    assert states["4.3", "unanswered"] == 2
    assert states["4.3", "answered"] == 6
    assert states["1.1", "answered"] == states["4.2", "answered"] == 22
    assert sum(states.values()) == 220


def test_new_agencies_are_listed_and_nobody_is_told(cycle: Cycle, partnership: Partnership) -> None:
    returns_services.import_file(actor=None, cycle=cycle, content=RETURNS.read_bytes())
    assert partnership.listings.count() == 22
    assert partnership.listings.get(name="Organisation 02").sector == "Police"
    assert not OutgoingMail.objects.exists()


def test_a_dry_run_writes_nothing_at_all(cycle: Cycle) -> None:
    before = rows_in_all_tables()
    out = StringIO()
    call_command("import_responses", str(RETURNS), cycle=cycle.pk, dry_run=True, stdout=out)
    assert "Would create 22 returns" in out.getvalue()
    assert "204 answered, 0 not applicable, 2 unanswered, 14 not asked" in out.getvalue()
    assert rows_in_all_tables() == before


def test_the_command_says_what_it_created(cycle: Cycle) -> None:
    out = StringIO()
    call_command("import_responses", str(RETURNS), cycle=cycle.pk, stdout=out)
    assert "Created 22 returns" in out.getvalue()
    assert "New on the list of agencies: 22" in out.getvalue()


def test_the_same_file_a_second_time_is_refused_row_by_row(cycle: Cycle) -> None:
    returns_services.import_file(actor=None, cycle=cycle, content=RETURNS.read_bytes())
    before = rows_in_all_tables()
    err = StringIO()
    with pytest.raises(CommandError, match="Nothing was written: 22 things"):
        call_command("import_responses", str(RETURNS), cycle=cycle.pk, stderr=err)
    assert err.getvalue().count("already has a return in this audit") == 22
    assert rows_in_all_tables() == before


def test_one_wrong_cell_in_the_last_row_leaves_everything_as_it_was(cycle: Cycle) -> None:
    content = RETURNS.read_bytes().replace(b"Organisation 22,Health,2", b"Organisation 22,Health,7")
    before = rows_in_all_tables()
    with pytest.raises(Problems) as caught:
        returns_services.import_file(actor=None, cycle=cycle, content=content)
    (problem,) = caught.value.problems
    assert problem.place == "row 23, column C (1.1)"
    assert "“7” is not one of the choices. Use 0 (Inadequate)" in problem.message
    assert rows_in_all_tables() == before


def test_agencies_are_matched_by_the_name_on_the_list(
    cycle: Cycle, partnership: Partnership
) -> None:
    """Without regard to case and spaces; the listing keeps its sector, the return the file's."""
    listing = ListingFactory(partnership=partnership, name="Ash  House", sector="Health")
    content = HEADER + b" ASH house ,Faith,2,Yes,1\n"
    returns_services.import_file(actor=None, cycle=cycle, content=content)
    assert partnership.listings.count() == 1
    participant = Participant.objects.get(cycle=cycle)
    assert participant.agency == listing.agency
    assert participant.sector == "Faith"
    listing.refresh_from_db()
    assert listing.sector == "Health"


def test_another_partnerships_agency_of_that_name_is_left_alone(cycle: Cycle) -> None:
    other = ListingFactory(partnership=PartnershipFactory(), name="Ash House")
    returns_services.import_file(
        actor=None, cycle=cycle, content=HEADER + b"Ash House,Faith,2,No,\n"
    )
    assert Participant.objects.get(cycle=cycle).agency != other.agency


def test_an_archived_agency_may_have_answered_a_past_audit(
    cycle: Cycle, partnership: Partnership
) -> None:
    listing = ListingFactory(
        partnership=partnership, name="Ash House", archived_at="2024-01-01T00:00Z"
    )
    returns_services.import_file(actor=None, cycle=cycle, content=HEADER + b"Ash House,,2,No,\n")
    assert Participant.objects.get(cycle=cycle).agency == listing.agency


def test_a_new_agency_needs_a_sector(cycle: Cycle) -> None:
    with pytest.raises(Problems, match="not on your list of agencies, and its sector is missing"):
        returns_services.import_file(
            actor=None, cycle=cycle, content=HEADER + b"Ash House,,2,No,\n"
        )


def test_a_closed_audit_takes_nothing_in(cycle: Cycle) -> None:
    returns_services.import_file(
        actor=None, cycle=cycle, content=HEADER + b"Ash House,Faith,2,No,\n"
    )
    assert cycle_services.close(actor=None, cycle=cycle)
    for take in (returns_services.import_file, returns_services.check):
        arguments = {"cycle": cycle, "content": HEADER + b"Elm House,Faith,2,No,\n"}
        if take is returns_services.import_file:
            arguments["actor"] = None
        with pytest.raises(Refused, match="closed"):
            take(**arguments)


def test_an_open_audit_takes_in_returns_that_came_on_paper(
    cycle: Cycle, partnership: Partnership
) -> None:
    listings = [ListingFactory(partnership=partnership, name=name) for name in ("Ash", "Elm")]
    participant_services.add(actor=None, cycle=cycle, listings=listings)
    cycle_services.launch(actor=None, cycle=cycle)
    returns_services.import_file(
        actor=None, cycle=cycle, content=HEADER + b"Elm,,2,No,\nOak,Faith,1,No,\n"
    )
    states = cycle.participants.values_list("agency__name", "submission__state")
    names = dict(states)
    assert names["Oak"] == "submitted"
    assert sorted(names.values()) == ["not_started", "submitted", "submitted"]


def test_an_agency_that_answers_itself_is_not_overwritten(
    cycle: Cycle, partnership: Partnership
) -> None:
    listing = ListingFactory(partnership=partnership, name="Ash House")
    rows = participant_services.add(actor=None, cycle=cycle, listings=[listing])
    submission_services.open_for(actor=None, participants=rows)
    Submission.objects.update(state="started")
    with pytest.raises(Problems, match="has started its own return in this audit"):
        returns_services.import_file(
            actor=None, cycle=cycle, content=HEADER + b"Ash House,,2,No,\n"
        )


@pytest.mark.parametrize("meanwhile", ["started", "submitted"])
def test_an_agency_that_begins_while_the_file_is_read_is_not_overwritten(
    cycle: Cycle, partnership: Partnership, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    listing = ListingFactory(partnership=partnership, name="Ash House")
    rows = participant_services.add(actor=None, cycle=cycle, listings=[listing])
    submission_services.open_for(actor=None, participants=rows)
    compare = response_file_queries.plan

    def plan(*args: object) -> response_file_queries.Plan:
        found = compare(*args)  # type: ignore[arg-type]
        Submission.objects.update(state=meanwhile)
        return found

    monkeypatch.setattr(response_file_queries, "plan", plan)
    with pytest.raises(Refused, match="just started its own return"):
        returns_services.import_file(
            actor=None, cycle=cycle, content=HEADER + b"Ash House,,2,No,\n"
        )
    assert not Revision.objects.exists()


def test_an_exempt_agency_is_not_given_a_return(cycle: Cycle, partnership: Partnership) -> None:
    listing = ListingFactory(partnership=partnership, name="Ash House")
    (row,) = participant_services.add(actor=None, cycle=cycle, listings=[listing])
    participant_services.exempt(actor=manager_of(partnership), participant=row, reason="Merged")
    with pytest.raises(Problems, match="“Ash House” does not have to submit a return: exempt"):
        returns_services.import_file(
            actor=None, cycle=cycle, content=HEADER + b"Ash House,,2,No,\n"
        )


def test_two_entries_of_one_name_are_not_guessed_between(
    cycle: Cycle, partnership: Partnership
) -> None:
    ListingFactory(partnership=partnership, name="Ash House")
    ListingFactory(partnership=partnership, name="ASH HOUSE")
    with pytest.raises(Problems, match="has 2 entries called “Ash House”"):
        returns_services.import_file(
            actor=None, cycle=cycle, content=HEADER + b"Ash House,,2,No,\n"
        )


def test_an_imported_return_can_be_sent_back_with_its_answers(cycle: Cycle) -> None:
    """The working answers are there too: an empty form would be lost work."""
    returns_services.import_file(
        actor=None, cycle=cycle, content=HEADER + b"Ash House,Faith,2,Yes,\n"
    )
    answers = Answer.objects.filter(submission__participant__cycle=cycle)
    assert {a.question.label: a.value for a in answers.select_related("question")} == {
        "1.1": {"level": "2"},
        "4.2": {"level": "yes"},
    }
    submission = Submission.objects.get(participant__cycle=cycle)
    assert (submission.state, submission.asked, submission.answered) == ("submitted", 10, 2)


def test_matching_costs_the_same_for_one_row_and_for_many(
    cycle: Cycle, django_assert_num_queries
) -> None:
    content = RETURNS.read_bytes()
    one = b"".join(content.splitlines(keepends=True)[:2])
    response_file_queries.plan(cycle, one)  # the structure is kept from now on
    for part in (one, content):
        with django_assert_num_queries(3):
            response_file_queries.plan(cycle, part)


def test_the_cycle_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="There is no cycle 99"):
        call_command("import_responses", str(RETURNS), cycle=99)


def test_a_file_that_is_not_there_is_named(cycle: Cycle) -> None:
    with pytest.raises(CommandError, match="nowhere.csv cannot be read: No such file"):
        call_command("import_responses", "/nowhere.csv", cycle=cycle.pk)
