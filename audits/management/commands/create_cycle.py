"""manage.py create_cycle --partnership SLUG --template ID --title TITLE ..."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle
from audits.template.queries import version as version_queries
from s11portal.common.errors import Refused


class Command(BaseCommand):
    """Prepare an audit cycle. Prints its id. Nobody is told before it is launched."""

    help = "Prepares an audit cycle and prints its id. Nobody is told before it is launched."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django's own --version gives way to the template's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything the page asks for."""
        parser.add_argument("--partnership", required=True, metavar="SLUG")
        parser.add_argument(
            "--template", required=True, type=int, metavar="ID", help="as import_template prints it"
        )
        parser.add_argument(
            "--version", dest="number", type=int, metavar="N", help="default: the latest published"
        )
        parser.add_argument("--title", required=True)
        parser.add_argument("--period", required=True, help="the period covered, e.g. 2025-26")
        parser.add_argument("--opens", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--closes",
            required=True,
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day by which returns are due",
        )
        parser.add_argument(
            "--agencies",
            choices=["all", "none"],
            default="all",
            help="ask all agencies on the list (default), or none yet",
        )
        parser.add_argument(
            "--percentages",
            choices=Cycle.Percentages.values,
            default=Cycle.Percentages.WHOLE,
            help="how results and report round percentages (default: whole numbers, each on its "
            "own); add_up makes those of one question add up to 100",
        )

    def handle(self, **options: Any) -> None:
        """Find, create, print the id."""
        partnership = version_queries.partnership(options["partnership"])
        if partnership is None:
            raise CommandError(f"There is no partnership with the slug ‘{options['partnership']}’.")
        version = version_queries.find(options["template"], options["number"])
        if version is None:
            raise CommandError("There is no such template or version. See import_template.")
        listings = list(cycle_queries.current_listings(partnership))
        try:
            cycle = cycle_services.create(
                actor=None,
                partnership=partnership,
                title=options["title"],
                period=options["period"],
                opens_on=options["opens"],
                closes_on=options["closes"],
                version=version,
                listings=listings if options["agencies"] == "all" else [],
                percentages=options["percentages"],
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(str(cycle.pk))
