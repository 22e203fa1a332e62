"""Deleting jobs, also those that a worker is writing at this moment."""

from django.db import transaction

from .models import PaperBatch, PaperJob
from .owners import REASON


@transaction.atomic
def delete_jobs(rows) -> None:
    """Delete ``rows`` (of PaperJob). They are locked first: a worker that is about to add a piece
    then finds its job gone and leaves no piece without one."""
    found = [job.pk for job in rows.select_for_update(of=("self",)).only("pk")]
    if found:
        PaperJob.objects.unscoped(reason=REASON).filter(pk__in=found).delete()


@transaction.atomic
def delete_batches(batches) -> None:
    """Delete ``batches`` (of PaperBatch) with their jobs."""
    found = list(batches.values_list("pk", flat=True))
    if found:
        delete_jobs(PaperJob.objects.unscoped(reason=REASON).filter(batch__in=found))
        PaperBatch.objects.filter(pk__in=found).delete()
