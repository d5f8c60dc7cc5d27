"""Background jobs of the reports."""

from celery import shared_task

from reports.document import services as document_services


@shared_task(name="reports.render_document")
def render_document(pk: int) -> None:
    """Make one document."""
    document_services.render(pk)


@shared_task(name="reports.sweep_documents")
def sweep_documents() -> None:
    """Make every document that waits, also those a dead worker left."""
    document_services.sweep()
