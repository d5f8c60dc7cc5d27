"""The report of the published audit: drawn once, opened once, read by all."""

from typing import Any

import pytest
from django.db import transaction

from reports.output.content import Content
from reports.output.pdf import process
from reports.results.rules.plain import from_plain, to_plain
from tests.reports.pdf import Pdf

from .written import draw, written_report


@pytest.fixture(scope="session")
def content(django_db_setup: None, django_db_blocker: Any) -> Content:
    """What the report says, as a snapshot gives it back; nothing of it stays in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        content = written_report()
        transaction.set_rollback(True)
    return from_plain(Content, to_plain(content))


@pytest.fixture(scope="session")
def drawn(content: Content) -> process.Rendered:
    """The finished document."""
    return draw(content)


@pytest.fixture(scope="session")
def pdf(drawn: process.Rendered) -> Pdf:
    """The document, opened."""
    return Pdf(drawn.pdf)
