"""Everything there is about a patient, table by table, with the privacy class of each column."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import models

from diary.doses.domain.told_lines import kinds_of
from diary.doses.models import RegimenEvent
from ldn_app.access.models import AccessEvent
from ldn_app.access.privacy import patient_owned_models, privacy_classes
from ldn_app.access.privacy_classes import IDENTIFYING, SECRET, TECHNICAL, PrivacyClass
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import HealthDataConsent, Patient, User

from .access_pages import page_of

CHUNK = 500
ROWS_IN_A_PIECE = 200

# What allauth and Django keep about the way somebody signs in. Secrets (password hash, keys of
# the second step, session keys) stay here: whoever found the file could sign in with them.
SIGN_IN_FIELDS: dict[type[models.Model], dict[str, PrivacyClass]] = {
    User: {
        "id": TECHNICAL,
        "email": IDENTIFYING,
        "date_joined": TECHNICAL,
        "last_login": TECHNICAL,
    },
    EmailAddress: {"email": IDENTIFYING, "verified": TECHNICAL, "primary": TECHNICAL},
    Authenticator: {"type": TECHNICAL, "created_at": TECHNICAL, "last_used_at": TECHNICAL},
    UserSession: {
        "created_at": TECHNICAL,
        "last_seen_at": TECHNICAL,
        "ip": IDENTIFYING,
        "user_agent": IDENTIFYING,
    },
}


@dataclass(frozen=True)
class ExportTable:
    """One model's rows of one patient. ``columns``: stored name and privacy class, in order."""

    label: str
    columns: dict[str, PrivacyClass]
    queryset: models.QuerySet

    @property
    def file_name(self) -> str:
        """``doses.Dose`` as ``csv/doses-dose.csv``."""
        return f"csv/{self.label.replace('.', '-').lower()}.csv"

    def rows(self) -> Iterator[tuple]:
        """The rows, a few hundred at a time: ten years fit into little memory."""
        return self.queryset.values_list(*self.columns).iterator(chunk_size=CHUNK)

    def pieces(self) -> Iterator[list[tuple]]:
        """The rows in lists of at most ROWS_IN_A_PIECE."""
        rows = self.rows()
        while piece := list(islice(rows, ROWS_IN_A_PIECE)):
            yield piece


@dataclass(frozen=True)
class PlanLineTable(ExportTable):
    """The lines of all plans, each with the kind that follows from its amounts; the stored kind was
    true on the day it was written. Plans are short, even after years."""

    def rows(self) -> Iterator[tuple]:
        lines = list(self.queryset)
        by_plan = defaultdict(list)
        for line in lines:
            by_plan[line.regimen_id].append(line.as_plan_event())
        kinds = {pk: kind for plan in by_plan.values() for pk, kind in kinds_of(plan).items()}
        for line in lines:
            line.kind = str(kinds[line.pk])
            yield tuple(getattr(line, name) for name in self.columns)


@dataclass(frozen=True)
class AccessLogTable(ExportTable):
    """The access log with the column ``page`` of the format instead of kind and day."""

    def rows(self) -> Iterator[tuple]:
        for event in self.queryset.iterator(chunk_size=CHUNK):
            event.page = page_of(event.kind, event.day)
            yield tuple(getattr(event, name) for name in self.columns)


SPECIAL_TABLES = {RegimenEvent: PlanLineTable, AccessEvent: AccessLogTable}
# Columns that the format calls differently than the model.
FIELD_OF_COLUMN = {("access.AccessEvent", "page"): "kind"}


def tables_of(viewer: Viewer) -> Iterator[ExportTable]:
    """Every table of the viewer's own record, the person first."""
    yield from _person_tables(viewer)
    for model in patient_owned_models():
        rows = model.objects.visible_to(viewer).order_by("pk")
        table = SPECIAL_TABLES.get(model, ExportTable)
        yield table(model._meta.label, _columns(model), rows)


def _person_tables(viewer: Viewer) -> Iterator[ExportTable]:
    patient = Patient.objects.filter(pk=viewer.patient_id)
    user_id = patient.values("user_id")
    yield ExportTable(Patient._meta.label, _columns(Patient), patient)
    consents = HealthDataConsent.objects.filter(user_id__in=user_id).order_by("pk")
    yield ExportTable(HealthDataConsent._meta.label, _columns(HealthDataConsent), consents)
    for model, columns in SIGN_IN_FIELDS.items():
        key = "pk__in" if model is User else "user_id__in"
        rows = model.objects.filter(**{key: user_id}).order_by("pk")
        yield ExportTable(model._meta.label, columns, rows)


def _columns(model: type[models.Model]) -> dict[str, PrivacyClass]:
    """Every stored column of ``model`` but its secrets; a foreign key under its column's name."""
    classes = privacy_classes(model)
    columns = {field.attname: classes[field.name] for field in model._meta.concrete_fields}
    if model is AccessEvent:
        del columns["day"]  # It stands in the column "page".
        columns = {"page" if name == "kind" else name: found for name, found in columns.items()}
    return {name: found for name, found in columns.items() if found is not SECRET}
