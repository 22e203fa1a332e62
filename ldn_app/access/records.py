"""Patient-owned rows: a read that does not name its viewer raises."""

from typing import ClassVar

from django.db import models

from .viewer import Role, Viewer


class UnscopedAccess(Exception):
    """A query on a patient-owned model named no viewer."""


class PatientRecordQuerySet(models.QuerySet):
    """A queryset of patient-owned rows; subclasses add named sets."""


class PatientRecordManager(models.Manager.from_queryset(PatientRecordQuerySet)):
    """The default manager of every patient-owned model. It refuses every query.

    The ways in: ``visible_to(viewer)``, ``editable_by(viewer)`` and, in the few files that a
    test lists, ``unscoped(reason=…)``.
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
        rows = rows.filter(patient_id=viewer.patient_id)
        if viewer.role is Role.CLINICIAN and model.share_day_field:
            if viewer.first_day is not None:
                rows = rows.filter(**{f"{model.share_day_field}__gte": viewer.first_day})
            if viewer.last_day is not None:
                rows = rows.filter(**{f"{model.share_day_field}__lte": viewer.last_day})
        return rows

    def editable_by(self, viewer: Viewer):
        """Rows that ``viewer`` may change: the patient's own, nobody else's."""
        rows = self._rows()
        return rows.filter(patient_id=viewer.patient_id) if viewer.may_edit else rows.none()

    def create_for(self, viewer: Viewer, **values):
        """Create a row of the viewer's own record; raises UnscopedAccess for others."""
        if not viewer.may_edit:
            raise UnscopedAccess(f"{self.model.__name__}: this viewer may not write.")
        return self._rows().create(patient_id=viewer.patient_id, **values)

    def unscoped(self, *, reason: str):
        """Every row of every patient. ``reason`` is for the reader; a test lists the callers."""
        if not reason:
            raise UnscopedAccess("unscoped() needs a reason.")
        return self._rows()


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
