"""What people of a clinic type, and what a patient types to find one or to invite somebody."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ldn_app.accounts.address_field import AddressField
from ldn_app.accounts.clinic_code import NotAClinicCode
from ldn_app.accounts.models import Clinic
from ldn_app.ui.fields import TypedTextField

from .clinic_queries import clinic_found_by
from .forms import TermsForm
from .services import ShareTerms

WRONG_CODE = _(
    "番号がちがうようです。12文字を、もう一度見くらべてください。"
    "アルファベットの I と O、数字の 0 と 1 は使われていません。"
)


def _line(label: str, longest: int, missing: str, **attrs) -> TypedTextField:
    return TypedTextField(
        label=label,
        max_length=longest,
        widget=forms.TextInput(attrs=attrs),
        error_messages={
            "required": missing,
            "max_length": _("%(limit_value)d文字までで書いてください。"),
        },
    )


class CodeForm(forms.Form):
    """The code of a clinic; what was typed stays in the field. ``clinic``: once it is valid."""

    code = _line(
        _("医療機関の番号(12文字)"),
        40,
        _("医療機関の番号を入れてください。"),
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
    )
    clinic: Clinic | None = None

    def clean_code(self) -> str:
        try:
            self.clinic = clinic_found_by(self.cleaned_data["code"])
        except NotAClinicCode as wrong:
            raise forms.ValidationError(WRONG_CODE) from wrong
        if self.clinic is None:
            words = _now("この番号の医療機関は見つかりません。医療機関に番号を確かめてください。")
            raise forms.ValidationError(words)
        return self.clinic.code


class NameAtClinicForm(forms.Form):
    """Who somebody is at a clinic: the patient reads it in the log."""

    name = _line(
        _("あなたのお名前"),
        80,
        _("お名前を書いてください。患者さんが読む履歴にのります。"),
        autocomplete="name",
    )


class InstitutionForm(forms.Form):
    institution = _line(
        _("医療機関の名前"),
        120,
        _("医療機関の名前を書いてください。患者さんの画面に出ます。"),
        autocomplete="organization",
    )


class JoinForm(InstitutionForm, NameAtClinicForm):
    """A clinician and their clinic at once."""

    field_order = ("name", "institution")


class AddressForm(forms.Form):
    """The address of a colleague."""

    email = AddressField(autocomplete="off")


class ClinicTermsForm(TermsForm):
    """The terms for a clinic, which alone may be allowed to write to the patient."""

    may_comment = forms.BooleanField(
        label=_("先生からのひとことを受け取る"),
        required=False,
        help_text=_(
            "この医療機関のメンバーが、あなたに短い文を送れるようになります。返事は送れません。"
            "急ぎの相談には使えません。"
        ),
    )

    def terms(self, *, now: datetime, zone: ZoneInfo) -> ShareTerms:
        chosen = super().terms(now=now, zone=zone)
        return replace(chosen, may_comment=self.cleaned_data["may_comment"])


class PersonForm(AddressForm, TermsForm):
    """Somebody in the family, by address, and the terms."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].help_text = ""  # It speaks of the consulting room.
