"""The compiled queries of the product give what their querysets give, to everybody."""

import sys
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st

from agencies.membership import queries as membership_queries
from agencies.models import Membership, User
from agencies.roles import Role
from audits.models import Answer, AnswerVersion, Submission
from audits.submission.queries import answer as answer_queries
from audits.submission.services import answer as answer_services
from audits.submission.services import answer_version as answer_version_services
from s11portal.common import clock, compiled
from tests.factories.agencies import MembershipFactory
from tests.same import same

from .cast import AGENCIES, PARTNERS, PARTNERSHIPS, PLACES, Cast

pytestmark = pytest.mark.django_db

OF_PLACE = {
    "partnership": (
        membership_queries._at_partnership,
        membership_queries.roles_at_partnership,
        "slug",
    ),
    "agency": (membership_queries._at_agency, membership_queries.roles_at_agency, "code"),
}
HOLDS = [
    (answer_services._hold, answer_services.hold),
    (answer_services._hold_new, answer_services.hold_new),
]
COMPARED = [
    *(kept for kept, _, _ in OF_PLACE.values()),
    answer_queries._return_of_agency,
    answer_queries._answers_of,
    *(kept for kept, _ in HOLDS),
    answer_version_services._write,
    answer_version_services._overwrite,
]


def test_every_compiled_query_is_compared_here():
    found = {
        f"{name}.{key}": value
        for name, module in list(sys.modules.items())
        if name.startswith(("agencies.", "audits.", "reports.", "s11portal."))
        for key, value in vars(module).items()
        if isinstance(value, compiled.Rows | compiled.Update)
    }
    assert {id(kept) for kept in found.values()} == {id(kept) for kept in COMPARED}, found


def check_memberships(cast: Cast, people: list[User]) -> int:
    """Compare what each of them is at every place. Returns how many are anything anywhere."""
    rows = 0
    for person in people:
        for place in PLACES:
            kind = "agency" if place in AGENCIES else "partnership"
            kept, build, name = OF_PLACE[kind]
            values = {"user_id": person.pk, name: getattr(cast[place, "place"], name)}
            expected = list(build(**values).order_by("pk"))
            assert same(sorted(kept(**values), key=lambda row: row.pk), expected), values
            find = getattr(membership_queries, f"at_{kind}")
            membership = find(person, values[name])
            at_the_place = {row.membership_id for row in expected}
            assert ({membership.pk} if membership else set()) == at_the_place
            if membership:
                assert membership.place == cast[place, "place"]
                assert membership.user == person
                assert set(membership.roles.all()) == set(expected), values
            rows += len(expected)
    return rows


def test_everybody_of_the_cast_is_what_the_rows_say(cast):
    everybody = list(User.objects.all())
    assert check_memberships(cast, everybody) >= 3 * len(PARTNERSHIPS + AGENCIES) + len(PARTNERS)


memberships = st.lists(
    st.tuples(
        st.integers(0, 2),  # whose
        st.sampled_from(PLACES),
        st.sets(st.sampled_from(list(Role))),
        st.booleans(),  # ended
    ),
    max_size=8,
    unique_by=lambda drawn: drawn[:2],
)


@given(drawn=memberships)
def test_whatever_memberships_there_are_each_person_is_what_the_rows_say(cast, drawn):
    """Of both kinds of place, ended, without roles, several of one person."""
    with transaction.atomic():
        people = [
            User.objects.create(email=f"drawn{n}@somewhere.example", name="Drawn") for n in range(3)
        ]
        for whose, place, roles, ended in drawn:
            kind = "agency" if place in AGENCIES else "partnership"
            MembershipFactory(
                user=people[whose],
                roles=sorted(roles),
                ended_at=clock.now() if ended else None,
                **{kind: cast[place, "place"]},
            )
        open_ = [roles for *_, roles, ended in drawn if not ended]
        assert check_memberships(cast, people) == sum(len(roles) for roles in open_)
        transaction.set_rollback(True)


def everyones_memberships() -> list[Membership]:
    return list(Membership.objects.select_related("agency", "partnership"))


