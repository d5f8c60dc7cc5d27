"""What a person's name may be: it stands in mails to people who do not know us yet."""

import re
import unicodedata

from s11portal.common.errors import Refused

NO_ADDRESSES = "Enter a name without web or email addresses."
# 'evil.com', not 'Dr.Smith': the last part in capitals or in small letters altogether.
_ADDRESS = re.compile(r"://|@|\bwww\.|\w{2,}\.(?:[a-z]{2,}|[A-Z]{2,})\b", re.ASCII)


def one_line(text: str) -> str:
    """The text on one line: line breaks, tabs and signs that cannot be seen become spaces."""
    seen = (" " if unicodedata.category(sign).startswith("C") else sign for sign in text)
    return " ".join("".join(seen).split())


def name_of(text: str) -> str:
    """A person's name or job title on one line. Raises Refused for one that holds an address."""
    name = one_line(text)
    if _ADDRESS.search(name):
        raise Refused(NO_ADDRESSES)
    return name
