"""manage.py import_template FILE --partnership SLUG [--publish]"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.models import Partnership
from audits.template.file import MOST_BYTES
from audits.template.queries import version as version_queries
from audits.template.services import version as version_services
from s11portal.common.commands import content_of
from s11portal.common.errors import Problems
from s11portal.common.words import counted


class Command(BaseCommand):
    """Take in an audit template from a file. Prints the template's id."""

    help = (
        "Imports an audit template from a file (see docs/template-format.md) and prints the "
        "template's id. A bad file changes nothing: all its problems are listed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and where the template goes."""
        parser.add_argument("file", metavar="FILE", help="the file, or - for standard input")
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--partnership", metavar="SLUG", help="whose template it is")
        place.add_argument(
            "--library", action="store_true", help="put it in the library for all partnerships"
        )
        parser.add_argument("--publish", action="store_true", help="let cycles use it at once")

    def handle(self, **options: object) -> None:
        """Read, store, print the id; on a bad file list its problems and exit with 1."""
        partnership = _partnership(options["partnership"])
        content = content_of(str(options["file"]), most=MOST_BYTES)
        try:
            imported = version_services.import_file(
                actor=None,
                partnership=partnership,
                text=content,
                publish=bool(options["publish"]),
            )
        except Problems as error:
            raise self._refusal(error) from None
        version = imported.version
        if not imported.is_new:
            self.stderr.write(f"Nothing has changed since version {version.number}.")
        self.stdout.write(
            f"Template id: {version.template_id} (version {version.number}, {version.state})"
        )

    def _refusal(self, error: Problems) -> CommandError:
        """Lists every problem of the file; what is returned counts them."""
        for problem in error.problems:
            self.stderr.write(str(problem))
        problems = counted(len(error.problems), "problem", "problems")
        return CommandError(f"Nothing was imported: {problems} in the file.")


def _partnership(slug: object) -> Partnership | None:
    if slug is None:
        return None
    partnership = version_queries.partnership(str(slug))
    if partnership is None:
        raise CommandError(f"There is no partnership with the slug ‘{slug}’.")
    return partnership
