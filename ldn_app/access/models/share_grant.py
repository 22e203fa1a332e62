import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.accounts.models import Clinic

from ..privacy_classes import CLINICAL, IDENTIFYING, SECRET, TECHNICAL
from ..records import PatientOwned, PatientRecordManager, PatientRecordQuerySet

WRONG_CODES_ALLOWED = 10  # In the whole life of a grant, however many ask at once.


class ShareGrantQuerySet(PatientRecordQuerySet):
    def live(self, now: datetime):
        """Neither revoked nor over, already begun, and not of a sealed record."""
        running = self.filter(revoked_at__isnull=True, created_at__lte=now, expires_at__gt=now)
        return running.filter(patient__sealed_at__isnull=True)

    def for_reader(self, user_id: int):
        """Those that the account ``user_id`` may open once they are live.

        Nothing is open before somebody on the other side took it.
        """
        person = models.Q(kind=ShareGrant.Kind.PERSON, reader_id=user_id)
        taken = self.filter(accepted_at__isnull=False)
        return taken.filter(_made_out_to_a_clinic_of(user_id) | person)

    def at_clinics_of(self, user_id: int):
        """Those made out to the clinics where ``user_id`` works."""
        return self.filter(_made_out_to_a_clinic_of(user_id))

    def waiting_at_clinics_of(self, user_id: int):
        """Those that members of the clinics of ``user_id`` have not answered yet."""
        return self.at_clinics_of(user_id).filter(accepted_at__isnull=True)


def _made_out_to_a_clinic_of(user_id: int) -> models.Q:
    return models.Q(
        kind=ShareGrant.Kind.CLINIC,
        clinic__members__clinician__user_id=user_id,
        clinic__members__removed_at__isnull=True,
    )


class ShareGrant(PatientOwned):
    """A patient's permission to read named categories of the diary until it ends.

    ``first_day``/``last_day``: dose days that may be read, inclusive; None is open.
    ``rolling_days``: the latest so many days instead, counted anew at every look.
    A ROOM or LINK grant is opened with its secret (256 bits, in the QR) and a code said aloud;
    the site keeps a digest of the secret, the keys sealed for the patient's own phone (of a LINK
    also the one that encrypts its files), and of the code only a digest that the secret takes
    part in.
    ``may_comment``: a clinic only; the others read and write nothing.
    ``is_current``: a later one for the same clinic or address has not taken its place.
    """

    class Kind(models.TextChoices):
        ROOM = "room", _("診察室で")
        CLINIC = "clinic", _("医療機関に")
        PERSON = "person", _("家族などに")
        LINK = "link", _("アプリのリンクで")

    privacy: ClassVar = {
        "public_id": TECHNICAL,
        "kind": TECHNICAL,
        "clinic": IDENTIFYING,
        "reader": IDENTIFYING,
        "invited_email": IDENTIFYING,
        "categories": CLINICAL,
        "first_day": CLINICAL,
        "last_day": CLINICAL,
        "rolling_days": CLINICAL,
        "may_comment": TECHNICAL,
        "is_current": TECHNICAL,
        "created_at": TECHNICAL,
        "accepted_at": TECHNICAL,
        "expires_at": TECHNICAL,
        "revoked_at": TECHNICAL,
        "secret_digest": SECRET,
        "sealed_keys": SECRET,
        "code_digest": SECRET,
        "wrong_codes": TECHNICAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    clinic = models.ForeignKey(Clinic, models.PROTECT, null=True, blank=True, related_name="+")
    reader = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invited_email = models.EmailField(blank=True)
    categories = models.JSONField(default=list)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    rolling_days = models.PositiveSmallIntegerField(null=True, blank=True)
    may_comment = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True, db_default=True)
    created_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    secret_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    sealed_keys = models.TextField(blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)

    objects = PatientRecordManager.from_queryset(ShareGrantQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="share_grant_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(first_day__isnull=True)
                | models.Q(last_day__isnull=True)
                | models.Q(last_day__gte=models.F("first_day")),
                name="share_grant_days_are_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(rolling_days__isnull=True)
                | models.Q(first_day__isnull=True, last_day__isnull=True),
                name="share_grant_days_are_fixed_or_rolling",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["room", "link"],
                    clinic=None,
                    reader=None,
                    secret_digest__isnull=False,
                )
                | models.Q(kind="clinic", clinic__isnull=False, reader=None, secret_digest=None)
                | models.Q(kind="person", clinic=None, secret_digest=None),
                name="share_grant_is_made_out_to_its_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(may_comment=False) | models.Q(kind="clinic"),
                name="share_grant_only_a_clinic_may_comment",
            ),
            models.UniqueConstraint(
                fields=["patient", "clinic"],
                condition=models.Q(kind="clinic", revoked_at__isnull=True, is_current=True),
                name="share_grant_one_current_per_clinic",
            ),
            models.UniqueConstraint(
                fields=["patient", "invited_email"],
                condition=models.Q(kind="person", revoked_at__isnull=True, is_current=True)
                & ~models.Q(invited_email=""),
                name="share_grant_one_current_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(wrong_codes__lte=WRONG_CODES_ALLOWED),
                name="share_grant_wrong_codes_within_budget",
            ),
        ]

    def __str__(self) -> str:
        return f"share grant {self.pk}"

    def is_live(self, now: datetime) -> bool:
        runs = self.revoked_at is None and self.created_at <= now < self.expires_at
        return runs and self.patient.sealed_at is None

    def made_out_to_the_same(self) -> models.Q:
        """Grants for the same clinic or address; a look in the room or a link is alone."""
        if self.kind == self.Kind.CLINIC:
            return models.Q(kind=self.kind, clinic_id=self.clinic_id)
        if self.kind == self.Kind.PERSON and self.invited_email:
            return models.Q(kind=self.kind, invited_email=self.invited_email)
        return models.Q(pk=self.pk)

    @property
    def waits_for_an_answer(self) -> bool:
        """Whether somebody on the other side has to take it before it opens."""
        asked = self.kind in {self.Kind.CLINIC, self.Kind.PERSON}
        return asked and self.accepted_at is None

    def days_open(self, today: date) -> tuple[date | None, date | None]:
        """First and last dose day that may be read on ``today``."""
        if self.rolling_days is None:
            return self.first_day, self.last_day
        return today - timedelta(days=self.rolling_days - 1), None
