"""Which queue runs where, and what the parent of the workers does."""

import os
import signal
import time

import pytest
from celery import current_app
from django.conf import settings

from diary.reminders.services.nudge import TASKS
from ldn_app import workers
from ldn_app.background_jobs.wakeup import TASK
from ldn_app.workers import QUEUES, Heart, Worker, programs
from tests.operations.compose import services
from tests.waiting import wait_until


def queue_of(task: str) -> str:
    return current_app.amqp.router.route({}, task)["queue"].name


def test_tick_mail_push_and_documents_wait_for_nobody():
    tasks = ("diary.reminders.tasks.tick", *TASKS.values(), TASK)

    assert [queue_of(task) for task in tasks] == ["tick", "mail", "push", "documents"]


def test_whatever_is_sent_has_a_worker():
    current_app.loader.import_default_modules()
    sent = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    known = {name for name in current_app.tasks if not name.startswith("celery.")}

    assert sent <= known
    assert {queue_of(task) for task in known} == set(QUEUES)


@pytest.mark.parametrize("asked", [[], services()["worker"]["command"].split()[3:]])
def test_every_queue_is_worked_on(asked):
    assert {program.command[0] for program in programs(asked)} == set(QUEUES)


def test_a_queue_named_twice_gets_two_processes_with_names_of_their_own():
    named = [(program.name, program.command) for program in programs(["mail", "push", "mail"])]

    assert named == [("mail", ("mail",)), ("push", ("push",)), ("mail2", ("mail",))]


def test_a_name_that_is_no_queue_is_refused():
    with pytest.raises(SystemExit, match="mial is no queue: name some of tick, mail"):
        programs(["mial"])


def test_a_killed_process_leaves_at_most_one_message_in_doubt():
    assert QUEUES["mail"] == QUEUES["push"] == 1


def test_a_heart_that_stands_still_is_noticed_and_one_that_beats_is_not():
    heart = Heart()
    beating = []
    for _ in range(2 * workers.LOOKS_TO_BE_FROZEN):
        heart.beat()
        beating.append(heart.stands_still())
    still = [heart.stands_still() for _ in range(workers.LOOKS_TO_BE_FROZEN)]

    assert not any(beating)
    assert still == [False] * (workers.LOOKS_TO_BE_FROZEN - 1) + [True]


def test_a_frozen_worker_is_ended(monkeypatch):
    monkeypatch.setattr(workers, "LOOKS_TO_BE_FROZEN", 3)
    monkeypatch.setattr(workers, "work_on", lambda *_: time.sleep(60))
    (program,) = programs(["mail"])
    worker = Worker(program)
    os.kill(worker.pid, signal.SIGSTOP)

    wait_until(worker.has_ended)

    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)
