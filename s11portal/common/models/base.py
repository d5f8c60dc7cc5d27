"""Base classes of the product's tables."""

import uuid
from typing import Any, ClassVar

from django.db import models


class UidModel(models.Model):
    """A row with a number of its own for export and import."""

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    class Meta:
        abstract = True


class ScopedModel(models.Model):
    """A tenant's row: it carries its own scope column, which never changes.

    Subclasses name the column in `SCOPE`. tests/tenancy/ compares it with the
    scope of the row's parents.
    """

    SCOPE: ClassVar[str]

    class Meta:
        abstract = True

    _stored_scope: int | None = None

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        """Remember the scope the row was stored with."""
        row = super().from_db(*args, **kwargs)
        row._stored_scope = row.__dict__.get(f"{cls.SCOPE}_id")
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row; a row that changes its tenant is a programming error."""
        stored = self._stored_scope
        if stored is not None and stored != getattr(self, f"{self.SCOPE}_id"):
            raise ValueError(f"{type(self).__name__} may not change its {self.SCOPE}")
        super().save(*args, **kwargs)


class AppendOnly(models.Model):
    """A row that is written once: the history, a revision."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row; changing a stored one is a programming error."""
        if not self._state.adding:
            raise ValueError(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: what was written stays."""
        raise ValueError(f"{type(self).__name__} rows are never deleted")
