"""How somebody likes pages to look; patients and clinicians choose it for themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextSize(models.TextChoices):
    NORMAL = "normal", _("ふつう")
    LARGE = "large", _("大きな文字")


class Theme(models.TextChoices):
    AUTO = "auto", _("端末に合わせる")
    LIGHT = "light", _("明るい")
    DARK = "dark", _("暗い")
