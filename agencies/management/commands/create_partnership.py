"""Makes a tenant: a partnership with its areas, and the invitation of its manager."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from agencies.directory.services.partnership import create_with_manager
from agencies.models import Partnership
from s11portal.common.errors import Refused


class Command(BaseCommand):
    """`manage.py create_partnership --name … --slug … --manager-email …`."""

    help = "Create a partnership and invite its first business manager."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See `manage.py help create_partnership`."""
        parser.add_argument("--name", required=True, help="its full name, as people know it")
        parser.add_argument("--slug", required=True, help="its address: /p/<slug>/")
        parser.add_argument(
            "--kind", choices=Partnership.Kind.values, default=Partnership.Kind.CHILDREN
        )
        parser.add_argument("--manager-email", required=True)
        parser.add_argument("--manager-name", default="")
        parser.add_argument(
            "--area",
            action="append",
            default=[],
            metavar="NAME",
            help="an area of a joint partnership; repeat for each. Without any: one, named "
            "like the partnership",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create it and print the link once: mail may not be set up yet."""
        try:
            validate_email(options["manager_email"])
            partnership, sent = create_with_manager(
                actor=None,
                name=options["name"],
                slug=options["slug"],
                kind=options["kind"],
                areas=options["area"],
                manager_email=options["manager_email"],
                manager_name=options["manager_name"],
            )
        except ValidationError as bad:
            raise CommandError("The manager's email address is not an address.") from bad
        except Refused as no:
            raise CommandError(str(no)) from no
        self.stdout.write(f"slug: {partnership.slug}")
        self.stdout.write(f"id: {partnership.pk}")
        self.stdout.write(f"invitation: {sent.url}")
        self.stdout.write(
            f"The link is for {sent.invitation.email}, works once, and for 14 days. It will "
            "not be shown again."
        )
