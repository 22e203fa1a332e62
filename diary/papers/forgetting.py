"""Taking papers away, also such as a worker is just writing."""

from django.db import transaction

from .models import PaperBatch, PaperJob
from .owners import REASON


@transaction.atomic
def forget_jobs(rows) -> None:
    """Delete ``rows`` (of PaperJob). They are locked first: a worker that is about to add a piece
    then finds its job gone, instead of leaving a piece without one."""
    found = [job.pk for job in rows.select_for_update(of=("self",)).only("pk")]
    if found:
        PaperJob.objects.unscoped(reason=REASON).filter(pk__in=found).delete()


@transaction.atomic
def forget_batches(batches) -> None:
    """Delete ``batches`` (of PaperBatch) with their papers."""
    found = list(batches.values_list("pk", flat=True))
    if found:
        forget_jobs(PaperJob.objects.unscoped(reason=REASON).filter(batch__in=found))
        PaperBatch.objects.filter(pk__in=found).delete()
