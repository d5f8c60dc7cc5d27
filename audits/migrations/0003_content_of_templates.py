"""What people author moves into one JSON column; columns stay for what SQL asks.

Rows keep what they say in both directions. Two columns that nothing ever wrote go with what
they hold: whether a question is asked per area, and the parts of a question.
"""

from django.db import migrations, models

CONTENT = models.JSONField(default=dict, blank=True)
ALWAYS = object()

# What a column holds when nobody has said anything: then it is left out of the content.
COLUMNS = {
    "TemplateVersion": {"introduction": ""},
    "Scale": {"direction": ALWAYS},
    "Level": {"meaning": "", "obliges": []},
    "Standard": {"introduction": "", "shown_when": None},
    "Question": {
        "heading": "",
        "text": ALWAYS,
        "guidance": "",
        "na_allowed": False,
        "required": True,
        "shown_when": None,
    },
}
# What stood in the column `config`, without its defaults.
CONFIG = {
    "Level": ("other", "none"),
    "Question": ("descriptors", "unit", "minimum", "maximum", "decimals", "tags"),
}
BOXES = ("examples", "evidence", "difference")


def fill_content(apps, schema_editor):
    for name, columns in COLUMNS.items():
        model = apps.get_model("audits", name)
        for row in model.objects.all():
            row.content = {
                column: getattr(row, column)
                for column, default in columns.items()
                if default is ALWAYS or getattr(row, column) != default
            }
            for part in CONFIG.get(name, ()):
                if row.config.get(part):
                    row.content[part] = row.config[part]
            if name == "Question":
                boxes = {box: getattr(row, box) for box in BOXES if getattr(row, box) != "absent"}
                if boxes:
                    row.content["boxes"] = boxes
            row.save(update_fields=["content"])


def fill_columns(apps, schema_editor):
    for name, columns in COLUMNS.items():
        model = apps.get_model("audits", name)
        for row in model.objects.all():
            for column, default in columns.items():
                value = row.content[column] if default is ALWAYS else row.content.get(column, default)
                setattr(row, column, value)
            changed = list(columns)
            if name in CONFIG:
                row.config = {part: row.content[part] for part in CONFIG[name] if part in row.content}
                changed.append("config")
            if name == "Question":
                for box in BOXES:
                    setattr(row, box, row.content.get("boxes", {}).get(box, "absent"))
                changed += BOXES
            row.save(update_fields=changed)


def removed(model, *names):
    return [migrations.RemoveField(model, name) for name in names]


class Migration(migrations.Migration):

    dependencies = [
        ("audits", "0002_newest_version_on_the_answer"),
    ]

    operations = [
        *[migrations.AddField(name.lower(), "content", CONTENT.clone()) for name in COLUMNS],
        migrations.RunPython(fill_content, fill_columns),
        # Where this is undone, the column needs something to begin with.
        migrations.AlterField("question", "text", models.TextField(default="")),
        *removed("templateversion", "introduction"),
        *removed("scale", "direction"),
        *removed("level", "meaning", "obliges", "config"),
        *removed("standard", "introduction", "shown_when"),
        *removed("question", "heading", "text", "guidance", "required", "na_allowed"),
        *removed("question", "per_area", *BOXES, "parts", "config", "shown_when"),
        migrations.AlterField("level", "counts_as", models.CharField(blank=True, max_length=10)),
    ]
