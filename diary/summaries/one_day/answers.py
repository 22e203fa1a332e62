"""The check-in of the day: symptoms, sleep, side effects, note. Five queries."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from diary.symptoms.domain.answers import NONE_TODAY, is_urgent
from diary.symptoms.models import TrackedSymptom
from diary.symptoms.queries.day_answers import DayAnswers, answers_of_day
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of

from ..domain.states import State
from ..month.day import sleep_facts, unusual_words
from ..visit_summary.labels import SEPARATOR, state_words
from ..visit_summary.side_effects import tick_words
from .group import Facts, Group, answer_marks, or_unrecorded


def answer_groups(
    viewer: Viewer, *, patient: Patient, day: date, with_all_notes: bool
) -> Iterator[Group]:
    """``with_all_notes``: also a note that the patient did not mark for the doctor."""
    answers = answers_of_day(viewer, day)
    yield _symptoms(viewer, patient, answers)
    yield _sleep(viewer, answers)
    yield _effects(viewer, answers)
    yield _note(viewer, answers, with_all_notes)


def _instead(viewer: Viewer, category: str, is_there: bool) -> str:
    """What stands where nothing can be shown: not shared and not recorded never mix."""
    if not viewer.may_read(category):
        return state_words(State.NOT_SHARED)
    return "" if is_there else state_words(State.NOT_RECORDED)


def _symptoms(viewer: Viewer, patient: Patient, answers: DayAnswers) -> Group:
    title = _("症状(0〜10、大きいほどつらい)")
    instead = _instead(viewer, ShareCategory.SYMPTOMS, bool(answers.ratings))
    if instead:
        return Group(title, instead)
    rows = list(answers.ratings.values())
    return Group(title, facts=_scores(viewer, patient, answers), marks=answer_marks(rows))


def _scores(viewer: Viewer, patient: Patient, answers: DayAnswers) -> Facts:
    """What was rated, and what stood on the list that day without an answer."""
    clock = clock_of(patient)
    begins, ends = clock.starts(answers.day), clock.starts(answers.day + timedelta(days=1))
    on_the_list = Q(added_at__lt=ends) & (Q(removed_at=None) | Q(removed_at__gte=begins))
    followed = TrackedSymptom.objects.visible_to(viewer)
    shown = followed.filter(on_the_list | Q(pk__in=answers.ratings)).order_by("position", "pk")
    scores = {key: str(row.score) for key, row in answers.ratings.items()}
    return or_unrecorded((symptom.name, scores.get(symptom.pk, "")) for symptom in shown)


def _sleep(viewer: Viewer, answers: DayAnswers) -> Group:
    title, sleep = _("この日の朝までの眠り"), answers.sleep
    instead = _instead(viewer, ShareCategory.SLEEP, sleep is not None)
    if instead:
        return Group(title, instead)
    return Group(title, facts=or_unrecorded(sleep_facts(sleep)), marks=answer_marks([sleep]))


def _effects(viewer: Viewer, answers: DayAnswers) -> Group:
    title = _("副作用かもしれないこと")
    rows = [row for kind, row in answers.effects.items() if kind != NONE_TODAY or answers.said_none]
    rows.sort(key=lambda row: not is_urgent(row.kind))
    instead = _instead(viewer, ShareCategory.SIDE_EFFECTS, bool(rows))
    if instead:
        return Group(title, instead)
    told = SEPARATOR.join(tick_words(row.kind, row.severity) for row in rows)
    return Group(title, facts=((_("本人の答え"), told),), marks=answer_marks(rows))


def _note(viewer: Viewer, answers: DayAnswers, with_all_notes: bool) -> Group:
    """What is not marked for the doctor stays in the diary unless the patient switched it on; the
    page then says the same whether or not something was written."""
    title, note = _("メモ"), answers.note
    if not viewer.may_read(ShareCategory.NOTES):
        return Group(title, state_words(State.NOT_SHARED))
    facts = or_unrecorded([(_("いつもとちがうこと"), unusual_words(note))])
    flagged = note is not None and note.tell_doctor
    if not (flagged or with_all_notes):
        instead = _("「先生に伝える」の印があるメモはありません")
        return Group(title, instead, facts)
    text = note.text.strip() if note else ""
    if not text:
        instead = _("(印だけ。本文はありません)") if flagged else _("未記録")
        return Group(title, instead, facts)
    marks = ((_("先生に伝える"),) if flagged else ()) + answer_marks([note])
    return Group(title, facts=facts, marks=marks, text=text)
