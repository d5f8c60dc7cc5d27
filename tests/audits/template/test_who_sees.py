"""Which templates a partnership sees, and moves made on one version only."""

import pytest

from agencies.models import Agency, History, Membership, Partnership
from audits.models import Question, TemplateVersion
from audits.template.queries import version as version_queries
from audits.template.services import version as version_services
from s11portal.common.errors import Refused
from tests.factories.agencies import AgencyFactory, PartnershipFactory, person_at
from tests.factories.audits import SMALL_TEMPLATE, TemplateVersionFactory
from tests.factories.cycles import prepared_cycle
from tests.factories.joint import joint_cycle

pytestmark = pytest.mark.django_db


def member(place: Partnership | Agency, role: str) -> Membership:
    """Somebody at the place."""
    return person_at(place, role).memberships.get()


def in_states(partnership: Partnership | None) -> dict[str, TemplateVersion]:
    """A version in each state, of the partnership or the library."""
    versions = {
        "draft": TemplateVersionFactory(partnership=partnership, publish=False),
        "published": TemplateVersionFactory(partnership=partnership),
        "retired": TemplateVersionFactory(partnership=partnership),
    }
    version_services.retire(actor=None, version=versions["retired"])
    return versions


def test_a_partnership_sees_its_own_and_what_the_library_has_published() -> None:
    here = PartnershipFactory()
    own, library = in_states(here), in_states(None)
    in_states(PartnershipFactory())
    manager = member(here, "manager")
    found = set(version_queries.visible_to(manager))
    assert found == {*own.values(), library["published"], library["retired"]}
    assert set(version_queries.own(manager)) == set(own.values())
    assert set(version_queries.library(manager)) == {library["published"]}


def test_an_agency_sees_no_templates() -> None:
    in_states(None)
    lead = member(AgencyFactory(), "lead")
    assert not version_queries.visible_to(lead)
    assert not version_queries.own(lead)
    assert not version_queries.library(lead)


def test_cycles_are_counted_that_the_partnership_has_a_part_in() -> None:
    """Of a library's template it is not told how many others use it."""
    library = TemplateVersionFactory(partnership=None)
    unused = TemplateVersionFactory(partnership=None)
    Question.objects.filter(version=unused, key="remarks").update(role=Question.Role.OVERALL)
    Question.objects.filter(version=unused, key="reviewed").update(role=Question.Role.TEXT)
    here = PartnershipFactory()
    prepared_cycle(here, agencies=0, version=library)
    prepared_cycle(agencies=0, version=library)
    joint_cycle()
    manager = member(here, "manager")
    rows = version_queries.with_counts(version_queries.visible_to(manager), manager)
    counts = {row: (row.questions_asked, row.cycles_using) for row in rows}
    assert counts == {library: (8, 1), unused: (6, 0)}


def test_a_version_is_found_by_template_and_number() -> None:
    here = PartnershipFactory()
    text = SMALL_TEMPLATE.format(key="mine", name="Mine")
    first = TemplateVersionFactory(partnership=here, text=text)
    second = TemplateVersionFactory(
        partnership=here, text=text.replace("Who leads.", "Who leads now."), publish=False
    )
    other = TemplateVersionFactory(partnership=here)
    assert (first.template, first.number, second.number) == (second.template, 1, 2)
    assert version_queries.find(first.template_id) == first
    assert version_queries.find(first.template_id, 2) == second
    assert version_queries.find(first.template_id, 3) is None
    assert version_queries.latest(first.template) == second
    assert version_queries.find(other.template_id) == other
    version_services.retire(actor=None, version=first)
    assert version_queries.find(first.template_id) == second


def test_a_partnership_is_found_by_its_slug() -> None:
    here, _ = PartnershipFactory(slug="here"), PartnershipFactory(slug="there")
    assert version_queries.partnership("here") == here
    assert version_queries.partnership("nowhere") is None


def as_stored(version: TemplateVersion) -> dict[str, object]:
    """The row as the database has it."""
    return TemplateVersion.objects.values().get(pk=version.pk)


def test_publishing_and_retiring_touch_one_version() -> None:
    here = PartnershipFactory()
    bystanders = list(in_states(here).values())
    before = [as_stored(one) for one in bystanders]
    names = [one.template.name for one in bystanders]
    draft = TemplateVersionFactory(partnership=here, publish=False)
    version_services.publish(actor=None, version=draft)
    first = as_stored(draft)
    assert (first["state"], first["published_at"] is not None) == ("published", True)
    version_services.publish(actor=None, version=draft)
    assert as_stored(draft) == first
    version_services.retire(actor=None, version=draft)
    version_services.retire(actor=None, version=draft)
    assert as_stored(draft)["state"] == "retired"
    verbs = History.objects.filter(partnership=here, verb__in=["published", "retired"])
    told = verbs.filter(subject=str(draft)).order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["published", "retired"], "each is written down once"
    with pytest.raises(Refused, match="has been retired"):
        version_services.publish(actor=None, version=draft)
    assert [as_stored(one) for one in bystanders] == before
    for one in bystanders:
        one.template.refresh_from_db()
    assert [one.template.name for one in bystanders] == names


def test_a_template_is_called_as_its_published_version() -> None:
    here = PartnershipFactory()
    text = SMALL_TEMPLATE.format(key="mine", name="First name")
    TemplateVersionFactory(partnership=here, text=text)
    renamed = text.replace("First name", "Second name").replace("kind: full", "kind: small")
    second = TemplateVersionFactory(partnership=here, text=renamed, publish=False)
    assert second.template.name == "First name"
    version_services.publish(actor=None, version=second)
    second.template.refresh_from_db()
    assert (second.template.name, second.template.kind) == ("Second name", "small")
