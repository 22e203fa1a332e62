"""Who is looking: worked out anew for every request, never taken from the browser."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ldn_app.clock import today_of


class Role(StrEnum):
    NOBODY = "nobody"
    PATIENT = "patient"
    CLINICIAN = "clinician"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Viewer:
    """One viewer of at most one patient's record.

    Whoever has opened a grant is a READER of that patient; a CLINICIAN has opened none yet.
    ``patient_id`` is None for nobody and for a clinician. ``user_id`` None: a job, or a visitor
    without an account. ``categories``: what a reader may read; None means everything (the
    patient's own look). ``first_day``/``last_day``: dose days that a reader may read, inclusive;
    None is open.
    """

    role: Role = Role.NOBODY
    user_id: int | None = None
    patient_id: int | None = None
    grant_id: int | None = None
    categories: frozenset[str] | None = frozenset()
    first_day: date | None = None
    last_day: date | None = None
    may_comment: bool = False

    @property
    def may_edit(self) -> bool:
        """Whether this viewer may change the record: only the patient themselves."""
        return self.role is Role.PATIENT and self.patient_id is not None

    def may_read(self, category: str) -> bool:
        """Whether ``category`` of the record is open to this viewer."""
        if self.patient_id is None:
            return False
        return self.categories is None or category in self.categories

    def from_day(self, day: date) -> "Viewer":
        """The same viewer, who reads nothing of the days before ``day``: never more than before."""
        return replace(self, first_day=max(self.first_day or day, day))

    def since_ever(self) -> "Viewer":
        """The same viewer without a first day: more than before. Only for working out the state
        that earlier rows led to; a test lists who may ask. Those rows are shown to nobody."""
        return replace(self, first_day=None)

    def may_read_day(self, day: date) -> bool:
        """Whether dose day ``day`` lies within the days that are open to this viewer."""
        after = self.first_day is None or self.first_day <= day
        return after and (self.last_day is None or day <= self.last_day)


NOBODY = Viewer()


def viewer_for(user) -> Viewer:
    """The viewer that a signed-in (or anonymous) ``user`` is before opening any grant.

    A patient is their own viewer; of a sealed record nobody is. A clinician sees nothing yet. A
    superuser is nobody.
    """
    if not user.is_authenticated or not user.is_active or user.is_superuser:
        return NOBODY
    patient = getattr(user, "patient", None)
    if patient is not None and patient.sealed_at is not None:
        return NOBODY
    if patient is not None:
        return Viewer(Role.PATIENT, user.pk, patient.pk, categories=None)
    if getattr(user, "clinician", None) is not None:
        return Viewer(Role.CLINICIAN, user.pk)
    return NOBODY


def on_behalf_of(patient_id: int) -> Viewer:
    """The viewer of a job that acts with the rights of patient ``patient_id``.

    Their rows are empty to it while the record is sealed (``PatientRecordManager``).
    """
    return Viewer(Role.PATIENT, patient_id=patient_id, categories=None)


def viewer_through(grant, *, user_id: int | None, now: datetime) -> Viewer:
    """The viewer that a reader becomes by opening ``grant``; ``user_id`` None: a visitor.

    Raises GrantNotLive when the grant is revoked, not yet open or over. Whether it is made out
    to this reader is for those to know who found it: ``grants.live_grant`` and ``room``.
    """
    if not grant.is_live(now):
        raise GrantNotLive
    first_day, last_day = grant.days_open(today_of(grant.patient, now))
    return Viewer(
        Role.READER,
        user_id,
        grant.patient_id,
        grant_id=grant.pk,
        categories=frozenset(grant.categories),
        first_day=first_day,
        last_day=last_day,
        may_comment=grant.may_comment,
    )


class GrantNotLive(Exception):
    """The share grant is not this viewer's, or not live at this moment."""
