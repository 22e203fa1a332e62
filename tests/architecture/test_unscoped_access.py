"""Who reaches patient rows without a viewer: the files below and nobody else."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# file → why it may look at rows of more than one patient
MAY_BE_UNSCOPED = {
    "diary/comments/queries.py": "a clinician sees their own words, through the grant only",
    "diary/comments/services.py": "a clinician writes to the patient whose grant allows it",
    "diary/demo/seeding.py": "writes the diaries of invented people, never in production",
    "diary/doses/models/carried.py": "earlier lines become the state that a shared day begins with",
    "diary/importing/waiting.py": "uploads of every patient are deleted after an hour",
    "diary/reminders/facts/batch.py": "the engine serves many patients in one batch",
    "diary/reminders/facts/dates.py": "the engine serves many patients in one batch",
    "diary/reminders/facts/held_up.py": "counts for whoever runs the server, no content",
    "diary/reminders/facts/operator.py": "counts for whoever runs the server, no content",
    "diary/reminders/services/calendar_feed.py": "a secret address names the calendar",
    "diary/reminders/services/channel_health.py": "a worker notes whoever's message was not taken",
    "diary/reminders/services/claims.py": "a worker delivers whoever's message is due",
    "diary/reminders/services/outbox.py": "what nobody sent in time is settled",
    "diary/reminders/services/housekeeping.py": "old messages of every patient are deleted",
    "diary/reminders/services/ticking.py": "the tick plans for everybody whose reminder is due",
    "diary/reminders/services/unsubscribing.py": "a signed link names the channel",
    "ldn_app/access/audit.py": "a reader's look is written into the patient's log",
    "ldn_app/access/grants.py": "a reader finds the grants made out to them",
    "ldn_app/access/records.py": "defines it",
    "ldn_app/access/visitor_access.py": "a visitor is known by a secret, before any viewer is",
    "ldn_app/access/viewer.py": "defines the wider look",
    "ldn_app/background_jobs/deletion.py": "what is over is deleted, of every patient",
    "ldn_app/background_jobs/owners.py": "a reader's jobs belong to the patient's record",
    "ldn_app/background_jobs/services/asking.py": "a reader asks for a PDF of a patient's record",
    "ldn_app/background_jobs/services/batches.py": "a batch holds jobs of many patients",
    "ldn_app/background_jobs/services/maintenance.py": "old jobs of every patient are deleted",
    "ldn_app/background_jobs/services/rendering.py": "a worker renders anybody's job",
}
WAYS_AROUND = re.compile(
    r"\.unscoped\(|_base_manager|_default_manager|\.raw\(|_rows\(\)|writing_for\("
    r"|since_ever\("
)


def source_files():
    for house in ("ldn_app", "diary", "education"):
        for path in sorted((ROOT / house).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def test_only_the_listed_files_go_around_the_viewer():
    found = {name for name, text in source_files() if WAYS_AROUND.search(text)}

    assert found == set(MAY_BE_UNSCOPED)


def test_nobody_turns_the_guard_off_in_a_model():
    declared = [
        name
        for name, text in source_files()
        if re.search(r"objects\s*=\s*models\.Manager|base_manager_name|default_manager_name", text)
    ]

    assert declared == []
