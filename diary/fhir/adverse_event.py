"""AdverseEvent: what the patient ticked. No suspected cause is named: nobody has judged one."""

from diary.symptoms.domain.effect_labels import effect_words
from diary.symptoms.models import SideEffect

from .codes import SEVERITY
from .frame import Frame, Resource, coding, concept, moment, zone_named

CODES = {
    SideEffect.Severity.MILD: ("mild", "Mild"),
    SideEffect.Severity.MODERATE: ("moderate", "Moderate"),
    SideEffect.Severity.SEVERE: ("severe", "Severe"),
}


def adverse_event(frame: Frame, row: SideEffect) -> Resource:
    """A side effect of a day; a red flag is ticked and has no severity."""
    found = frame.resource("AdverseEvent", "side_effect", row.pk)
    found |= {
        "actuality": "actual",
        "event": concept(effect_words(row.kind)),
        "subject": frame.subject,
        "date": row.day.isoformat(),
        "recordedDate": moment(row.recorded_at, zone_named(row.time_zone)),
        "recorder": frame.subject,
    }
    if row.severity:
        code, display = CODES[row.severity]
        words = str(row.get_severity_display())
        found["severity"] = concept(words, coding(SEVERITY, code, display))
    return found
