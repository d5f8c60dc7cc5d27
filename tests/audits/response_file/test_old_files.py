"""Files that were checked and never brought in do not stay."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage

from audits.response_file.services import upload as upload_services
from audits.tasks import throw_old_files_away
from s11portal.common import clock
from tests.factories.agencies import PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Here are no files that other tests kept."""
    options = {**settings.STORAGES["default"]["OPTIONS"], "location": str(tmp_path)}
    own = {**settings.STORAGES["default"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": own}


def test_a_file_nobody_brought_in_goes_after_a_day() -> None:
    key = upload_services.keep(
        partnership=PartnershipFactory(), content=b"agency,1.1\nAsh House,2\n"
    )
    throw_old_files_away()
    assert upload_services.fetch(key)
    default_storage.save("documents/report.pdf", default_storage.open(key))
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert upload_services.throw_old_away() == 1
    assert upload_services.fetch(key) is None
    assert default_storage.exists("documents/report.pdf")
    assert upload_services.throw_old_away() == 0
