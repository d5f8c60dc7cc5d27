"""What commands that take in a file have in common."""

import sys
from pathlib import Path

from django.core.management.base import CommandError


def content_of(name: str, *, most: int) -> bytes:
    """The bytes of the file `name`, or of standard input for '-'.

    At most one byte more than `most`: no more than shows that the file is too big. Raises
    CommandError for a file that cannot be read.
    """
    if name == "-":
        return sys.stdin.buffer.read(most + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise CommandError(f"The file {name} cannot be read: {error.strerror}.") from None
