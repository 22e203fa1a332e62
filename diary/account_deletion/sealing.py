"""An erasure that waits: for seven days the record is sealed, and its owner can take it back.

Sealed means that nobody reads it: neither the patient (``viewer_for``), nor anybody they gave a
look (``ShareGrant.is_live`` and ``live``), nor a job (``visible_to`` of a viewer on behalf of).
"""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, OperationalError, transaction

from ldn_app.accounts.models import Patient
from ldn_app.accounts.services import end_sessions

from .farewell import tell_address
from .services import erase_account

WAITS_FOR = timedelta(days=7)
TRIES = 3

logger = logging.getLogger(__name__)


@transaction.atomic
def seal_record(patient: Patient, *, now: datetime) -> datetime:
    """Seal the record and sign its owner out everywhere; returns when it will be erased.

    A mail tells the address how to take it back. A second call changes nothing.
    """
    unsealed = Patient.objects.filter(pk=patient.pk, sealed_at__isnull=True)
    if unsealed.update(sealed_at=now):
        transaction.on_commit(partial(tell_address, patient.user.email, "erasure_asked"))
    end_sessions(patient.user_id)
    patient.refresh_from_db(fields=["sealed_at"])
    return erased_at(patient)


def erased_at(patient: Patient) -> datetime:
    """When the sealed record of ``patient`` will be gone."""
    return patient.sealed_at + WAITS_FOR


def open_record_again(patient: Patient) -> bool:
    """Take the erasure back; False when there was nothing to take back."""
    sealed = Patient.objects.filter(pk=patient.pk, sealed_at__isnull=False)
    return bool(sealed.update(sealed_at=None))


def erase_at_once(patient: Patient, *, now: datetime) -> None:
    """Erase the account without waiting. Call it outside of a transaction.

    The record is sealed first, so that other tabs and readers stop writing to it. Should the
    database choose this erasure as the victim of a deadlock, it is tried again; should it fail
    altogether, the record stays sealed and goes with ``erase_sealed_accounts``.
    """
    Patient.objects.filter(pk=patient.pk, sealed_at__isnull=True).update(sealed_at=now)
    for tries_left in reversed(range(TRIES)):
        try:
            erase_account(patient.user_id, now=now)
        except (OperationalError, IntegrityError):
            if not tries_left:
                raise
        else:
            return


def erase_sealed_accounts(*, now: datetime) -> int:
    """Erase every account that has been sealed for seven days; returns how many.

    One that cannot be erased is logged by its id and tried again at the next call.
    """
    due = Patient.objects.filter(sealed_at__lte=now - WAITS_FOR).order_by("sealed_at")
    erased = 0
    for user_id in due.values_list("user_id", flat=True):
        try:
            erased += erase_account(user_id, now=now, sealed_until=now - WAITS_FOR) is not None
        except Exception:
            logger.exception("The account of user %s could not be erased.", user_id)
    return erased
