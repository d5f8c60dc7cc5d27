"""What anybody may send, and how often: before they have signed in."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache.backends.db import DatabaseCache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.core.management import call_command
from django.test import Client

from s11portal.common import clock
from s11portal.common.tasks import clear_sessions
from s11portal.settings import base


def test_a_file_larger_than_any_page_takes_is_refused_before_it_is_stored(
    client: Client, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also from somebody who is not signed in: the form's token is looked for in the body."""

    def store(*args: object, **kwargs: object) -> None:
        raise AssertionError("the file was read")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", store)
    monkeypatch.setattr(MemoryFileUploadHandler, "new_file", store)
    settings.MOST_BYTES_OF_A_REQUEST = 1000  # type: ignore[attr-defined]
    for address in ("/accounts/login/", "/nowhere/"):
        answer = client.post(address, {"file": SimpleUploadedFile("a.csv", b"x" * 2000)})
        assert answer.status_code == 413
        assert b"That was too large" in answer.content


@pytest.mark.django_db
def test_sign_in_limits_outlive_a_crowd() -> None:
    """Django's own cache forgets a third of its rows above 300 of them."""
    kept = base.CACHES["default"]
    call_command("createcachetable", kept["LOCATION"], verbosity=0)
    cache = DatabaseCache(kept["LOCATION"], kept)
    for number in range(310):
        cache.set(f"limit-{number}", 5)
    assert all(cache.get(f"limit-{number}") == 5 for number in range(310))


@pytest.mark.django_db
def test_sessions_that_have_ended_are_deleted_with_what_they_hold(client: Client) -> None:
    for days in (-1, 1):
        Session.objects.create(
            session_key=f"key{days}", session_data="x", expire_date=clock.now() + timedelta(days)
        )
    clear_sessions()
    assert [row.session_key for row in Session.objects.all()] == ["key1"]
