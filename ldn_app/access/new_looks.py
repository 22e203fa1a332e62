"""A quiet line on Tonight: somebody looked since the patient last read the log."""

from ldn_app.accounts.models import Patient
from ldn_app.accounts.standing_notices import let_stand, set_standing

KEY = "sharing.new_looks"


def tell_of_look(patient: Patient) -> None:
    """Somebody looked; asks nothing of the database while the line stands already."""
    let_stand(patient, KEY)


def log_was_read(patient: Patient) -> None:
    """The patient sees the log; call it before the log is read, so that no look in between is
    passed over in silence."""
    if KEY in patient.standing_notices:
        set_standing(patient.pk, shown=(), among={KEY})
