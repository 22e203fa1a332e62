from django.db import models

from .paper_job import PaperJob


class PaperPiece(models.Model):
    """A part of a job's content, encrypted. Reached through its job only; deleted with it.

    It is a copy of what the record holds for an hour, so that neither a worker and a web server
    on two machines nor an erasure have a file to look for. In pieces, so that neither of them
    ever holds a large one whole.
    """

    job = models.ForeignKey(PaperJob, models.CASCADE, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    token = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="paper_piece_each_number_once")
        ]

    def __str__(self) -> str:
        return f"paper piece {self.pk}"
