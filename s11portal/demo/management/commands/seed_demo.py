"""manage.py seed_demo: fill an empty database with the demonstration."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agencies.models import Partnership
from audits.models import TemplateVersion
from audits.template.services import version as version_services
from s11portal.common import clock
from s11portal.demo import past_cycle, people, running_cycle
from s11portal.demo.files import at

LIBRARY = Path(settings.BASE_DIR) / "audits" / "library"


class Command(BaseCommand):
    """Invented partnerships, a finished audit with its report, and one that is running."""

    help = (
        "Fills an empty database with invented partnerships, agencies and people, a finished "
        "audit with its report and a running one. Run twice, it changes nothing."
    )

    def handle(self, **options: Any) -> None:
        """All or nothing; a database with partnerships stays as it is."""
        if not settings.DEMONSTRATION:
            raise CommandError("seed_demo works only where DEMONSTRATION is on.")
        if Partnership.objects.exists():
            self.stdout.write("There are partnerships already: nothing was changed.")
            return
        with transaction.atomic():
            self._make()
        self.stdout.write("The demonstration is ready.")

    def _make(self) -> None:
        with clock.set_to(at(date(2020, 9, 1))):
            ten = _library("section-11-ten-questions.yaml")
            nine = _library("section-11-nine-standards.yaml")
            cast = people.make()
        past_cycle.make(cast, ten)
        running_cycle.make(cast, nine)


def _library(name: str) -> TemplateVersion:
    text = (LIBRARY / name).read_bytes()
    return version_services.import_template(actor=None, partnership=None, text=text, publish=True)
