"""Every border at which words of a person come in cleans them: forms, files, staff's pages."""

from datetime import date

import pytest
from allauth.mfa import app_settings
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.utils import get_form_class
from django import forms
from django.contrib import admin
from django.db import models

from diary.importing.importable_models import import_specs
from diary.importing.table.parse import parse_table
from diary.importing.values import read_cell, read_value
from ldn_app.accounts.models import User
from ldn_app.ui.fields import TypedTextField
from tests.house_forms import forms_of_the_house, modules_of_the_house

WRONG = "\u202e\u0000\u200b\ufeff\ud800\u001b\u0007\u2066\ufdd0\U000e0041"
# What these take is no text that is kept: it is read, compared, or a form of its own.
NO_WORDS = (
    forms.EmailField,  # canonical addresses have a rule of their own
    forms.JSONField,  # the browser's own words about a passkey
)
# allauth's: one-time codes, which our forms reduce to letters and digits, and what nobody is asked.
NOT_KEPT = {"code", "username"}

FORMS = forms_of_the_house()


def text_fields(form):
    """The fields of ``form`` that hold words, declared or added while it is made."""
    return {
        name: field
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, NO_WORDS)
        # A password is what was typed, or it would not open any more.
        and not isinstance(field.widget, forms.PasswordInput)
    }


def test_there_are_forms_to_walk():
    assert len(FORMS) > 40


@pytest.mark.parametrize("name", FORMS)
def test_every_text_of_every_form_is_cleaned(name):
    past_the_border = [
        field_name
        for field_name, field in text_fields(FORMS[name]).items()
        if not isinstance(field, TypedTextField) and field_name not in NOT_KEPT
    ]

    assert past_the_border == []


def test_no_module_of_ours_makes_a_field_that_does_not_clean():
    """Fields that a form adds while it is made stand in no list of fields."""
    raw = [
        module.__name__
        for module in modules_of_the_house()
        if "forms.CharField" in source_of(module) and module.__name__ != "ldn_app.ui.fields"
    ]

    assert raw == []


def source_of(module):
    with open(module.__file__, encoding="utf-8") as file:
        return file.read()


@pytest.mark.parametrize(
    ("widget", "kept"), [(forms.TextInput, "あ いう"), (forms.Textarea, "あ\nいう")]
)
def test_a_field_keeps_lines_where_there_is_room_for_them(widget, kept):
    field = TypedTextField(widget=widget)

    assert field.clean(f" あ\r\nい{WRONG}う\u3000") == kept


def test_a_text_of_nothing_visible_is_missing():
    with pytest.raises(forms.ValidationError) as refused:
        TypedTextField(error_messages={"required": "書いてください。"}).clean(WRONG)

    assert refused.value.messages == ["書いてください。"]


def columns_that_come_in():
    for spec in import_specs():
        for name, column in spec.columns.items():
            if isinstance(column, models.CharField | models.TextField) and not column.choices:
                yield pytest.param(column, id=f"{spec.label}.{name}")


@pytest.mark.parametrize("column", [*columns_that_come_in()])
def test_every_text_of_every_room_that_comes_in_is_cleaned(column):
    assert read_value(column, f"か{WRONG}\u3099") == "が"
    assert read_cell(column, f"か{WRONG}\u3099") == "が"


def test_every_cell_of_a_table_is_cleaned():
    table = parse_table(
        f"日付,ひと{WRONG}こと\n2026-11-27,か{WRONG}\u3099\xa0い", today=date(2026, 11, 30)
    )

    assert table.names[1] == "ひとこと"
    assert table.lines[0].cell(1) == "が い"


def test_the_staffs_pages_clean_names_too(rf):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True)
    for model, pages in admin.site._registry.items():
        if not model.__module__.startswith(("ldn_app", "diary")):
            continue
        form = pages.get_form(request)
        for name, field in text_fields(form).items():
            assert isinstance(field, TypedTextField), f"{model.__name__}.{name}"


def test_names_of_passkeys_are_cleaned():
    for key, theirs in (("add_webauthn", AddWebAuthnForm), ("edit_webauthn", EditWebAuthnForm)):
        form = get_form_class(app_settings.FORMS, key, theirs)
        assert isinstance(form.base_fields["name"], TypedTextField)
