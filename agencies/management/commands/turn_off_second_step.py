"""Lets somebody in again who lost the authenticator app and the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.person import queries as person_queries
from agencies.person.services import turn_off_second_step


class Command(BaseCommand):
    """`manage.py turn_off_second_step ADDRESS`."""

    help = (
        "Turn off a person's second step of signing in, after you have made sure (by a call "
        "to a number you know) that they are the person asking."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See `manage.py help turn_off_second_step`."""
        parser.add_argument("email", help="the person's email address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Turn it off, and say whether there was one."""
        person = person_queries.by_email(options["email"])
        if person is None:
            raise CommandError("There is no account with this address.")
        if turn_off_second_step(actor=None, user=person):
            self.stdout.write(f"{person} can now sign in without a second step.")
        else:
            self.stdout.write(f"{person} had no second step.")
