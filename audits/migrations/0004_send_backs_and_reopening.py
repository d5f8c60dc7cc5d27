"""Why a return was sent back gets a row of its own: until now only the history knew."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def fill_send_backs(apps, schema_editor):
    """Each row of the history belongs to the return that had been submitted by then."""
    SendBack = apps.get_model("audits", "SendBack")
    Revision = apps.get_model("audits", "Revision")
    told = apps.get_model("agencies", "History").objects.filter(
        verb="sent the return back", participant_id__isnull=False
    )
    for row in told.order_by("at", "pk"):
        revision = (
            Revision.objects.filter(participant=row.participant_id, submitted_at__lte=row.at)
            .order_by("-number")
            .first()
        )
        if revision:
            SendBack.objects.get_or_create(
                revision=revision,
                defaults={
                    "participant_id": row.participant_id,
                    "reason": row.data.get("reason", ""),
                    "at": row.at,
                    "actor_id": row.actor_id,
                },
            )


class Migration(migrations.Migration):

    dependencies = [
        ("agencies", "0002_invitations_and_absorbed_agencies"),
        ('audits', '0003_content_of_templates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='cycle',
            name='reopened_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='cycle',
            name='reopened_reason',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.CreateModel(
            name='SendBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='send_backs', to='audits.participant')),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='send_back', to='audits.revision')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.RunPython(fill_send_backs, migrations.RunPython.noop),
    ]
