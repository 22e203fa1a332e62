"""What papers there are. The rooms that can print one say so when the site starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient

# ``tell(step)`` says how far the work is, ``tell(step, steps)`` also of how many steps. It raises
# GivenUp when nobody waits for the paper any more.
Tell = Callable[..., None]


class GivenUp(Exception):
    """The job is gone, or another worker has it."""


@dataclass(frozen=True, slots=True)
class Order:
    """One paper to be made: of ``patient``, as far as ``viewer`` may read at ``now``."""

    viewer: Viewer
    patient: Patient
    asked: dict[str, Any]
    now: datetime
    tell: Tell


@dataclass(frozen=True, slots=True)
class Maker:
    """``make`` gives the content in pieces, and each of them, like each step that it tells, at a
    moment at which no query of its own is half read: it is followed by a write.

    ``steps``: of how many steps it tells, at first.
    """

    make: Callable[[Order], Iterable[bytes]]
    steps: int


_makers: dict[str, Maker] = {}


def offer(kind: str, maker: Maker) -> None:
    """Called once for each kind, when the site starts."""
    _makers[kind] = maker


def maker_of(kind: str) -> Maker:
    return _makers[kind]
