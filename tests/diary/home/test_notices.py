"""Every line that can stand on Tonight leads somewhere and says something."""

import pytest
from django.urls import resolve

from diary.home.notices import NOTICES, notices_of
from ldn_app.accounts.models import Patient


@pytest.mark.parametrize("key", NOTICES)
def test_a_notice_has_words_and_leads_to_a_page(key):
    notice = NOTICES[key]

    assert str(notice.text).endswith("。")
    assert str(notice.action)
    assert resolve(notice.href)


def test_a_key_that_is_not_in_the_table_is_passed_over():
    patient = Patient(standing_notices=["comments.unread", "no.such_key"])

    assert notices_of(patient) == [NOTICES["comments.unread"]]
