from hypothesis import given
from hypothesis import strategies as st

from diary.symptoms.domain.answers import Part, is_urgent
from diary.symptoms.domain.same_as_before import AnswersOfDay, answers_to_copy

NOTHING = AnswersOfDay()
DEGREES = st.sampled_from([None, "none", "some", "strong"])
DAYS = st.builds(
    AnswersOfDay,
    scores=st.dictionaries(st.integers(1, 6), st.integers(0, 10)),
    sleep=st.fixed_dictionaries({"insomnia": DEGREES, "vivid_dreams": DEGREES}),
    effects=st.dictionaries(
        st.sampled_from(["headache", "nausea", "urgent_allergy", "urgent_suicidal"]),
        st.sampled_from(["mild", "severe"]),
    ),
)


def said(answers):
    return {answer.question.key: answer.value for answer in answers}


def test_an_empty_day_is_filled_with_everything_that_may_be_copied():
    before = AnswersOfDay(
        scores={1: 0, 2: 7},
        sleep={"insomnia": "some", "vivid_dreams": "none"},
        effects={"headache": "mild"},
    )

    assert said(answers_to_copy(before, NOTHING)) == {
        "symptom-1": 0,
        "symptom-2": 7,
        "sleep-insomnia": "some",
        "sleep-vivid_dreams": "none",
        "effect-headache": "mild",
    }


def test_what_was_answered_today_stays():
    before = AnswersOfDay(scores={1: 5, 2: 7}, sleep={"insomnia": "some", "vivid_dreams": "some"})
    today = AnswersOfDay(scores={1: 0}, sleep={"insomnia": "none", "vivid_dreams": None})

    assert said(answers_to_copy(before, today)) == {"symptom-2": 7, "sleep-vivid_dreams": "some"}


def test_none_today_is_copied_as_a_tick():
    before = AnswersOfDay(effects={"none_today": None})

    assert said(answers_to_copy(before, NOTHING)) == {"effect-none_today": True}


def test_side_effects_are_one_question_as_a_whole():
    before = AnswersOfDay(effects={"headache": "mild", "nausea": "severe"})

    assert answers_to_copy(before, AnswersOfDay(effects={"nausea": "mild"})) == []
    assert answers_to_copy(before, AnswersOfDay(effects={"none_today": None})) == []


def test_a_red_flag_is_never_copied():
    before = AnswersOfDay(effects={"urgent_suicidal": None, "headache": "mild"})

    assert said(answers_to_copy(before, NOTHING)) == {"effect-headache": "mild"}


@given(before=DAYS, today=DAYS)
def test_copying_invents_nothing_and_overwrites_nothing(before, today):
    for answer in answers_to_copy(before, today):
        name = answer.question.name
        match answer.question.part:
            case Part.SYMPTOM:
                assert answer.value == before.scores[int(name)]
                assert int(name) not in today.scores
            case Part.SLEEP:
                assert answer.value == before.sleep[name]
                assert not today.sleep[name]
            case Part.EFFECT:
                assert answer.value == before.effects[name]
                assert not today.effects
                assert not is_urgent(name)


@given(day=DAYS)
def test_copying_a_day_onto_itself_changes_nothing(day):
    assert answers_to_copy(day, day) == []
