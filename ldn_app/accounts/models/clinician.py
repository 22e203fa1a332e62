from django.db import models
from django.utils.translation import gettext_lazy as _

from .appearance import TextSize, Theme


class Clinician(models.Model):
    """Somebody who may be given a look at a diary; sees nothing without a live share grant."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="clinician")
    name = models.CharField(_("お名前"), max_length=80)
    institution = models.CharField(_("医療機関"), max_length=120, blank=True)
    text_size = models.CharField(
        _("文字の大きさ"),
        max_length=10,
        choices=TextSize,
        default=TextSize.NORMAL,
        db_default=TextSize.NORMAL,
    )
    theme = models.CharField(
        _("画面の色"), max_length=10, choices=Theme, default=Theme.AUTO, db_default=Theme.AUTO
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"clinician {self.pk}"
