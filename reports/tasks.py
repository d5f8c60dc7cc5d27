"""Background jobs of the reports."""

from celery import shared_task

from reports.document import services as document_services


@shared_task(name="reports.render_document")
def render_document(pk: int) -> None:
    """Make the document that is next in turn: `pk`, or one that has waited longer."""
    document_services.sweep()


@shared_task(name="reports.sweep_documents")
def sweep_documents() -> None:
    """Make the next document that waits, also one that a dead worker left."""
    document_services.sweep()
