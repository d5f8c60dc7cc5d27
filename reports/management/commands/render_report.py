"""manage.py render_report: the report of an audit as PDF, the same that the pages make."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.document import queries as document_queries
from reports.document import services as document_services
from reports.models import Document
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from s11portal.common import files
from s11portal.common.errors import Refused


class Command(BaseCommand):
    """Render the report of one audit into a file."""

    help = "Make the PDF report of an audit. A report that nobody has started is drafted first."

    def add_arguments(self, parser: CommandParser) -> None:
        """The audit, the file, and whose report where several partnerships take part."""
        parser.add_argument("--cycle", type=int, required=True, help="number of the audit cycle")
        parser.add_argument("--output", type=Path, required=True, help="the PDF file to write")
        parser.add_argument("--partnership", help="slug; the leading partnership if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Draft where needed, make, write the file."""
        found = report_queries.place(options["cycle"], options["partnership"])
        if found is None:
            raise CommandError("There is no such audit in that partnership. See list_cycles.")
        cycle, partnership = found
        try:
            report = report_services.open_draft(actor=None, partnership=partnership, cycle=cycle)
        except Refused as no:
            raise CommandError(str(no)) from None
        document, _ = report_services.make_document(actor=None, report=report, background=False)
        document = _made(document.pk)
        try:
            options["output"].write_bytes(files.read(document.file))
        except OSError as problem:
            raise CommandError(f"The file could not be written: {problem}") from None
        self.stdout.write(
            f"{options['output']}: {document.pages} pages, {document.size:,} bytes, "
            f"sha256 {document.sha256}"
        )


def _made(pk: int) -> Document:
    """The finished document, whoever makes it: a worker may have taken it up first."""
    while True:
        document_services.render(pk)
        document = document_queries.by_id(pk)
        if document.state == Document.State.READY:
            return document
        if document.state == Document.State.FAILED:
            raise CommandError(document.error)
        time.sleep(1)
