"""manage.py import_responses --cycle ID FILE.csv [--decide ROW=CHOICE …] [--dry-run]"""

import argparse
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.cycle.queries import cycle as cycle_queries
from audits.response_file import presenters as response_file_presenters
from audits.response_file.rules.sheet import MOST_BYTES
from audits.response_file.services import returns as returns_services
from s11portal.common.commands import content_of
from s11portal.common.errors import Problems, Refused
from s11portal.common.words import counted


class Command(BaseCommand):
    """Import the returns of a past audit from a CSV file: all of them, or none."""

    help = (
        "Imports the returns of a past audit from a CSV file (see docs/response-format.md). "
        "Nothing is written unless all is right; every cell that is wrong is listed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The cycle, the file, and whether to write."""
        parser.add_argument("file", metavar="FILE.csv", help="the file, or - for standard input")
        parser.add_argument(
            "--cycle", required=True, type=int, metavar="ID", help="as list_cycles prints it"
        )
        parser.add_argument(
            "--decide",
            action="append",
            default=[],
            type=_decision,
            metavar="ROW=CHOICE",
            help="what a row in doubt is, as the dry run asks: skip, agency, same or new",
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
            take = returns_services.check
            if not options["dry_run"]:
                take = partial(returns_services.import_file, actor=None)
            plan = take(cycle=cycle, content=content, decisions=dict(options["decide"]))
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


def _decision(text: str) -> tuple[int, str]:
    """'24=skip' as (24, 'skip')."""
    row, _, choice = text.partition("=")
    if not (row.isdecimal() and choice):
        raise argparse.ArgumentTypeError(f"write it like 24=skip, not {text}")
    return int(row), choice
