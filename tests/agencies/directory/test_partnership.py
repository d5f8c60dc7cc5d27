"""Making a tenant from the command line."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from agencies.directory.services.partnership import create_partnership
from agencies.models import Invitation, Partnership
from s11portal.common.errors import Refused
from tests.factories.agencies import PartnershipFactory

pytestmark = pytest.mark.django_db


def create(**options: object) -> str:
    """What `manage.py create_partnership` prints."""
    out = StringIO()
    options = {
        "name": "Northshire Partnership",
        "slug": "northshire",
        "manager_email": "Ann@North.example",
        **options,
    }
    call_command("create_partnership", stdout=out, **options)
    return out.getvalue()


def test_the_operator_makes_a_partnership_and_hands_on_the_link(client: Client) -> None:
    printed = create(manager_name="Ann")
    partnership = Partnership.objects.get()
    assert f"slug: northshire\nid: {partnership.pk}\n" in printed
    assert [area.name for area in partnership.areas.all()] == ["Northshire Partnership"]
    link = printed.partition("invitation: ")[2].split()[0]
    path = "/" + link.split("/", 3)[3]
    answer = client.post(path, {"name": "Ann Manager"})
    assert answer.url == "/p/northshire/"
    assert client.get(answer.url).status_code == 200


def test_a_joint_partnership_has_several_areas() -> None:
    create(kind="joint", area=["North Town", "South  Town"])
    partnership = Partnership.objects.get()
    assert partnership.kind == "joint"
    assert [area.name for area in partnership.areas.all()] == ["North Town", "South Town"]


@pytest.mark.parametrize(
    "slug", ["", "North", "north_shire", "north-", "a--b", "né", "a/b", "x" * 61]
)
def test_a_bad_slug_is_refused(slug: str) -> None:
    with pytest.raises(CommandError, match="as an address"):
        create(slug=slug)
    assert not Partnership.objects.exists()


def test_a_slug_is_taken_once() -> None:
    create()
    with pytest.raises(CommandError, match="already a partnership"):
        create()
    assert Invitation.objects.count() == 1


def test_a_bad_address_creates_nothing() -> None:
    with pytest.raises(CommandError, match="not an address"):
        create(manager_email="ann at north")
    assert not Partnership.objects.exists()


@pytest.mark.parametrize("areas", [["A", "a"], [""], ["A", " "]])
def test_areas_need_names_of_their_own(areas: list[str]) -> None:
    with pytest.raises(Refused, match="Give each area a name"):
        create_partnership(actor=None, name="N", slug="n", areas=areas)


def test_sqlite_in_production_holds_one_partnership(settings: object) -> None:
    settings.SINGLE_PARTNERSHIP_ONLY = True  # type: ignore[attr-defined]
    create()
    with pytest.raises(CommandError, match="Set DATABASE_URL to a PostgreSQL database"):
        create(slug="second")
    assert Partnership.objects.count() == 1


def test_an_unknown_kind_is_refused() -> None:
    PartnershipFactory()
    with pytest.raises(Refused, match="children, adults, joint"):
        create_partnership(actor=None, name="N", slug="n", kind="other")
