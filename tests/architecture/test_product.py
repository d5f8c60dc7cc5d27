"""The parts fit: tables and migrations, templates, the timetable of background jobs."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import engines
from django.template.loader import get_template

from .tree import ROOT, files


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


TEMPLATES = sorted(
    path.relative_to(ROOT / "templates").as_posix()
    for path in files(".html", ".txt")
    if path.relative_to(ROOT).parts[0] == "templates"
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_can_be_read(name):
    assert get_template(name)


def test_a_template_with_an_unknown_tag_is_noticed():
    with pytest.raises(Exception, match="no_such_tag"):
        engines["django"].from_string("{% no_such_tag %}")


def test_every_job_of_the_timetable_exists():
    from s11portal.celery import app

    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert not wanted - set(app.tasks)


def test_tasks_are_named_after_their_app():
    from s11portal.celery import app

    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")}
    assert {name.split(".")[0] for name in ours} <= {"common", "agencies", "audits", "reports"}
    assert all(name.count(".") == 1 for name in ours), ours
