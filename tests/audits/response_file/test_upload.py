"""Importing a small file in the browser: checked and stored at once, a look in between."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from agencies.models import History
from audits.models import Cycle, ResponseUpload, Revision
from audits.response_file.rules.sheet import MOST_BYTES
from audits.response_file.services import returns as returns_services
from audits.response_file.services import work as work_services

from .conftest import RETURNS
from .uploading import chosen, import_page

pytestmark = pytest.mark.django_db
SMALL = b"agency,sector,1.1\nAsh House,Faith,2\n"


def test_a_good_file_is_shown_before_it_is_stored(manager: Client, cycle: Cycle) -> None:
    answer = chosen(manager, cycle, RETURNS.read_bytes())
    page = manager.get(answer.url)
    assert b"Check before you import" in page.content
    assert b"Import 22 returns" in page.content
    assert page.content.count(b"New on your list") == 22
    assert not Revision.objects.exists()
    page = manager.post(answer.url, follow=True)
    assert page.redirect_chain[-1][0] == f"/p/brackenshire/cycles/{cycle.pk}/"
    assert b"22 returns imported." in page.content
    assert Revision.objects.count() == 22


def test_who_did_what_is_written_down(manager: Client, cycle: Cycle) -> None:
    manager.post(chosen(manager, cycle, SMALL).url)
    rows = History.objects.exclude(actor=None).order_by("pk")
    verbs = ["uploaded a file of returns", "started an import of returns"]
    assert [row.verb for row in rows if row.verb in verbs] == verbs
    assert rows.filter(verb="imported returns from a file").exists(), "by the person who pressed"


def test_the_file_itself_is_not_kept(manager: Client, cycle: Cycle) -> None:
    answer = chosen(manager, cycle, RETURNS.read_bytes())
    key = ResponseUpload.objects.get().file
    assert default_storage.exists(key)
    manager.post(answer.url)
    assert not default_storage.exists(key)


def test_another_choice_throws_the_first_file_away(
    manager: Client,
    cycle: Cycle,
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    first = chosen(manager, cycle, RETURNS.read_bytes())
    key = ResponseUpload.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):
        chosen(manager, cycle, SMALL)
    assert not default_storage.exists(key)
    assert default_storage.exists(ResponseUpload.objects.get().file)
    assert manager.get(first.url).status_code == 404


def test_a_bad_file_lists_what_to_put_right_whenever_one_looks(
    manager: Client, cycle: Cycle
) -> None:
    answer = chosen(manager, cycle, b"agency,sector,1.1,9.9\nAsh House,Faith,7,\n")
    for _ in range(2):
        page = manager.get(answer.url)
        assert b"There is a problem with this file" in page.content
        assert b"row 2, column C (1.1)" in page.content
        assert b"column \xe2\x80\x9c9.9\xe2\x80\x9d" in page.content
        assert b"Choose another file" in page.content
    upload = ResponseUpload.objects.get()
    assert (upload.state, upload.file) == ("refused", "")
    listed = manager.get(import_page(cycle)).content.decode()
    assert "Cannot be imported" in listed
    assert answer.url in listed
    manager.post(answer.url)
    assert not Revision.objects.exists()


def test_a_wrong_column_of_many_rows_is_listed_up_to_a_limit(manager: Client, cycle: Cycle) -> None:
    rows = b"".join(b"Agency %d,Faith,7\n" % number for number in range(250))
    answer = chosen(manager, cycle, b"agency,sector,1.1\n" + rows)
    upload = ResponseUpload.objects.get()
    assert upload.state == "checking", "many rows are left to the worker"
    work_services.sweep()
    page = manager.get(answer.url).content.decode()
    assert "There are 250 problems. These are the first 200." in page
    upload.refresh_from_db()
    assert len(upload.problems) == 200


def test_no_file_an_empty_file_and_a_huge_file_are_said(manager: Client, cycle: Cycle) -> None:
    assert b"id_file_error" in manager.post(import_page(cycle)).content
    assert b"smaller than 10 MB" in chosen(manager, cycle, b"x" * (MOST_BYTES + 1)).content
    assert not ResponseUpload.objects.exists()
    assert b"The file is empty" in manager.get(chosen(manager, cycle, b"").url).content


def test_a_closed_audit_takes_no_file(manager: Client, cycle: Cycle) -> None:
    Cycle.objects.update(state=Cycle.State.CLOSED)
    assert returns_services.CLOSED.encode() in chosen(manager, cycle, SMALL).content
    assert not ResponseUpload.objects.exists()


def test_a_double_click_stores_once(manager: Client, cycle: Cycle) -> None:
    answer = chosen(manager, cycle, RETURNS.read_bytes())
    manager.post(answer.url)
    page = manager.post(answer.url, follow=True)
    assert b"22 returns imported." in page.content
    assert Revision.objects.count() == 22


def test_what_changed_between_check_and_confirmation_is_noticed(
    manager: Client, cycle: Cycle
) -> None:
    content = RETURNS.read_bytes()
    answer = chosen(manager, cycle, content)
    returns_services.import_file(actor=None, cycle=cycle, content=content)  # a colleague was faster
    page = manager.post(answer.url, follow=True)
    assert b"changed after we checked the file" in page.content
    assert b"already has a return in this audit" in page.content
    assert Revision.objects.count() == 22
