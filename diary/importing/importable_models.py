"""Which models can be imported, and what makes two rows the same: content, never the number."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy import privacy_classes
from ldn_app.access.privacy_classes import TECHNICAL

ROW_KEYS = ("id", "patient_id")


@dataclass(frozen=True)
class ImportSpec:
    """One model that can be imported.

    ``key``: columns that say which answer a row is; at most one row of a record has them.
    ``parents``: columns that name another row, by the label of its model. ``also``: technical
    columns that are part of what the row says. ``open_fields``: empty means "not answered" there,
    so an answer may be filled in without overwriting anything. ``repeats``: no constraint of the
    database keeps two rows with the same key apart.
    """

    label: str
    words: str
    key: tuple[str, ...]
    parents: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    open_fields: tuple[str, ...] = ()
    repeats: bool = False

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @cached_property
    def columns(self) -> dict[str, models.Field]:
        """Every stored column but the row's number and the patient's."""
        fields = self.model._meta.concrete_fields
        return {one.attname: one for one in fields if one.attname not in ROW_KEYS}

    @cached_property
    def own_columns(self) -> dict[str, models.Field]:
        """The columns without those that name another row."""
        return {name: one for name, one in self.columns.items() if name not in self.parents}

    @cached_property
    def said(self) -> tuple[str, ...]:
        """What a row says: its columns without technical marks such as when it was recorded."""
        classes = privacy_classes(self.model)
        return tuple(
            name
            for name, one in self.own_columns.items()
            if name in self.also or name in self.key or classes[one.name] is not TECHNICAL
        )

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """What may differ between two rows that are the same row."""
        return tuple(name for name in self.said if name not in self.key)


REGIMEN, EVENT, DOSE = "doses.Regimen", "doses.RegimenEvent", "doses.Dose"
SYMPTOM, RATING, SLEEP = "symptoms.TrackedSymptom", "symptoms.SymptomRating", "symptoms.Sleep"
EFFECT, NOTE = "symptoms.SideEffect", "symptoms.DayNote"
SLEEP_ANSWERS = ("bed_at", "up_at", "times_awake", "quality", "insomnia", "vivid_dreams")

# In the order in which they are written: a row comes after the row that it names.
IMPORT_SPECS = (
    ImportSpec(REGIMEN, _("計画"), ("created_at", "form", "strength_mg_per_ml"), repeats=True),
    ImportSpec(
        EVENT,
        _("計画の行"),
        ("regimen_id", "recorded_at", "kind", "on_day", "amount_mg", "slot", "usual_time"),
        parents={"regimen_id": REGIMEN},
        also=("withdrawn_at",),
        repeats=True,
    ),
    ImportSpec(DOSE, _("服用の記録"), ("regimen_id", "dose_day"), parents={"regimen_id": REGIMEN}),
    ImportSpec(SYMPTOM, _("記録する症状"), ("name",), open_fields=("anchor", "library_key")),
    ImportSpec(RATING, _("症状の強さ"), ("symptom_id", "day"), parents={"symptom_id": SYMPTOM}),
    ImportSpec(SLEEP, _("眠り"), ("day",), open_fields=SLEEP_ANSWERS),
    ImportSpec(EFFECT, _("副作用"), ("day", "kind")),
    ImportSpec(NOTE, _("メモ"), ("day",), open_fields=("text", "tell_doctor", "unusual")),
    ImportSpec("safety.OtherMedicine", _("ほかの薬"), ("name", "since_on")),
    ImportSpec("safety.OpioidAnswer", _("オピオイドの薬についての答え"), ("answered_on",)),
    ImportSpec("labs.LabResult", _("検査の値"), ("collected_on", "item_name")),
    ImportSpec(
        "questionnaires.Response",
        _("質問票の点数"),
        ("answered_on", "instrument", "instrument_name", "version", "scale"),
    ),
    ImportSpec(
        "supply.Supply",
        _("薬の入手"),
        ("obtained_on", "source", "form", "strength_text", "lot"),
    ),
    ImportSpec("visits.Visit", _("受診"), ("visited_on", "clinic")),
    ImportSpec(
        "visits.VisitNote",
        _("受診のあとのメモ"),
        ("visit_id",),
        parents={"visit_id": "visits.Visit"},
    ),
)

# Tables of our own files that stay outside, by the words that the preview uses for them.
NOT_TAKEN_IN = {
    "accounts.Patient": _("お名前、時間帯、見え方の設定"),
    "accounts.HealthDataConsent": _("同意の記録"),
    "accounts.User": _("メールアドレスとログインの方法"),
    "account.EmailAddress": _("メールアドレスとログインの方法"),
    "mfa.Authenticator": _("メールアドレスとログインの方法"),
    "usersessions.UserSession": _("メールアドレスとログインの方法"),
    "access.ShareGrant": _("共有の設定と、だれが見たかの記録"),
    "access.Look": _("共有の設定と、だれが見たかの記録"),
    "access.AccessEvent": _("共有の設定と、だれが見たかの記録"),
    "access.ChangeEvent": _("いつ何を書いたかの操作の記録"),
    "comments.Comment": _("先生からのひとこと(だれが書いたか、ファイルでは確かめられません)"),
    "phone.ReplayedAnswer": _("いつ何を書いたかの操作の記録"),
    "reminders.ReminderSettings": _("お知らせの設定と、送ったお知らせ"),
    "reminders.ReminderSchedule": _("お知らせの設定と、送ったお知らせ"),
    "reminders.Channel": _("お知らせの設定と、送ったお知らせ"),
    "reminders.OutboxMessage": _("お知らせの設定と、送ったお知らせ"),
    "reminders.CalendarFeed": _("カレンダーへの配信"),
    "summaries.SheetChoice": _("診察のまとめの選び方とPDF"),
    "papers.PaperJob": _("診察のまとめの選び方とPDF"),
    "exchange.WaitingFile": _("取り込みを待っているファイル"),
}


def import_specs() -> list[ImportSpec]:
    """The models that are installed, parents first."""
    return [_with_known_key(spec) for spec in IMPORT_SPECS if _exists(spec.label)]


def _exists(label: str) -> bool:
    return any(model._meta.label == label for model in apps.get_models())


def _with_known_key(spec: ImportSpec) -> ImportSpec:
    """The spec with the columns of its key that its model has."""
    names = {one.attname for one in spec.model._meta.concrete_fields}
    key = tuple(name for name in spec.key if name in names)
    return replace(spec, key=key)
