from django import forms
from django.utils.translation import gettext_lazy as _


class AtOnceForm(forms.Form):
    """The tick that an erasure without waiting asks for."""

    understood = forms.BooleanField(
        label=_("もとに戻せないことを、読みました"),
        error_messages={
            "required": _(
                "いますぐ消すには、「もとに戻せないことを、読みました」に印を付けてください。"
            )
        },
    )
