from typing import Any

from django.db import migrations, models


def keep_closed_as_they_were_printed(apps: Any, schema_editor: Any) -> None:
    """Reports of closed audits were printed with whole percentages that add up to 100."""
    cycles = apps.get_model("audits", "Cycle").objects
    cycles.filter(state="closed").update(percentages="add_up")


class Migration(migrations.Migration):

    dependencies = [
        ("audits", "0004_send_backs_and_reopening"),
    ]

    operations = [
        migrations.AddField(
            model_name="cycle",
            name="percentages",
            field=models.CharField(
                choices=[
                    ("whole", "Whole numbers, each rounded on its own"),
                    ("one_decimal", "One decimal place"),
                    ("two_decimals", "Two decimal places"),
                    ("add_up", "Whole numbers that add up to 100"),
                ],
                default="whole",
                max_length=12,
            ),
        ),
        migrations.RunPython(keep_closed_as_they_were_printed, migrations.RunPython.noop),
    ]
