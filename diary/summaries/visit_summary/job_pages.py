"""Waiting for the PDF of a long period, for whoever reads the sheet."""

from datetime import datetime

from django.utils.translation import gettext as _

from diary.papers.models import PaperJob
from diary.papers.progress import Addresses, Progress, Words, phase_of

from .labels import period_words
from .long_paper import period_in
from .period_links import query_of


def sheet_progress(job: PaperJob, words: Words, at: Addresses, *, now: datetime) -> Progress:
    return Progress(
        phase=phase_of(job, now),
        step=job.step,
        steps=job.steps,
        step_words=step_words()[job.step],
        words=words,
        at=at,
        ask_fields=asking_fields(job),
    )


def asking_fields(job: PaperJob) -> tuple[tuple[str, str], ...]:
    asked = job.asked
    return ("period", asked["period"]), ("from", asked["first"]), ("to", asked["last"])


def step_words() -> tuple[str, ...]:
    return (
        _("順番を待っています"),
        _("記録を読んで、図をかいています"),
        _("紙の形にならべています"),
        _("鍵をかけて、しまっています"),
        _("できました"),
    )


def period_lead(job: PaperJob) -> str:
    return period_words(period_in(job.asked))


def period_query(job: PaperJob) -> str:
    return query_of(period_in(job.asked))
