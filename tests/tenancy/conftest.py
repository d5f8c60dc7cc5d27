"""The cast, built once for all tests of this folder and undone after them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from .cast import Cast, build
from .visit import Visitor


@pytest.fixture(scope="package")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Everybody and everything; see tests/tenancy/cast/.

    Tests that use it still say `django_db`: pytest-django makes the database for those.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def visitor(cast: Cast) -> Visitor:
    """Asks routes as people of the cast."""
    return Visitor(cast)
