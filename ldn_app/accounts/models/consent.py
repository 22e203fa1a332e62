from django.db import models


class HealthDataConsent(models.Model):
    """That a person agreed to a named version of the consent text, and when.

    A new version is a new row; a withdrawal closes the row and never deletes it while the
    account exists.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="consents")
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "version"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_one_live_row_per_user_and_version",
            )
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"
