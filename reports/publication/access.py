"""The document that an address names."""

from django.shortcuts import get_object_or_404

from agencies.place.access import PartnershipRequest
from reports.document import queries as document_queries
from reports.models import Document


def find_document(request: PartnershipRequest, pk: int) -> Document:
    """A document of the partnership, drafts included; 404 for any other."""
    documents = document_queries.visible_to(request.membership)
    return get_object_or_404(documents.select_related("snapshot__report__partnership"), pk=pk)
