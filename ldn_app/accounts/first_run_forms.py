from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import CONSENT_ERROR


class ConsentForm(forms.Form):
    """Nothing is ticked beforehand."""

    consent = forms.BooleanField(
        label=_("読みました。記録をお預けすることに同意します"),
        error_messages={"required": CONSENT_ERROR},
    )
