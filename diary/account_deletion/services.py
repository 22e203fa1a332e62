"""Leaving: everything about a person is deleted."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from diary.sharing.clinic_end import let_go_of_shares
from ldn_app.access.models import ShareCategory
from ldn_app.access.privacy import patient_owned_models
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient, Tombstone, User
from ldn_app.accounts.services import end_sessions, forget_invitations_of

from .farewell import tell_address


@dataclass(frozen=True)
class Holding:
    """How many rows of a kind the record holds."""

    words: str
    count: int


def holdings(viewer: Viewer) -> tuple[Holding, ...]:
    """What an erasure takes away: the rows of the viewer's record by what they are about."""
    counts = dict.fromkeys([*ShareCategory.values, ""], 0)
    for model in patient_owned_models():
        counts[model.share_category or ""] += model.objects.visible_to(viewer).count()
    words = {**dict(ShareCategory.choices), "": _("共有と操作の記録")}
    return tuple(Holding(str(words[key]), count) for key, count in counts.items() if count)


@transaction.atomic
def erase_account(
    user_id: int, *, now: datetime, sealed_until: datetime | None = None
) -> Tombstone | None:
    """Delete the user, everything that is theirs, and sign them out everywhere.

    All rows hang on the user by foreign keys that cascade; sessions are found by their user.
    What others had opened to them, or to a clinic where nobody else works, ends with a line in
    those patients' logs; their names stay there. What stays besides is a tombstone with the date,
    which leads to nobody. A last mail tells the address that it happened, so that nobody is erased
    behind their back. Returns None when somebody erased the account a moment ago, and when
    ``sealed_until`` is given and the record was not sealed by then: its owner took it back.

    Raises HandOverFirst, and nothing happens, while a clinic would be left without an owner.
    """
    user = User.objects.select_for_update().filter(pk=user_id).first()
    # New rows of the record wait for this lock as well: none may come in behind the cascade.
    patient = Patient.objects.select_for_update().filter(user_id=user_id).first()
    if user is None or (sealed_until is not None and not _was_sealed(patient, by=sealed_until)):
        return None
    address = user.email
    let_go_of_shares(user, now=now)
    forget_invitations_of(user)
    end_sessions(user.pk)
    user.delete()
    transaction.on_commit(partial(tell_address, address, "account_erased"))
    return Tombstone.objects.create(erased_on=timezone.localdate(now))


def _was_sealed(patient: Patient | None, *, by: datetime) -> bool:
    return patient is not None and patient.sealed_at is not None and patient.sealed_at <= by
