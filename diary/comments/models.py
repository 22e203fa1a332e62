from typing import ClassVar
from uuid import uuid4

from django.db import models

from ldn_app.access.models import ShareGrant
from ldn_app.access.privacy_classes import CLINICAL, IDENTIFYING, TECHNICAL
from ldn_app.access.records import PatientOwned

LONGEST = 1000  # Characters, as Python and the database count them.


class Comment(PatientOwned):
    """A few words of a clinician to the patient. Added, never changed.

    ``author``: the account while it exists; ``author_name`` and ``clinic_name`` as they were when
    it was written. ``form_id``: made with the form, so that a doubled tap is one comment.
    ``read_at``: when the patient pressed 「読みました」; None does not say that nobody saw it.
    ``taken_back_at``: the author took it back unread, and its words are gone.
    """

    share_category = None
    privacy: ClassVar = {
        "public_id": TECHNICAL,
        "grant": TECHNICAL,
        "author": TECHNICAL,
        "author_name": IDENTIFYING,
        "clinic_name": IDENTIFYING,
        "text": CLINICAL,
        "form_id": TECHNICAL,
        "written_at": TECHNICAL,
        "read_at": TECHNICAL,
        "taken_back_at": TECHNICAL,
    }

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    grant = models.ForeignKey(ShareGrant, models.CASCADE, related_name="+")
    author = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(max_length=80)
    clinic_name = models.CharField(max_length=120)
    text = models.CharField(max_length=LONGEST, blank=True)
    form_id = models.UUIDField()
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "-written_at"], name="comment_by_patient")]
        constraints = [
            models.UniqueConstraint(fields=["grant", "form_id"], name="comment_is_sent_once"),
            models.CheckConstraint(
                condition=models.Q(read_at=None) | models.Q(taken_back_at=None),
                name="comment_is_taken_back_only_while_unread",
            ),
            models.CheckConstraint(
                condition=models.Q(models.Q(taken_back_at=None), ~models.Q(text=""))
                | models.Q(taken_back_at__isnull=False, text=""),
                name="comment_has_words_until_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"
