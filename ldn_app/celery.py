"""The Celery application; tasks are doors only, the rows are the truth."""

import os

from celery import Celery
from celery.signals import worker_init, worker_shutting_down

from . import stopping

POLITENESS = 10

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ldn_app.settings.development")

app = Celery("ldn_app", amqp="ldn_app.broker:PatientAMQP")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def give_way_to_pages(**_: object) -> None:
    """Where worker and web share cores, a page goes first: reminders can wait half a second."""
    os.nice(POLITENESS)


@worker_shutting_down.connect
def let_go(**_: object) -> None:
    """What is not yet leaving goes back at once; what is leaving is handed over."""
    stopping.ask()
