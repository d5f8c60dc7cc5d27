"""Composition of S11 Portal: settings, addresses, background jobs."""

from .celery import app as celery_app

__all__ = ["celery_app"]
