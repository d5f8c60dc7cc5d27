"""What executives could download of closed audits stays published.

Until now every document was on their home page as soon as it was made. The newest one of an
audit that is closed is the report they know: it becomes version 1. Documents of audits that
are still open become drafts, for the business manager to publish.
"""

from django.db import migrations


def publish(apps, schema_editor):
    Report = apps.get_model("reports", "Report")
    Document = apps.get_model("reports", "Document")
    Publication = apps.get_model("reports", "Publication")
    for report in Report.objects.filter(cycle__state="closed", publications=None):
        ready = Document.objects.filter(snapshot__report=report, state="ready")
        newest = ready.select_related("snapshot").order_by("-pk").first()
        if newest is None:
            continue
        Publication.objects.create(
            partnership_id=report.partnership_id,
            report=report,
            document=newest,
            number=1,
            title=newest.snapshot.figures.get("title") or report.title,
            published_at=newest.finished_at or newest.created_at,
            published_by_id=newest.requested_by_id,
        )


class Migration(migrations.Migration):

    dependencies = [("reports", "0003_publications"), ("audits", "0003_content_of_templates")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
