from datetime import UTC, date, datetime, time, timedelta

import pytest

from diary.symptoms.domain.answer_time import DayNotYetThere
from diary.symptoms.domain.answers import Answer, Part, Question
from diary.symptoms.errors import EffectsAreRecorded
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating
from diary.symptoms.queries.day_answers import answers_of_day
from diary.symptoms.services.check_in import record_answers
from ldn_app.access.models import ChangeEvent
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import NOBODY, on_behalf_of
from tests.factories.check_ins import make_effect, make_rating, make_sleep, make_symptom

DAY = date(2026, 11, 22)
THAT_NIGHT = datetime(2026, 11, 22, 13, 4, tzinfo=UTC)
NEXT_NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def record(patient, viewer):
    def record_one(part, name, value, *, now=THAT_NIGHT, day=DAY):
        answer = Answer(Question(part, str(name)), value)
        return record_answers(viewer, patient=patient, day=day, now=now, answers=[answer])

    return record_one


def events(viewer):
    rows = ChangeEvent.objects.visible_to(viewer).order_by("id")
    return [(row.model_label, row.action, row.fields) for row in rows]


def test_a_score_is_one_row_with_its_moment_and_place(patient, viewer, record):
    symptom = make_symptom(patient)

    record(Part.SYMPTOM, symptom.pk, 7)

    row = SymptomRating.objects.visible_to(viewer).get()
    assert (row.score, row.day, row.recorded_at) == (7, DAY, THAT_NIGHT)
    assert (row.time_zone, row.filled_later, row.copied) == ("Asia/Tokyo", False, False)
    assert row.changed_at is None
    assert events(viewer) == [("symptoms.SymptomRating", "created", [])]


def test_zero_is_an_answer(patient, viewer, record):
    symptom = make_symptom(patient)

    record(Part.SYMPTOM, symptom.pk, 0)

    assert SymptomRating.objects.visible_to(viewer).get().score == 0


def test_recording_twice_changes_nothing(patient, viewer, record):
    symptom = make_symptom(patient)

    record(Part.SYMPTOM, symptom.pk, 7)
    record(Part.SYMPTOM, symptom.pk, 7, now=NEXT_NOON)

    row = SymptomRating.objects.visible_to(viewer).get()
    assert (row.recorded_at, row.changed_at) == (THAT_NIGHT, None)
    assert len(events(viewer)) == 1


def test_a_change_on_the_same_day_is_logged_but_not_marked(patient, viewer, record):
    symptom = make_symptom(patient)
    record(Part.SYMPTOM, symptom.pk, 7)

    record(Part.SYMPTOM, symptom.pk, 4, now=THAT_NIGHT + timedelta(hours=1))

    row = SymptomRating.objects.visible_to(viewer).get()
    assert (row.score, row.changed_at) == (4, None)
    assert events(viewer)[1:] == [("symptoms.SymptomRating", "changed", ["score"])]


def test_an_answer_after_the_day_is_marked_as_filled_later(patient, viewer, record):
    symptom = make_symptom(patient)

    record(Part.SYMPTOM, symptom.pk, 7, now=NEXT_NOON)

    assert SymptomRating.objects.visible_to(viewer).get().filled_later is True


def test_a_change_after_the_day_keeps_when_it_was_first_given(patient, viewer, record):
    symptom = make_symptom(patient)
    record(Part.SYMPTOM, symptom.pk, 7)

    record(Part.SYMPTOM, symptom.pk, 2, now=NEXT_NOON)

    row = SymptomRating.objects.visible_to(viewer).get()
    assert (row.filled_later, row.recorded_at, row.changed_at) == (False, THAT_NIGHT, NEXT_NOON)


def test_an_answer_can_be_taken_back(patient, viewer, record):
    symptom = make_symptom(patient)
    record(Part.SYMPTOM, symptom.pk, 7)

    record(Part.SYMPTOM, symptom.pk, None)
    record(Part.SYMPTOM, symptom.pk, None)

    assert not SymptomRating.objects.visible_to(viewer).exists()
    assert [action for _, action, _ in events(viewer)] == ["created", "deleted"]


def test_touching_a_copied_score_makes_it_ones_own_even_with_the_same_value(
    patient, viewer, record
):
    symptom = make_symptom(patient)
    make_rating(symptom, DAY, 7, copied=True)

    record(Part.SYMPTOM, symptom.pk, 7)

    assert SymptomRating.objects.visible_to(viewer).get().copied is False


def test_questions_of_the_sleep_share_one_row_and_do_not_disturb_each_other(viewer, record):
    record(Part.SLEEP, "insomnia", "some")
    record(Part.SLEEP, "bed_at", time(23, 40))
    record(Part.SLEEP, "times_awake", 0)

    row = Sleep.objects.visible_to(viewer).get()
    assert (row.insomnia, row.bed_at, row.times_awake) == ("some", time(23, 40), 0)
    assert (row.vivid_dreams, row.quality, row.up_at) == (None, None, None)


def test_a_sleep_that_says_nothing_any_more_is_no_row(viewer, record):
    record(Part.SLEEP, "times_awake", 0)

    record(Part.SLEEP, "times_awake", None)

    assert not Sleep.objects.visible_to(viewer).exists()


