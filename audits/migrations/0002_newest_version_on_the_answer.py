from typing import Any

from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery


def count_versions(apps: Any, schema_editor: Any) -> None:
    """Number what was kept before. `kept_since` stays empty: the next save begins a version."""
    answer = apps.get_model("audits", "Answer")
    version = apps.get_model("audits", "AnswerVersion")
    of_answer = version.objects.filter(answer=OuterRef("pk")).order_by().values("answer")
    newest = of_answer.annotate(newest=Max("n")).values("newest")
    kept = answer.objects.filter(pk__in=version.objects.values("answer"))
    kept.update(kept_number=Subquery(newest))


class Migration(migrations.Migration):

    dependencies = [
        ("audits", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="kept_number",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="answer",
            name="kept_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(count_versions, migrations.RunPython.noop),
    ]
