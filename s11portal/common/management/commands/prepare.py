"""`manage.py prepare`: everything between an installed copy and a running site."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from s11portal.common import files

STAMP = ".collected"
MOST_NAMED = 12


class Command(BaseCommand):
    """Brings tables and static files up to date; may be run at any time."""

    help = "Bring tables, static files and (with --demo) the demonstration up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        """See `manage.py help prepare`."""
        parser.add_argument(
            "--demo", action="store_true", help="fill an empty database with the demonstration"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Tables first: the demonstration goes into them."""
        files.close_to_others(Path(settings.MEDIA_ROOT))
        self._tables()
        self._static_files()
        if options["demo"]:
            self._demonstration()
        self._people()

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"== {sentence}")
        self.stdout.flush()

    def _tables(self) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("Bringing the database's tables up to date")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)

    def _static_files(self) -> None:
        """Collect when a file differs from what was collected last time."""
        root = Path(settings.STATIC_ROOT)
        wanted = _fingerprint()
        stamp = root / STAMP
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self._say("Collecting style sheet, fonts and scripts")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)

    def _demonstration(self) -> None:
        if get_user_model()._default_manager.exists():
            return
        if "seed_demo" not in get_commands():
            self._say("There is no demonstration data yet: the site starts empty")
            return
        self._say("Filling the empty database with the demonstration (once)")
        call_command("seed_demo")

    def _people(self) -> None:
        """Say who can sign in: everybody on the demonstration, with one click."""
        people = get_user_model()._default_manager.filter(is_active=True).order_by("pk")
        if not people.exists():
            self._say(
                "Nobody can sign in yet. Make the first partnership and invite its manager: "
                ".venv/bin/python manage.py create_partnership --help"
            )
        elif settings.DEMONSTRATION:
            self._say("The sign-in page lets you in as any of these people with one click:")
            for person in people[:MOST_NAMED]:
                self.stdout.write(f"   {person}, {person.job_title or person.email}")
            if people.count() > MOST_NAMED:
                self.stdout.write(f"   and {people.count() - MOST_NAMED} more")


def _fingerprint() -> str:
    """One value for all static files: their names, sizes and times of change."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([".*"]):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
