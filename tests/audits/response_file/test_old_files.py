"""Files that were checked and never brought in do not stay."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from audits.cycle.services import ending as ending_services
from audits.models import Cycle, ResponseUpload
from audits.response_file.services import upload as upload_services
from audits.tasks import throw_old_files_away
from s11portal.common import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Here are no files that other tests kept."""
    options = {**settings.STORAGES["default"]["OPTIONS"], "location": str(tmp_path)}
    own = {**settings.STORAGES["default"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": own}


def uploaded(cycle: Cycle, content: bytes = b"agency,sector,1.1\nAsh House,Faith,2\n") -> Any:
    return upload_services.receive(actor=None, cycle=cycle, content=content)


def test_a_file_nobody_brought_in_goes_after_a_day_with_its_row(cycle: Cycle) -> None:
    key = uploaded(cycle).file
    throw_old_files_away()
    assert default_storage.exists(key)
    default_storage.save("documents/report.pdf", default_storage.open(key))
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert upload_services.throw_old_away() == 1
    assert not default_storage.exists(key)
    assert not ResponseUpload.objects.exists()
    assert default_storage.exists("documents/report.pdf")
    assert upload_services.throw_old_away() == 0


def test_a_file_that_waits_for_a_worker_stays(cycle: Cycle) -> None:
    upload = uploaded(cycle)
    ResponseUpload.objects.update(state="importing")
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert upload_services.throw_old_away() == 0
    assert default_storage.exists(upload.file)


def test_a_file_without_a_row_goes_after_a_day() -> None:
    key = default_storage.save("response-files/aa/bb.csv", ContentFile(b"agency"))
    assert upload_services.throw_old_away() == 0
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert upload_services.throw_old_away() == 1
    assert not default_storage.exists(key)


def test_an_audit_that_is_deleted_takes_its_files_with_it(cycle: Cycle) -> None:
    upload = uploaded(cycle)
    ending_services.delete(actor=None, cycle=cycle)
    assert not ResponseUpload.objects.filter(pk=upload.pk).exists()
