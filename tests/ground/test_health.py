"""Load balancers ask whether the product lives, and whether it can work."""

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError

from s11portal.common import readiness


def test_it_lives_without_a_database(client):
    assert client.get("/healthz").json() == {"alive": True}


@pytest.mark.django_db
def test_it_is_ready_with_database_and_storage(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "storage": "ok", "broker": "ok"}
    assert not default_storage.exists("health") or not default_storage.listdir("health")[1]


@pytest.mark.django_db
def test_it_is_not_ready_where_files_cannot_be_stored(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError("read-only file system at /secret/place")

    monkeypatch.setattr(default_storage, "save", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["storage"] == "not reached"
    assert b"/secret/place" not in answer.content


def test_it_is_not_ready_without_a_database(client, monkeypatch):
    class Gone:
        def cursor(self):
            raise OperationalError("no route to db-17.internal")

    monkeypatch.setattr(readiness, "connection", Gone())
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "not reached"
    assert b"db-17" not in answer.content


@pytest.mark.django_db
def test_a_broker_that_is_gone_is_reported_and_not_required(client, monkeypatch):
    monkeypatch.setattr(
        readiness.current_app,
        "connection_for_write",
        lambda: readiness.current_app.connection("redis://127.0.0.1:1/0"),
    )
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["broker"] == "not reached"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_asking_changes_nothing_and_needs_no_sign_in(client, address):
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
    assert not client.cookies
