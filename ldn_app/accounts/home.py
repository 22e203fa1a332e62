"""What the pages of ``ldn_app`` show of the diary, and where they lead in it.

``ldn_app`` knows no package of the diary. ``settings.HOME`` is the dotted path of a ``Home``, which
the top of the diary (diary.home) fills in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string


class Place(Enum):
    """A page of the diary that pages of ``ldn_app`` lead to."""

    TONIGHT = auto()
    SHARED_WITH_CLINICS = auto()  # the list of a clinician's patients
    SHARED_WITH_ME = auto()
    CLINICS = auto()
    OPIOIDS = auto()
    NEW_PLAN = auto()
    SYMPTOMS = auto()
    DOWNLOAD = auto()
    DELETION = auto()


@dataclass(frozen=True, slots=True)
class Home:
    """``places``: URL names. The builders take a user and ``now`` and return the sections of the
    settings page."""

    places: Mapping[Place, str]
    build_patients_settings: Callable[..., tuple]
    build_clinicians_settings: Callable[..., tuple]


def home() -> Home:
    return import_string(settings.HOME)


def address_of(place: Place, *, back_to: str = "") -> str:
    """The address of ``place``, with ``?next=`` when ``back_to`` is given."""
    address = reverse(home().places[place])
    return f"{address}?{urlencode({'next': back_to})}" if back_to else address
