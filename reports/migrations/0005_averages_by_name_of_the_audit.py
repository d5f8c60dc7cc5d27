"""Averages by name are a choice of the audit, of which its agencies are told.

They were on in every report unless switched off. An audit keeps them where a published report
printed them; everywhere else they are off until somebody chooses them.
"""

from django.db import migrations


def keep_what_is_published(apps, schema_editor):
    Cycle = apps.get_model("audits", "Cycle")
    Publication = apps.get_model("reports", "Publication")
    printed = {
        publication.report.cycle_id
        for publication in Publication.objects.select_related("report", "document__snapshot")
        # Before the appendix could be switched off, every report had it.
        if publication.document.snapshot.figures.get("names_agencies", True)
    }
    Cycle.objects.filter(pk__in=printed).update(names_agencies=True)


class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0004_documents_of_closed_audits"),
        ("audits", "0006_averages_by_name"),
    ]

    operations = [
        migrations.RunPython(keep_what_is_published, migrations.RunPython.noop),
        migrations.RemoveField("report", "names_agencies"),
    ]
