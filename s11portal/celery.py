"""The Celery application: jobs that are longer than a page, and the timetable."""

import os

from celery import Celery

from s11portal.common import disk_queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "s11portal.settings.dev")

disk_queue.register()
app = Celery("s11portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["s11portal.common", "agencies", "audits", "reports"])
