"""Whose a job is: the patient's own, a reader's through a grant, or a visitor's."""

from ldn_app.access.grants import live_grant
from ldn_app.access.models import Look
from ldn_app.access.viewer import GrantNotLive, Viewer, on_behalf_of, viewer_through

from .models import PaperJob

REASON = "a reader's jobs belong to the patient's record; a worker renders anybody's"


def owner_columns(viewer: Viewer, look: Look | None = None) -> dict[str, int | None]:
    """The columns that make a job ``viewer``'s; ``look``: the visitor's, for whom there is no
    account. Raises GrantNotLive when ``viewer`` may read nobody."""
    if viewer.patient_id is None:
        raise GrantNotLive
    return {
        "patient_id": viewer.patient_id,
        "grant_id": viewer.grant_id,
        "reader_id": viewer.user_id if viewer.grant_id else None,
        "look_id": look.pk if look else None,
        "batch_id": None,
    }


def jobs_of(viewer: Viewer, look: Look | None = None):
    """The jobs of ``viewer`` alone, without those of batches. The patient does not find those of
    readers here, nor one reader those of another."""
    return PaperJob.objects.unscoped(reason=REASON).filter(**owner_columns(viewer, look))


def viewer_of(job: PaperJob, now) -> Viewer:
    """The viewer as whom ``job`` is rendered, as they may read at ``now``.

    Raises GrantNotLive when the grant is over or revoked, its reader has left the clinic, or the
    visitor's look has ended.
    """
    if job.grant_id is None:
        return on_behalf_of(job.patient_id)
    if job.look_id is not None:
        if job.look.ends_at <= now:
            raise GrantNotLive
        return viewer_through(job.grant, user_id=None, now=now)
    grant = live_grant(job.grant.public_id, user_id=job.reader_id, now=now)
    return viewer_through(grant, user_id=job.reader_id, now=now)
