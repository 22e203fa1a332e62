"""Whom a mail server's answer is about: a table of what real servers say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.reminders.domain.mail_answers import Meaning, Stage, enhanced_status, meaning_of

TABLE = Path(__file__).with_name("mail_answers.tsv").read_text().splitlines()
CASES = [line.split("\t") for line in TABLE if not line.startswith("#")]


@pytest.mark.parametrize(("provider", "stage", "code", "words", "meaning"), CASES)
def test_a_real_answer_is_about_whom_it_is_about(provider, stage, code, words, meaning):
    assert meaning_of(int(code), words, stage=Stage(stage)) == meaning


@given(
    code=st.integers(400, 599),
    words=st.text(max_size=200),
    stage=st.sampled_from(Stage),
    subject=st.sampled_from(["5.7.1", "5.7.26", "4.7.0", "4.1.1", "5.1.7", "5.1.8"]),
)
def test_what_is_about_the_sender_or_the_moment_never_ends_an_address(code, words, stage, subject):
    told = f"{subject} {words}"

    assert meaning_of(code, told, stage=stage) is not Meaning.ADDRESS_DEAD
    assert meaning_of(min(code, 499), words, stage=stage) is not Meaning.ADDRESS_DEAD


@given(code=st.integers(200, 399), words=st.text(max_size=50), stage=st.sampled_from(Stage))
def test_yes_is_yes(code, words, stage):
    assert meaning_of(code, words, stage=stage) is Meaning.TAKEN


@pytest.mark.parametrize(
    "seed", ["user ", "too ", "over the ", "<a@", "5.1.", "mail from ", "requested "]
)
def test_a_long_answer_is_read_in_a_moment(seed):
    """The patterns meet at most so many letters; the rest of the line is not looked at."""
    told = seed * (100_000 // len(seed))

    assert meaning_of(550, told, stage=Stage.RECIPIENT) in Meaning


@pytest.mark.parametrize(
    ("words", "status"),
    [("5.7.1 no", "5.7.1"), ("192.0.2.1 is bad", ""), ("10.5.7.1", ""), ("(#5.1.1)", "5.1.1")],
)
def test_a_status_is_told_from_an_address(words, status):
    assert enhanced_status(words) == status


def test_an_answer_of_several_lines_is_one_sentence():
    told = "5.1.1 The email account that you tried to reach does\n5.1.1 not exist. Please try"

    assert meaning_of(550, told, stage=Stage.RECIPIENT) is Meaning.ADDRESS_DEAD
