"""Whether this database is the one of a site in production."""

from django.db import models

from s11portal.common import clock


class ProductionMark(models.Model):
    """One row where production's settings have brought the tables up to date; else none."""

    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"In production since {self.since:%d %B %Y}"
