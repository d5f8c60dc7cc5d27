"""Production on SQLite holds one partnership."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import DatabaseError

from agencies.checks import one_partnership_on_sqlite
from agencies.models import Partnership
from s11portal.gunicorn_conf import on_starting
from tests.factories.agencies import PartnershipFactory

pytestmark = pytest.mark.django_db


def found():
    problems = run_checks(tags=[Tags.database], databases=["default"])
    return [problem.id for problem in problems if problem.id and problem.id.startswith("agencies")]


def test_one_partnership_starts(settings):
    settings.SINGLE_PARTNERSHIP_ONLY = True
    PartnershipFactory()
    assert found() == []


def test_a_second_partnership_does_not_start(settings):
    settings.SINGLE_PARTNERSHIP_ONLY = True
    PartnershipFactory.create_batch(2)
    assert found() == ["agencies.E001"]


def test_elsewhere_there_may_be_many(settings):
    settings.SINGLE_PARTNERSHIP_ONLY = False
    PartnershipFactory.create_batch(2)
    assert found() == []


def test_before_the_first_migration_there_is_nothing_to_count(settings, monkeypatch):
    def no_table(*args, **kwargs):
        raise DatabaseError("no such table")

    settings.SINGLE_PARTNERSHIP_ONLY = True
    monkeypatch.setattr(Partnership.objects, "using", no_table)
    assert one_partnership_on_sqlite(None, ["default"]) == []


def test_the_web_server_refuses_to_start_and_says_why(settings, monkeypatch):
    class Server:
        class log:  # noqa: N801
            said: list[str] = []

            @classmethod
            def critical(cls, message, *args):
                cls.said.append(message % args)

    # The test's own connection must stay open.
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    settings.SINGLE_PARTNERSHIP_ONLY = True
    PartnershipFactory()
    on_starting(Server)
    PartnershipFactory()
    with pytest.raises(SystemExit):
        on_starting(Server)
    assert "SQLite holds 2 partnerships" in Server.log.said[0]
    assert "DATABASE_URL" in Server.log.said[0]