def test_touching_the_quality_leaves_copied_dreams_marked(patient, viewer, record):
    make_sleep(patient, DAY, insomnia="some", vivid_dreams="none", copied=True)

    record(Part.SLEEP, "quality", 3)
    assert Sleep.objects.visible_to(viewer).get().copied is True

    record(Part.SLEEP, "vivid_dreams", "some")
    assert Sleep.objects.visible_to(viewer).get().copied is False


def test_no_is_an_answer_and_unanswered_is_not_no(viewer, record):
    record(Part.NOTE, "unusual", False)
    assert DayNote.objects.visible_to(viewer).get().unusual is False

    record(Part.NOTE, "unusual", None)
    assert not DayNote.objects.visible_to(viewer).exists()


def test_a_note_of_two_thousand_characters_and_emoji_is_kept_as_written(viewer, record):
    text = "つらい😵‍💫" * 333

    record(Part.NOTE, "text", text)
    record(Part.NOTE, "tell_doctor", True)

    row = DayNote.objects.visible_to(viewer).get()
    assert (row.text, row.tell_doctor, row.unusual) == (text, True, None)


def test_no_side_effects_is_an_answer_of_its_own(viewer, record):
    record(Part.EFFECT, "none_today", True)

    row = SideEffect.objects.visible_to(viewer).get()
    assert (row.kind, row.severity) == ("none_today", None)


@pytest.mark.parametrize(("kind", "value"), [("headache", "mild"), ("urgent_allergy", True)])
def test_a_side_effect_takes_the_place_of_none_today(viewer, record, kind, value):
    record(Part.EFFECT, "none_today", True)

    recorded = record(Part.EFFECT, kind, value)

    assert recorded.none_today_gone is True
    assert [row.kind for row in SideEffect.objects.visible_to(viewer)] == [kind]


def test_taking_a_side_effect_back_leaves_none_today_alone(viewer, record):
    record(Part.EFFECT, "none_today", True)

    recorded = record(Part.EFFECT, "headache", None)

    assert recorded.none_today_gone is False
    assert SideEffect.objects.visible_to(viewer).get().kind == "none_today"


def test_none_today_does_not_wipe_out_what_was_recorded(patient, viewer, record):
    make_effect(patient, DAY, "headache", "mild")

    with pytest.raises(EffectsAreRecorded):
        record(Part.EFFECT, "none_today", True)

    assert SideEffect.objects.visible_to(viewer).get().kind == "headache"


def test_a_red_flag_has_no_severity(viewer, record):
    record(Part.EFFECT, "urgent_suicidal", True)

    assert SideEffect.objects.visible_to(viewer).get().severity is None


def test_none_today_counts_only_while_nothing_contradicts_it(patient, viewer):
    make_effect(patient, DAY, "none_today")
    assert answers_of_day(viewer, DAY).said_none is True

    make_effect(patient, DAY, "headache", "mild")
    assert answers_of_day(viewer, DAY).said_none is False


def test_a_day_to_come_cannot_be_answered(record):
    with pytest.raises(DayNotYetThere):
        record(Part.SLEEP, "quality", 5, day=DAY + timedelta(days=1))


def test_nobody_writes_for_somebody_else(patient, db):
    answer = Answer(Question(Part.SLEEP, "quality"), 5)

    with pytest.raises(UnscopedAccess):
        record_answers(NOBODY, patient=patient, day=DAY, now=THAT_NIGHT, answers=[answer])


def test_many_answers_are_written_together(patient, viewer):
    first, second = make_symptom(patient), make_symptom(patient)
    answers = [
        Answer(Question(Part.SYMPTOM, str(first.pk)), 3),
        Answer(Question(Part.SYMPTOM, str(second.pk)), 8),
        Answer(Question(Part.SLEEP, "insomnia"), "none"),
        Answer(Question(Part.SLEEP, "vivid_dreams"), "strong"),
        Answer(Question(Part.EFFECT, "nausea"), "severe"),
        Answer(Question(Part.NOTE, "text"), "雨"),
    ]

    record_answers(viewer, patient=patient, day=DAY, now=THAT_NIGHT, answers=answers)

    day = answers_of_day(viewer, DAY)
    assert {pk: row.score for pk, row in day.ratings.items()} == {first.pk: 3, second.pk: 8}
    assert (day.sleep.insomnia, day.sleep.vivid_dreams) == ("none", "strong")
    assert day.effects["nausea"].severity == "severe"
    assert day.note.text == "雨"
    assert len(events(viewer)) == 5


def test_a_page_that_showed_nothing_is_written_on_top_of_another_phone(patient, viewer):
    first, second = make_symptom(patient), make_symptom(patient)
    make_rating(first, DAY, 3)
    make_sleep(patient, DAY, quality=8)
    answers = [
        Answer(Question(Part.SYMPTOM, str(first.pk)), 6),
        Answer(Question(Part.SYMPTOM, str(second.pk)), 1),
        Answer(Question(Part.SLEEP, "insomnia"), "some"),
    ]

    record_answers(
        viewer, patient=patient, day=DAY, now=THAT_NIGHT, answers=answers, first_of_day=True
    )

    day = answers_of_day(viewer, DAY)
    assert {pk: row.score for pk, row in day.ratings.items()} == {first.pk: 6, second.pk: 1}
    assert (day.sleep.insomnia, day.sleep.quality) == ("some", 8)
    assert len(events(viewer)) == 3
