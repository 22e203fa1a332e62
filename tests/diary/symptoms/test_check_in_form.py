from datetime import time

import pytest
from django.http import QueryDict

from diary.symptoms.domain.answers import question_of
from diary.symptoms.forms.check_in import LONGEST_NOTE, CheckInForm

KEYS = [
    "symptom-1",
    "sleep-insomnia",
    "sleep-quality",
    "sleep-bed_at",
    "sleep-times_awake",
    "effect-headache",
    "effect-none_today",
    "effect-urgent_allergy",
    "note-unusual",
    "note-text",
    "note-tell_doctor",
]


def form_for(**posted):
    data = QueryDict(mutable=True)
    data.update({key.replace("__", "-"): value for key, value in posted.items()})
    return CheckInForm([question_of(key) for key in KEYS], data)


def said(**posted):
    return {answer.question.key: answer.value for answer in form_for(**posted).said()}


def test_an_empty_page_says_nothing():
    assert said() == {}


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("symptom__1", "0", 0),
        ("symptom__1", "10", 10),
        ("sleep__insomnia", "strong", "strong"),
        ("sleep__quality", "7", 7),
        ("sleep__bed_at", "23:40", time(23, 40)),
        ("sleep__bed_at", "２３：４０", time(23, 40)),
        ("sleep__bed_at", "午後11時半", time(23, 30)),
        ("sleep__times_awake", "３", 3),
        ("sleep__times_awake", "2回", 2),
        ("sleep__times_awake", "0", 0),
        ("effect__headache", "mild", "mild"),
        ("effect__none_today", "yes", True),
        ("effect__urgent_allergy", "yes", True),
        ("note__unusual", "no", False),
        ("note__text", " 雨\r\n頭痛 ", "雨\n頭痛"),
        ("note__tell_doctor", "yes", True),
    ],
)
def test_an_answer_is_understood(key, typed, value):
    assert said(**{key: typed}) == {key.replace("__", "-"): value}


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("symptom__1", "11", "0から10のどれかを選んでください。"),
        ("symptom__1", "-1", "0から10のどれかを選んでください。"),
        ("sleep__insomnia", "often", "ボタンから選んでください。"),
        ("sleep__bed_at", "25時", "時刻を 22:30 のように入力してください。"),
        ("sleep__times_awake", "21", "0回から20回までで入力してください。"),
        ("sleep__times_awake", "たくさん", "数字で入力してください。"),
        ("effect__headache", "awful", "ボタンから選んでください。"),
        ("note__text", "あ" * 2001, "いまは2001文字です。"),
    ],
)
def test_what_cannot_be_recorded_says_what_to_do(key, typed, sentence):
    form = form_for(**{key: typed, "effect__none_today": "yes"})

    assert [answer.question.key for answer in form.said()] == ["effect-none_today"]
    assert sentence in form.sentences()[key.replace("__", "-")]


def test_line_ends_count_as_one_character():
    text = "あ\r\n" * (LONGEST_NOTE // 2)

    assert len(said(note__text=text)["note-text"]) == LONGEST_NOTE - 1  # the last one is stripped


def test_what_the_page_showed_already_was_not_said_anew():
    posted = {
        "symptom__1": "3",
        "initial-symptom-1": "3",
        "sleep__bed_at": "23:40",
        "initial-sleep-bed_at": "23:40",
        "note__text": "雨\r\n頭痛",
        "initial-note-text": "雨\r\n頭痛",
        "effect__none_today": "yes",
        "initial-effect-none_today": "yes",
    }

    assert said(**posted) == {}


def test_emptying_what_the_page_showed_takes_it_back():
    posted = {
        "note__text": "",
        "initial-note-text": "雨",
        "initial-note-tell_doctor": "yes",
        "sleep__bed_at": "",
        "initial-sleep-bed_at": "23:40",
    }

    assert said(**posted) == {"note-text": "", "note-tell_doctor": None, "sleep-bed_at": None}


def test_a_page_that_showed_nothing_does_not_empty_what_another_phone_wrote():
    assert said(note__text="", sleep__bed_at="", **{"initial-note-text": ""}) == {}
