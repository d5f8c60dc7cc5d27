"""Choosing a file in the browser."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audits.models import Cycle


def import_page(cycle: Cycle) -> str:
    """Where a file is chosen."""
    return reverse("cycle-import", kwargs={"slug": "brackenshire", "pk": cycle.pk})


def chosen(client: Client, cycle: Cycle, content: bytes) -> Any:
    """Choose a file and press 'Check the file'; answers the redirect to the file's page."""
    return client.post(import_page(cycle), {"file": SimpleUploadedFile("returns.csv", content)})
