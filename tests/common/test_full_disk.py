"""A full disk: a page that says so, nothing half saved, and nothing to repair afterwards."""

import errno
import os
from typing import Any

import pytest
from django.core.cache.backends.base import BaseCache
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, OperationalError
from django.test import Client

from audits.models import AuditTemplate
from audits.template.services import version as version_services
from s11portal.common import cache as cache_module
from s11portal.common import files
from s11portal.settings import base
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.submissions import EVERY_TYPE

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(client: Client) -> Any:
    """A manager who pastes a template."""
    partnership = PartnershipFactory()
    client.force_login(person_at(partnership, "manager"))
    client.raise_request_exception = False
    return lambda: client.post(f"/p/{partnership.slug}/templates/add/", {"text": EVERY_TYPE})


def caused(problem: Exception, cause: Exception) -> Exception:
    problem.__cause__ = cause
    return problem


FULL = {
    "SQLite": OperationalError("database or disk is full"),
    "PostgreSQL": OperationalError('could not extend file "base/1": No space left on device'),
    "a file": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "a quota": OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
    "a cause": caused(RuntimeError("not stored"), OSError(errno.ENOSPC, "full")),
}


@pytest.mark.parametrize("problem", FULL.values(), ids=FULL.keys())
def test_what_does_not_fit_is_told_in_plain_words(
    add: Any, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def refuse(**fields: object) -> None:
        raise problem

    with monkeypatch.context() as full:
        full.setattr(version_services, "import_file", refuse)
        answer = add()
    assert answer.status_code == 507
    page = answer.content.decode()
    assert "disk is full, so what you just sent has not been saved" in page
    assert "space left" not in page
    assert not AuditTemplate.objects.exists()
    assert add().status_code == 302, "once there is room"


@pytest.mark.parametrize(
    "problem", [DatabaseError("disk I/O error"), OSError(errno.EIO, "I/O"), ValueError("full")]
)
def test_any_other_fault_has_the_usual_page(
    add: Any, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def refuse(**fields: object) -> None:
        raise problem

    monkeypatch.setattr(version_services, "import_file", refuse)
    answer = add()
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


def test_a_file_that_did_not_fit_is_stored_again_once_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A full disk leaves the beginning of it under the name of the whole."""
    key, _ = files.store(b"whole", folder="test", suffix=".txt")
    with default_storage.open(key, "wb") as file:
        file.write(b"who")
    assert files.read(files.store(b"whole", folder="test", suffix=".txt")[0]) == b"whole"


@pytest.fixture
def limits() -> BaseCache:
    """The cache that sign-in limits live in."""
    kept = base.CACHES["default"]
    call_command("createcachetable", kept["LOCATION"], verbosity=0)
    return cache_module.DatabaseCache(kept["LOCATION"], kept)


def test_a_limit_that_cannot_be_counted_is_no_limit_that_is_reached(
    limits: BaseCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise everybody who signs in is told of too many attempts."""
    limits.set("lock", True)
    assert limits.add("lock", True) is False, "somebody has it"
    monkeypatch.setattr(cache_module, "_is_full", lambda: True)
    with pytest.raises(OSError, match="No space left"):
        limits.add("lock", True)


def test_a_disk_with_room_is_not_full(settings: Any) -> None:
    assert not cache_module._is_full()
    settings.IS_SQLITE = True
    settings.DATA_DIR = "/proc"  # has no blocks at all
    assert cache_module._is_full()
    settings.IS_SQLITE = False
    assert not cache_module._is_full()
