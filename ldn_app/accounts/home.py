"""What the pages of ``ldn_app`` show of the diary, and which of its pages they link to.

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


class DiaryPage(Enum):
    """A page of the diary that pages of ``ldn_app`` link or redirect to."""

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
    """``pages``: URL names. The builders take a user and ``now`` and return the sections of the
    settings page."""

    pages: Mapping[DiaryPage, str]
    build_patients_settings: Callable[..., tuple]
    build_clinicians_settings: Callable[..., tuple]


def home() -> Home:
    return import_string(settings.HOME)


def address_of(page: DiaryPage, *, back_to: str = "") -> str:
    """The address of ``page``, with ``?next=`` when ``back_to`` is given."""
    address = reverse(home().pages[page])
    return f"{address}?{urlencode({'next': back_to})}" if back_to else address
