"""manage.py export_template ID [--version N] [--output FILE]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.template import file as template_file
from audits.template.queries import structure as structure_queries
from audits.template.queries import version as version_queries


class Command(BaseCommand):
    """Write an audit template as a file that import_template takes in again."""

    help = (
        "Writes a template in its canonical form. Importing that gives the same template. "
        "Without --version the latest published version is taken, or else the latest one."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Every command has --version, which prints Django's: here it means the template's."""
        kwargs["conflict_handler"] = "resolve"
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Which template, which version, where to."""
        parser.add_argument("id", type=int, help="the id that import_template printed")
        parser.add_argument(
            "--version", dest="number", type=int, metavar="N", help="the number of the version"
        )
        parser.add_argument("--output", metavar="FILE", help="otherwise standard output")

    def handle(self, **options: Any) -> None:
        """Find the version and write it."""
        version = version_queries.find(options["id"], options["number"])
        if version is None:
            which = f" version {options['number']} of" if options["number"] is not None else ""
            raise CommandError(f"There is no{which} template {options['id']}.")
        text = template_file.write(structure_queries.structure_of(version))
        if options["output"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            Path(options["output"]).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            message = f"The file {options['output']} cannot be written: {error.strerror}."
            raise CommandError(message) from None
