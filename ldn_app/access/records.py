"""Patient-owned rows: a read that does not name its viewer raises."""

from collections import defaultdict
from collections.abc import Iterable
from typing import ClassVar

from django.db import models

from .viewer import Role, Viewer

EVERYBODY = object()


class UnscopedAccess(Exception):
    """A query on a patient-owned model named no viewer, or wrote for somebody else."""


class PatientRecordQuerySet(models.QuerySet):
    """A queryset of patient-owned rows; subclasses add named sets.

    It also knows for which patient it may create rows, so that neither ``create`` nor
    ``get_or_create`` can put a row into somebody else's record.
    """

    _writes_for: int | object | None = None

    def writing_for(self, patient_id: int | object | None):
        """The same rows; new ones only for ``patient_id`` (None: for nobody)."""
        rows = self._chain()
        rows._writes_for = patient_id
        return rows

    def _clone(self):
        rows = super()._clone()
        rows._writes_for = self._writes_for
        return rows

    def create(self, **values):
        """Create a row; it belongs to the patient this queryset writes for."""
        if "patient" in values:
            values["patient_id"] = values.pop("patient").pk
        elif self._writes_for is not EVERYBODY:
            values.setdefault("patient_id", self._writes_for)
        patient_id = values.get("patient_id")
        self._insist_on_patient(patient_id)
        for value in values.values():
            if isinstance(value, PatientOwned) and value.patient_id != patient_id:
                raise UnscopedAccess(f"{self.model.__name__}: a row of another record.")
        return super().create(**values)

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        for row in objs:
            self._insist_on_patient(row.patient_id)
        return super().bulk_create(objs, *args, **kwargs)

    def _insist_on_patient(self, patient_id: int | None) -> None:
        allowed = self._writes_for is EVERYBODY or (
            patient_id is not None and patient_id == self._writes_for
        )
        if not allowed:
            raise UnscopedAccess(f"{self.model.__name__}: this viewer may not write here.")


class PatientRecordManager(models.Manager.from_queryset(PatientRecordQuerySet)):
    """The default manager of every patient-owned model. It refuses every query.

    The ways in: ``visible_to(viewer)``, ``editable_by(viewer)``, ``visible_through(viewers)``
    for a list of patients and, in the few files that a test lists, ``unscoped(reason=…)``.
    """

    use_in_migrations = False

    def get_queryset(self):
        raise UnscopedAccess(
            f"{self.model.__name__}: use visible_to(viewer) or editable_by(viewer)."
        )

    def _rows(self):
        return super().get_queryset()

    def visible_to(self, viewer: Viewer):
        """Rows that ``viewer`` may read; empty, never an error, when they may read none."""
        model = self.model
        rows = self._rows()
        if not viewer.may_read(model.share_category):
            return rows.none()
        rows = _unsealed(rows, viewer).filter(patient_id=viewer.patient_id)
        if model.share_day_field:
            if viewer.first_day is not None:
                rows = rows.filter(**{f"{model.share_day_field}__gte": viewer.first_day})
            if viewer.last_day is not None:
                rows = rows.filter(**{f"{model.share_day_field}__lte": viewer.last_day})
        return rows

    def visible_through(self, viewers: Iterable[Viewer]):
        """Rows of many diaries at once: what ``visible_to`` gives each of ``viewers``, together.

        For a list of patients. ``viewers``: one reader for each patient, made by
        ``viewer_through`` from a live grant of theirs; their rows are told apart by
        ``patient_id``. Raises UnscopedAccess for a viewer without a grant, and for two grants of
        one patient, whose rows could not be told apart.
        """
        viewers = list(viewers)
        _insist_on_one_grant_each(viewers)
        spans = defaultdict(list)
        for viewer in viewers:
            if viewer.may_read(self.model.share_category):
                spans[viewer.first_day, viewer.last_day].append(viewer.patient_id)
        if not spans:
            return self._rows().none()
        field = self.model.share_day_field
        return self._rows().filter(
            models.Q(*(_within(field, *span, ids) for span, ids in spans.items()), _connector="OR")
        )

    def editable_by(self, viewer: Viewer):
        """Rows that ``viewer`` may change: the patient's own, nobody else's."""
        rows = self._rows()
        if not viewer.may_edit:
            return rows.none()
        own = _unsealed(rows, viewer).filter(patient_id=viewer.patient_id)
        return own.writing_for(viewer.patient_id)

    def create_for(self, viewer: Viewer, **values):
        """Create a row of the viewer's own record; raises UnscopedAccess for others."""
        return self.editable_by(viewer).create(**values)

    def unscoped(self, *, reason: str):
        """Every row of every patient. ``reason`` is for the reader; a test lists the callers."""
        if not reason:
            raise UnscopedAccess("unscoped() needs a reason.")
        return self._rows().writing_for(EVERYBODY)


def _unsealed(rows, viewer: Viewer):
    """``rows`` without those of a sealed record. People become no viewer of one; only a job, whose
    viewer names no user, is asked here, so that pages pay no join."""
    if viewer.user_id is None and viewer.grant_id is None:
        return rows.filter(patient__sealed_at__isnull=True)
    return rows


def _insist_on_one_grant_each(viewers: list[Viewer]) -> None:
    if any(viewer.role is not Role.READER or viewer.grant_id is None for viewer in viewers):
        raise UnscopedAccess("visible_through: every viewer needs a grant.")
    if len({viewer.patient_id for viewer in viewers}) < len(viewers):
        raise UnscopedAccess("visible_through: one grant for each patient.")


def _within(field: str | None, first_day, last_day, patient_ids: list[int]) -> models.Q:
    """Rows of ``patient_ids`` from ``first_day`` to ``last_day``; None is open."""
    days = {f"{field}__gte": first_day, f"{field}__lte": last_day} if field else {}
    limits = {name: day for name, day in days.items() if day is not None}
    return models.Q(patient_id__in=patient_ids, **limits)


class PatientOwned(models.Model):
    """A row of one patient's record.

    Django's own machinery (saving, refreshing, erasure by cascade) uses the base manager;
    people's code meets the default manager, which refuses.

    Subclasses set ``share_category`` (what a grant must contain to read it; None: never shared)
    and, where rows belong to a day, ``share_day_field``, and list every field's privacy class
    in ``privacy`` (see ldn_app.access.privacy).
    """

    share_category: ClassVar[str | None] = None
    share_day_field: ClassVar[str | None] = None
    privacy: ClassVar[dict[str, str]] = {}

    patient = models.ForeignKey("accounts.Patient", models.CASCADE, related_name="+")

    objects = PatientRecordManager()

    class Meta:
        abstract = True
