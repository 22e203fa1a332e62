import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..clinic_code import new_code


class Clinic(models.Model):
    """A medical institution to which patients may open their diary, found by its code.

    ``closed_at``: when its last member deleted their account; its code then finds nothing. The
    row stays, because patients' lists and logs name it.
    """

    name = models.CharField(_("医療機関の名前"), max_length=120)
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return f"clinic {self.pk}"


class ClinicMember(models.Model):
    """That a clinician works at a clinic; ``removed_at`` None: still does."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="members")
    clinician = models.ForeignKey("accounts.Clinician", models.CASCADE, related_name="memberships")
    is_owner = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "clinician"],
                condition=models.Q(removed_at__isnull=True),
                name="clinic_member_at_most_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"clinic member {self.pk}"


class ClinicInvitation(models.Model):
    """An owner's invitation to a colleague, for whoever proves that ``email`` (small letters) is
    theirs, until ``expires_at``; ``accepted_at`` None: not answered."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="clinic_invitation_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"clinic invitation {self.pk}"
