"""manage.py list_cycles"""

from django.core.management.base import BaseCommand

from audits.cycle.queries import cycle as cycle_queries


class Command(BaseCommand):
    """List every audit cycle, the first created first."""

    help = "Lists all audit cycles: id, partnership, title and state, separated by tabs."

    def handle(self, **options: object) -> None:
        """A header line, then one line for each cycle."""
        self.stdout.write("id\tpartnership\ttitle\tstate")
        for cycle in cycle_queries.everywhere():
            title = " ".join(cycle.title.split())
            self.stdout.write(f"{cycle.pk}\t{cycle.partnership.slug}\t{title}\t{cycle.state}")
