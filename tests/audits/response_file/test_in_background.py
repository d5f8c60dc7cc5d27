"""A large file is checked and imported by a worker, once, whatever becomes of the worker."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from agencies.models import Listing, Membership, Partnership
from audits.models import Cycle, ResponseImport, ResponseUpload, Revision
from audits.response_file.rules import sheet as sheet_rules
from audits.response_file.services import returns as returns_services
from audits.response_file.services import upload as upload_services
from audits.response_file.services import work as work_services
from audits.tasks import sweep_response_files, work_on_response_file
from s11portal.common import clock
from s11portal.common.errors import Refused
from tests.factories.agencies import ListingFactory, PartnershipFactory
from tests.factories.cycles import manager_of
from tests.soak.together import Together

from .uploading import chosen, import_page

pytestmark = pytest.mark.django_db
FILE = b"agency,sector,1.1\nAsh House,Health,2\nYew Barn,Health,3\n"


@pytest.fixture(autouse=True)
def _nothing_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rules, "SMALL_CELLS", 0)


def later(seconds: int) -> Any:
    return time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False)


def received(cycle: Cycle, content: bytes = FILE) -> ResponseUpload:
    return upload_services.receive(actor=None, cycle=cycle, content=content)


def confirmed(cycle: Cycle, content: bytes = FILE, **decisions: str) -> ResponseUpload:
    """A file that waits to be imported."""
    upload = received(cycle, content)
    work_services.work(upload.pk)
    said = {int(row.removeprefix("row")): choice for row, choice in decisions.items()}
    upload.refresh_from_db()
    return upload_services.confirm(actor=None, response_upload=upload, decisions=said)


def state(upload: ResponseUpload) -> str:
    upload.refresh_from_db()
    return upload.state


def test_a_manager_follows_a_file_and_may_leave(
    manager: Client,
    cycle: Cycle,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    where = chosen(manager, cycle, FILE).url
    page = manager.get(where).content.decode()
    assert "We are checking the file" in page
    assert f'href="{where}"' in page, "'Check again', for a browser without a script"
    assert '<noscript><meta http-equiv="refresh"' in page
    listed = manager.get(import_page(cycle)).content.decode()
    assert "Being checked" in listed
    assert where in listed
    sweep_response_files()
    assert b"Check before you import" in manager.get(where).content
    assert not Revision.objects.exists()
    assert manager.post(where).url == where
    page = manager.get(where).content.decode()
    assert "We are importing the returns" in page
    assert not Revision.objects.exists()
    sweep_response_files()
    page = manager.get(where).content.decode()
    assert "2 returns imported." in " ".join(page.split())
    assert f"/p/brackenshire/cycles/{cycle.pk}/" in page
    assert where not in manager.get(import_page(cycle)).content.decode(), "it is an import now"
    assert ResponseImport.objects.get().actor == ResponseUpload.objects.get().confirmed_by


def test_the_worker_is_told_on_commit(
    cycle: Cycle,
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload = received(cycle)
    assert state(upload) == "checked"
    with django_capture_on_commit_callbacks(execute=True):
        upload_services.confirm(actor=None, response_upload=upload, decisions={})
    assert state(upload) == "imported"
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "columns", "small"),
    [(22, 40, True), (100, 40, True), (101, 2, False), (90, 60, False)],
)
def test_what_is_done_at_once_is_small(
    rows: int, columns: int, small: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    for end in (b"\n", b"\r\n", b"\r"):
        for separator in (b",", b";", b"\t"):
            line = separator.join([b"x"] * columns) + end
            assert sheet_rules.is_small(line * (rows + 1)) is small


def test_what_was_decided_is_kept_for_the_worker(cycle: Cycle) -> None:
    ListingFactory(partnership=cycle.partnership, name="Zebra House", sector="Health")
    content = b"agency,sector,1.1\nZebra House Ltd,Health,2\nTotal,,2.5\n"
    upload = confirmed(cycle, content, row2="same", row3="skip")
    assert upload.decisions == {"2": "same", "3": "skip"}
    work_services.work(upload.pk)
    assert Revision.objects.count() == 1
    assert Listing.objects.get().name == "Zebra House", "no other was added"


def test_a_worker_that_died_is_replaced_when_its_lease_is_over(cycle: Cycle) -> None:
    upload = confirmed(cycle)
    ResponseUpload.objects.update(attempts=1, lease_until=clock.now() + timedelta(seconds=20))
    work_services.sweep()
    assert state(upload) == "importing"
    with later(21):
        work_services.sweep()
    assert (state(upload), upload.attempts) == ("imported", 2)
    assert Revision.objects.count() == 2


def test_a_worker_that_was_overtaken_stores_nothing(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = confirmed(cycle)
    store = returns_services.import_file

    def slowly(**given: Any) -> Any:
        plan = store(**given)
        ResponseUpload.objects.update(attempts=2)  # another worker has claimed it
        return plan

    monkeypatch.setattr(returns_services, "import_file", slowly)
    work_services.work(upload.pk)
    assert state(upload) == "importing"
    assert not Revision.objects.exists()
    assert default_storage.exists(upload.file), "the other worker needs it"


def test_three_dead_workers_are_a_failure_said_aloud(manager: Client, cycle: Cycle) -> None:
    where = chosen(manager, cycle, FILE).url
    ResponseUpload.objects.update(attempts=3, lease_until=clock.now() - timedelta(seconds=1))
    work_services.sweep()
    page = manager.get(where).content.decode()
    assert "Something went wrong three times" in page
    assert "Choose another file" in page


def test_a_mistake_of_ours_is_tried_three_times(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = received(cycle)
    monkeypatch.setattr(returns_services, "check", lambda **given: 1 / 0)
    states = []
    for number in range(3):
        with later(number * (work_services.RETRY_SECONDS + 1)):
            work_on_response_file(upload.pk)
            work_services.sweep()  # after a pause, not at once
        states.append(state(upload))
    assert states == ["checking", "checking", "failed"]
    assert (upload.file, upload.attempts) == ("", 3)


def test_a_file_that_is_gone_is_said(cycle: Cycle) -> None:
    upload = received(cycle)
    default_storage.delete(upload.file)
    work_services.work(upload.pk)
    assert (state(upload), upload.error) == ("refused", work_services.GONE)


def test_who_lost_the_role_meanwhile_imports_nothing(cycle: Cycle) -> None:
    upload = confirmed(cycle)
    gone = manager_of(cycle.partnership)
    ResponseUpload.objects.update(confirmed_by=gone)
    Membership.objects.filter(user=gone).update(ended_at=clock.now())
    work_services.work(upload.pk)
    assert (state(upload), upload.error) == ("refused", work_services.NOT_ALLOWED)
    assert not Revision.objects.exists()


def test_doubts_that_are_new_since_the_check_stop_it(cycle: Cycle) -> None:
    upload = confirmed(cycle)
    ListingFactory(partnership=cycle.partnership, name="Ash House Ltd", sector="Health")
    work_services.work(upload.pk)
    assert state(upload) == "refused"
    assert upload.error.startswith(work_services.CHANGED)
    assert not Revision.objects.exists()


def test_a_partnership_has_so_many_files_at_work_and_no_more(cycle: Cycle) -> None:
    for _ in range(upload_services.MOST_BUSY):
        received(cycle)
    with pytest.raises(Refused, match="3 files are being checked or imported"):
        received(cycle)
    work_services.sweep()
    received(cycle)


def test_another_partnerships_file_is_not_there(client: Client, cycle: Cycle) -> None:
    upload = received(cycle)
    work_services.work(upload.pk)
    other = PartnershipFactory(slug="elsewhere")
    client.force_login(manager_of(other))
    for method in (client.get, client.post):
        for slug in ("elsewhere", "brackenshire"):
            where = reverse("response-upload", kwargs={"slug": slug, "pk": upload.pk})
            assert method(where).status_code == 404
    assert state(upload) == "checked"


def test_the_list_of_files_costs_the_same_with_many(
    manager: Client,
    cycle: Cycle,
    partnership: Partnership,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(40) as counted:
            manager.get(import_page(cycle))
        return len(counted)

    person = manager_of(partnership)
    rows = [
        ResponseUpload(partnership=partnership, cycle=cycle, uploaded_by=person) for _ in range(9)
    ]
    rows[0].save()
    few = queries()
    for row in rows[1:]:
        row.save()
    assert queries() == few


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_store_once(cycle: Cycle) -> None:
    upload = confirmed(cycle)
    pk = upload.pk
    with Together(2) as together:
        together(*[lambda: work_services.work(pk)] * 2)
    assert state(upload) == "imported"
    assert (Revision.objects.count(), ResponseImport.objects.count()) == (2, 1)
