"""Settings of the broker, the workers and what beat starts, for base.py."""

from datetime import timedelta

from .environment import DATA_DIR, celery_broker, env, redis_address

REDIS_URL = redis_address(env.str("REDIS_URL", default="redis://127.0.0.1:6379/0"))
CELERY_BROKER_URL = celery_broker(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Worker and beat wait for a broker that is away however long it takes.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A broker that is frozen or behind a dead line answers nothing, not even "no". Every wait for it
# ends, and a connection on which nothing was heard is given up and made anew.
CELERY_BROKER_CONNECTION_TIMEOUT = 5
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.2}
CELERY_TASK_IGNORE_RESULT = True
# Each queue has a process of its own (ldn_app.workers), so that none waits for another. What is
# not named here may take long: it stands in line with the documents.
CELERY_TASK_DEFAULT_QUEUE = "documents"
CELERY_TASK_ROUTES = {
    "diary.reminders.tasks.tick": {"queue": "tick"},
    "ldn_app.background_jobs.tasks.maintain_jobs": {"queue": "tick"},
    "diary.reminders.tasks.deliver_mail": {"queue": "mail"},
    "diary.reminders.tasks.deliver_push": {"queue": "push"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
# A worker that was not heard of for so long is taken for dead. A batch puts back what it has not
# begun in its own time; together with the longest conversation that must be shorter.
REMINDER_LEASE_SECONDS = 90
REMINDER_BATCH_SECONDS = 30
# How long a provider's host that hangs is left alone, doubling from the first to the longest.
REMINDER_FIRST_REST_SECONDS, REMINDER_LONGEST_REST_SECONDS = 15, 300
# How often what is due is looked for.
TICK_SECONDS = env.int("TICK_SECONDS", default=15)
# Which renderer makes which kind of background job (ldn_app.background_jobs).
JOB_RENDERERS = {
    "sheet": "diary.summaries.visit_summary.background_pdf.sheet_renderer",
    "archive": "diary.export.long_archive.archive_renderer",
    "reading": "diary.importing.in_worker.reading_renderer",
}
CELERY_BEAT_SCHEDULE = {
    "clear-expired-sessions": {
        "task": "ldn_app.accounts.tasks.clear_expired_sessions",
        "schedule": timedelta(hours=24),
    },
    "forget-unconfirmed-accounts": {
        "task": "ldn_app.accounts.tasks.forget_unconfirmed_accounts",
        "schedule": timedelta(hours=24),
    },
    "forget-clinic-invitations": {
        "task": "ldn_app.accounts.tasks.forget_clinic_invitations",
        "schedule": timedelta(hours=24),
    },
    "tick": {
        "task": "diary.reminders.tasks.tick",
        "schedule": timedelta(seconds=TICK_SECONDS),
        # Ticks that nobody took in time must not pile up: the next one finds the same rows.
        "options": {"expires": TICK_SECONDS},
    },
    "forget-old-messages": {
        "task": "diary.reminders.tasks.forget_old_messages",
        "schedule": timedelta(hours=24),
    },
    "erase-what-waited": {
        "task": "diary.account_deletion.tasks.erase_what_waited",
        "schedule": timedelta(hours=1),
    },
    "forget-waiting-files": {
        "task": "diary.importing.tasks.forget_waiting_files",
        "schedule": timedelta(minutes=10),
    },
    "maintain-jobs": {
        "task": "ldn_app.background_jobs.tasks.maintain_jobs",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    "forget-spent-counters": {
        "task": "ldn_app.accounts.tasks.forget_spent_counters",
        "schedule": timedelta(hours=1),
    },
}