def test_everybody_finds_the_returns_that_are_visible_to_them(cast):
    found = 0
    ids = [*Submission.objects.values_list("pk", flat=True), 0, 2**63]
    for membership in everyones_memberships():
        for pk in ids:
            expected = list(answer_queries.returns(membership).filter(pk=pk))
            row = answer_queries.find(membership, pk)
            assert same([row] if row else [], expected), (membership, pk)
            found += len(expected)
    # Of each agency: being answered, complete, submitted; all its people see them.
    assert found >= 3 * 3 * len(AGENCIES)


def test_no_partnership_finds_a_return_that_is_being_answered(cast):
    at_partnerships = [m for m in everyones_memberships() if m.partnership_id]
    assert at_partnerships
    for membership in at_partnerships:
        for pk in Submission.objects.values_list("pk", flat=True):
            assert answer_queries.find(membership, pk) is None


def test_the_return_of_a_draft_audit_is_not_found(cast):
    """As when a launched audit is taken back: its agencies know nothing of it."""
    submission = cast["shared", "submission"]
    member = Membership.objects.get(user=cast.people["shared.lead"])
    assert answer_queries.find(member, submission.pk) is not None
    cycle = submission.participant.cycle
    type(cycle).objects.filter(pk=cycle.pk).update(state="draft")
    assert answer_queries.find(member, submission.pk) is None


def test_the_answers_of_each_return_are_its_own(cast):
    answered = 0
    for submission in Submission.objects.all():
        expected = sorted(answer_queries.answers_of(submission.pk), key=lambda row: row.pk)
        rows = sorted(answer_queries.rows_of(submission), key=lambda row: row.pk)
        assert same(rows, expected)
        assert {row.submission_id for row in rows} <= {submission.pk}
        answered += bool(rows)
    assert answered >= 3 * len(AGENCIES)


def columns(model: type[Model]) -> list[dict[str, Any]]:
    return list(model._base_manager.order_by("pk").values())


def check_update(kept: compiled.Update, build: Any, model: type[Model], **values: Any) -> int:
    """Compare what both change in the whole table. Returns how many rows that is."""
    before, found = columns(model), []
    for update in (kept, lambda **values: plainly(build, values)):
        with transaction.atomic():
            found.append((update(**values), columns(model)))
            transaction.set_rollback(True)
    assert found[0] == found[1], values
    count, after = found[0]
    assert sum(one != other for one, other in zip(before, after, strict=True)) == count
    return count


def plainly(build: Any, values: dict[str, Any]) -> int:
    queryset, changes = build(**values)
    return queryset.update(**changes)


@pytest.mark.parametrize(("kept", "build"), HOLDS, ids=["hold", "hold_new"])
def test_holding_a_return_changes_what_the_plain_update_changes(cast, kept, build):
    ids = list(Submission.objects.values_list("pk", flat=True))
    held = [check_update(kept, build, Submission, submission_id=pk, at=clock.now()) for pk in ids]
    assert 0 < sum(held) < len(ids)


@pytest.mark.parametrize("value", [None, {"level": "partly"}, {"text": "<b>, ' and %s"}], ids=str)
def test_writing_an_answer_changes_what_the_plain_update_changes(cast, value):
    written = 0
    for row in Answer.objects.all():
        texts = dict.fromkeys(Answer.TEXT_FIELDS, "Typed 100% of 'it'")
        values = {
            **{name: getattr(row, name) for name in answer_version_services.WRITTEN},
            **texts,
            "value": value,
            "na": not row.na,
            "kept_since": clock.now(),
        }
        for before in (row.version, row.version + 1):
            written += check_update(
                answer_version_services._write,
                answer_version_services.write,
                Answer,
                answer_id=row.pk,
                before=before,
                **values,
            )
        check_update(
            answer_version_services._overwrite,
            answer_version_services.overwrite,
            AnswerVersion,
            answer_id=row.pk,
            number=row.kept_number,
            texts=values | {"kept_since": "", "value": value},
        )
    assert written == Answer.objects.count() > 0
