from django.db import models
from django.utils.translation import gettext_lazy as _


class Clinician(models.Model):
    """Somebody who may be given a look at a diary; sees nothing without a live share grant."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="clinician")
    name = models.CharField(_("お名前"), max_length=80)
    institution = models.CharField(_("医療機関"), max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"clinician {self.pk}"
