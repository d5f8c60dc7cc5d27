"""manage.py import_responses --cycle ID FILE.csv [--dry-run]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle
from audits.response_file import presenters as response_file_presenters
from audits.response_file.queries import Plan
from audits.response_file.rules.sheet import MOST_BYTES
from audits.response_file.services import returns as returns_services
from s11portal.common.commands import content_of
from s11portal.common.errors import Problems, Refused
from s11portal.common.words import counted


class Command(BaseCommand):
    """Bring in the returns of a past audit from a CSV file: all of them, or none."""

    help = (
        "Brings in the returns of a past audit from a CSV file (see docs/response-format.md). "
        "Nothing is written unless all is right; every cell that is wrong is listed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The cycle, the file, and whether to write."""
        parser.add_argument("file", metavar="FILE.csv", help="the file, or - for standard input")
        parser.add_argument(
            "--cycle", required=True, type=int, metavar="ID", help="as list_cycles prints it"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be created; write nothing"
        )

    def handle(self, **options: Any) -> None:
        """Check, store, say what came of it; on a bad file list its problems and exit with 1."""
        cycle = cycle_queries.find(options["cycle"])
        if cycle is None:
            raise CommandError(f"There is no cycle {options['cycle']}. See list_cycles.")
        content = content_of(options["file"], most=MOST_BYTES)
        try:
            plan = self._take(cycle, content, dry_run=options["dry_run"])
        except Problems as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            count = len(error.problems)
            found = counted(count, "thing", "things")
            raise CommandError(f"Nothing was written: {found} to put right in the file.") from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        for line in response_file_presenters.lines(plan, stored=not options["dry_run"]):
            self.stdout.write(line)

    def _take(self, cycle: Cycle, content: bytes, *, dry_run: bool) -> Plan:
        if dry_run:
            return returns_services.check(cycle=cycle, content=content)
        return returns_services.import_file(actor=None, cycle=cycle, content=content)
