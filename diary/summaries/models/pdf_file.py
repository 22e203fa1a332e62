from django.db import models


class PdfFile(models.Model):
    """The finished PDF of a job, encrypted. Reached through its job only; goes with it.

    It is a copy of what the record holds for an hour, so that neither a worker and a web server
    on two machines nor an erasure have a file to look for.
    """

    job = models.OneToOneField(
        "summaries.PdfJob", models.CASCADE, primary_key=True, related_name="file"
    )
    token = models.TextField()

    def __str__(self) -> str:
        return f"pdf of job {self.pk}"
