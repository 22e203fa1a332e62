from django.db import models


class FactorRecovery(models.Model):
    """That a patient who lost their passkey or app asked, by their mailbox alone, to go without.

    It can be done from ``ready_at`` until ``ends_at`` and cancelled until it is done;
    ``closed_at``: when it was done or cancelled.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(closed_at__isnull=True),
                name="factor_recovery_one_open_per_user",
            )
        ]

    def __str__(self) -> str:
        return f"factor recovery {self.pk}"
