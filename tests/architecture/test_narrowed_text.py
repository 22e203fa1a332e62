"""Words that are kept half-width may grow when they are narrowed; their length counts then."""

import pytest
from django import forms

from ldn_app.ui.fields import HalfWidthTextField
from tests.house_forms import forms_of_the_house

GROWS = "㍿"  # 株式会社


def narrowed_fields() -> list[HalfWidthTextField]:
    return [
        field
        for form in forms_of_the_house().values()
        for field in form.base_fields.values()
        if isinstance(field, HalfWidthTextField)
    ]


def test_what_grows_beyond_its_column_is_refused_with_a_sentence():
    found = narrowed_fields()

    assert len(found) >= 9
    for field in found:
        with pytest.raises(forms.ValidationError, match=f"{field.max_length}文字まで"):
            field.clean(GROWS * (field.max_length // 2))


def test_what_fits_when_it_is_narrowed_is_taken():
    assert HalfWidthTextField(max_length=6).clean(" １．５　㎎ ") == "1.5 mg"
