from django.db import models
from django.utils.translation import gettext_lazy as _


class ShareCategory(models.TextChoices):
    """What a patient may share, one switch each."""

    PLAN = "plan", _("計画")
    DOSES = "doses", _("服用の記録")
    SYMPTOMS = "symptoms", _("症状")
    SLEEP = "sleep", _("眠り")
    SIDE_EFFECTS = "side_effects", _("副作用")
    NOTES = "notes", _("メモ")
    VISITS = "visits", _("受診")
    LABS = "labs", _("検査の値")
    QUESTIONNAIRES = "questionnaires", _("質問票の点数")
    OTHER_MEDICINES = "other_medicines", _("ほかの薬")
    SUPPLY = "supply", _("薬の入手")
