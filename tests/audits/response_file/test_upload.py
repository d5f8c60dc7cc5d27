"""Bringing in a file in the browser: checked, looked at, then stored."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agencies.models import Partnership
from audits.models import Cycle, Revision
from audits.response_file.rules.sheet import MOST_BYTES
from audits.response_file.services import returns as returns_services
from audits.response_file.views import KEY
from tests.factories.cycles import manager_of

from .conftest import RETURNS

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client, partnership: Partnership) -> Client:
    """The manager's browser."""
    client.force_login(manager_of(partnership))
    return client


def url(name: str, cycle: Cycle) -> str:
    """A page of the import."""
    return reverse(name, kwargs={"slug": "brackenshire", "pk": cycle.pk})


def upload(client: Client, cycle: Cycle, content: bytes, **kwargs: object):
    """Choose a file and press 'Check the file'."""
    file = SimpleUploadedFile("returns.csv", content)
    return client.post(url("cycle-import", cycle), {"file": file}, **kwargs)


def test_a_good_file_is_shown_before_it_is_stored(manager: Client, cycle: Cycle) -> None:
    page = upload(manager, cycle, RETURNS.read_bytes(), follow=True)
    assert b"Check before you import" in page.content
    assert page.content.count(b"New on your list") == 22
    assert not Revision.objects.exists()
    page = manager.post(url("cycle-import-confirm", cycle), follow=True)
    assert b"22 returns imported." in page.content
    assert Revision.objects.count() == 22


def test_the_file_itself_is_not_kept(manager: Client, cycle: Cycle) -> None:
    upload(manager, cycle, RETURNS.read_bytes())
    key = manager.session[KEY]["key"]
    assert default_storage.exists(key)
    manager.post(url("cycle-import-confirm", cycle))
    assert not default_storage.exists(key)


def test_another_choice_throws_the_first_file_away(manager: Client, cycle: Cycle) -> None:
    upload(manager, cycle, RETURNS.read_bytes())
    key = manager.session[KEY]["key"]
    upload(manager, cycle, b"agency,sector,1.1\nAsh House,Faith,2\n")
    assert not default_storage.exists(key)
    assert default_storage.exists(manager.session[KEY]["key"])


def test_a_bad_file_lists_what_to_put_right(manager: Client, cycle: Cycle) -> None:
    page = upload(manager, cycle, b"agency,sector,1.1,9.9\nAsh House,Faith,7,\n")
    assert b"row 2, column C (1.1)" in page.content
    assert b"column \xe2\x80\x9c9.9\xe2\x80\x9d" in page.content
    assert KEY not in manager.session


def test_no_file_an_empty_file_and_a_huge_file_are_said(manager: Client, cycle: Cycle) -> None:
    assert b"id_file_error" in manager.post(url("cycle-import", cycle)).content
    assert b"The file is empty" in upload(manager, cycle, b"").content
    assert b"smaller than 10 MB" in upload(manager, cycle, b"x" * (MOST_BYTES + 1)).content


def test_a_double_click_stores_once(manager: Client, cycle: Cycle) -> None:
    upload(manager, cycle, RETURNS.read_bytes())
    manager.post(url("cycle-import-confirm", cycle))
    page = manager.post(url("cycle-import-confirm", cycle), follow=True)
    assert b"Select the file again" in page.content
    assert Revision.objects.count() == 22


def test_what_changed_between_check_and_confirmation_is_noticed(
    manager: Client, cycle: Cycle
) -> None:
    content = RETURNS.read_bytes()
    upload(manager, cycle, content)
    returns_services.import_file(actor=None, cycle=cycle, content=content)  # a colleague was faster
    page = manager.post(url("cycle-import-confirm", cycle), follow=True)
    assert b"changed after we checked the file" in page.content
    assert Revision.objects.count() == 22


def test_a_checked_file_belongs_to_its_audit(
    manager: Client, cycle: Cycle, partnership: Partnership
) -> None:
    upload(manager, cycle, RETURNS.read_bytes())
    session = manager.session
    session[KEY] = {**session[KEY], "cycle": cycle.pk + 1}
    session.save()
    page = manager.post(url("cycle-import-confirm", cycle), follow=True)
    assert b"Select the file again" in page.content
    assert not Revision.objects.exists()
