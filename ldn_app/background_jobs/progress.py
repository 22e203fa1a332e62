"""The page on which somebody waits for a job; each package supplies its own words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from .models import PaperJob


class Phase(StrEnum):
    AT_WORK = "at_work"
    DONE = "done"
    FAILED = "failed"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ProgressTexts:
    """``over``, ``failed``, ``done``: title and text; ``open_it``: on the button to the file."""

    over: tuple[str, str]
    failed: tuple[str, str]
    done: tuple[str, str]
    open_it: str
    again: str


@dataclass(frozen=True, slots=True)
class JobAddresses:
    """``here``: the page; ``part``: what of it changes; ``file``; ``ask``: to ask anew."""

    here: str
    part: str
    file: str
    ask: str


@dataclass(frozen=True, slots=True)
class Progress:
    """``step_words``: what is done at this moment. ``ask_fields``: the form that asks anew."""

    phase: Phase
    step: int
    steps: int
    step_words: str
    words: ProgressTexts
    at: JobAddresses
    ask_fields: tuple[tuple[str, str], ...] = ()


def phase_of(job: PaperJob, now: datetime) -> Phase:
    if job.is_over(now):
        return Phase.OVER
    if job.is_at_work:
        return Phase.AT_WORK
    return Phase.DONE if job.state == PaperJob.State.DONE else Phase.FAILED


def pdf_words(*, only_for: str) -> ProgressTexts:
    """``only_for``: who can open it, as a sentence."""
    return ProgressTexts(
        over=(_("1時間がすぎたので、このPDFは消しました。"), _still_there()),
        failed=(
            _("PDFを作れませんでした。"),
            _still_there() + _("くりかえすときは、短い期間を選んでください。"),
        ),
        done=(_("PDFができました。"), _("1時間で消えます。") + only_for),
        open_it=_("PDFを開く(印刷・保存)"),
        again=_("もう一度作る"),
    )


def _still_there() -> str:
    return _("記録はそのままです。もう一度作れます。")
