"""Days that people type: each has bounds of its own, and the refusal names them."""

from datetime import date

import pytest
from django import forms

from ldn_app.ui.day_field import DayField, FormWithDays, years_after, years_before
from tests.house_forms import forms_of_the_house

TODAY = date(2026, 11, 22)
IMPLAUSIBLE = ["0001-01-01", "0206-11-22", "1850-01-01", "2206-11-22", "9999-12-31"]


class TripForm(FormWithDays):
    leaves_on = DayField(earliest=years_before(1), latest=years_after(2))


def test_a_day_within_the_bounds_is_taken():
    form = TripForm({"leaves_on": "2027-02-28"}, today=TODAY)

    assert form.is_valid()
    assert form.cleaned_data == {"leaves_on": date(2027, 2, 28)}


@pytest.mark.parametrize("typed", ["2025-11-20", "2028-11-24", *IMPLAUSIBLE])
def test_a_day_outside_is_refused_with_both_bounds(typed):
    form = TripForm({"leaves_on": typed}, today=TODAY)

    assert form.errors["leaves_on"] == [
        "日付の年を確かめてください。2025年11月21日(金)から2028年11月23日(木)までの日を選んでください。"
    ]


def test_the_phones_picker_knows_the_bounds():
    text = str(TripForm(today=TODAY)["leaves_on"])

    assert 'min="2025-11-21"' in text
    assert 'max="2028-11-23"' in text


def test_the_bounds_of_one_form_are_not_those_of_the_next():
    TripForm(today=date(2020, 1, 1))

    assert TripForm({"leaves_on": "2026-11-22"}, today=TODAY).is_valid()


@pytest.mark.parametrize("today", [date(1900, 1, 1), date(2028, 2, 29), date(2100, 12, 31)])
def test_the_bounds_hold_on_any_today(today):
    assert TripForm({"leaves_on": today.isoformat()}, today=today).is_valid()


def test_every_day_that_a_form_asks_for_has_bounds():
    found = {
        (form.__name__, name): field
        for form in forms_of_the_house().values()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField | forms.DateTimeField)
    }

    assert len(found) > 15
    assert [at for at, field in found.items() if not isinstance(field, DayField)] == []
    for field in found.values():
        for typed in IMPLAUSIBLE[:3] + IMPLAUSIBLE[-1:]:
            with pytest.raises(forms.ValidationError, match="日付の年を確かめてください"):
                field.clean(typed)


def test_every_form_with_a_day_knows_what_today_is():
    without = [
        form.__name__
        for form in forms_of_the_house().values()
        if any(isinstance(field, DayField) for field in form.base_fields.values())
        and not issubclass(form, FormWithDays)
    ]

    assert without == []


class DiaryForm(FormWithDays):
    begins_on = DayField(offers_today=True)
    ends_on = DayField(required=False)


def test_today_is_offered_where_today_is_meant_and_nowhere_else():
    form = DiaryForm(today=TODAY)

    assert 'value="2026-11-22"' in str(form["begins_on"])
    assert "value=" not in str(form["ends_on"])


def test_what_was_chosen_before_comes_before_today():
    form = DiaryForm(today=TODAY, initial={"begins_on": date(2026, 10, 1)})

    assert 'value="2026-10-01"' in str(form["begins_on"])
