"""The Celery application; tasks are doors only, the rows are the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ldn_app.settings.development")

app = Celery("ldn_app")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
