"""What a worker can render: ``settings.JOB_RENDERERS`` lists the renderer of each kind of job."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient


class JobGivenUp(Exception):
    """The job is gone, or another worker has it."""


@dataclass(frozen=True, slots=True)
class JobInput:
    """One job to be rendered: of ``patient``, as far as ``viewer`` may read at ``now``.

    ``report(step)`` writes how far the work is, ``report(step, steps)`` also of how many steps. It
    raises JobGivenUp when nobody waits for the result any more.
    """

    viewer: Viewer
    patient: Patient
    asked: dict[str, Any]
    now: datetime
    report: Callable[..., None]


@dataclass(frozen=True, slots=True)
class JobRenderer:
    """``render`` yields the content in pieces. No query of its own may be half read when it yields
    or reports: a write follows, which SQLite refuses meanwhile.

    ``steps``: how many steps it reports, at first.
    """

    render: Callable[[JobInput], Iterable[bytes]]
    steps: int


def renderer_of(kind: str) -> JobRenderer:
    return import_string(settings.JOB_RENDERERS[kind])
