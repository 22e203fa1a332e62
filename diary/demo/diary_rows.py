"""The rows of an invented diary, night by night, out of a persona and a seeded chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from diary.doses.domain.titration import PlannedNight, Slot
from diary.doses.models import Dose, Regimen
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from ldn_app.accounts.models import Patient

from .people import Persona, Symptom

TOKYO = ZoneInfo("Asia/Tokyo")
NOTE_OF_THE_DAY = ("買い物に行けた。", "一日寝ていた。", "友だちと電話した。", "天気が悪い。")
EFFECTS = ("headache", "nausea", "sleepiness", "dizziness", "anxiety")


@dataclass(frozen=True)
class Diary:
    """Whose diary it is and how its chance falls. ``first``: its first dose day."""

    persona: Persona
    patient: Patient
    first: date
    chance: Random

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.persona.nights - 1)

    def days(self) -> Iterator[tuple[int, date]]:
        for night in range(self.persona.nights):
            yield night, self.first + timedelta(days=night)

    def is_troubled(self, night: int) -> bool:
        troubled = self.persona.troubled_nights
        return troubled is not None and troubled[0] <= night <= troubled[1]

    def given(self, day: date, at: time = time(21, 45)) -> dict:
        """When an answer for ``day`` was given: that evening, now and then the day after."""
        later = self.chance.random() < 0.06
        moment = datetime.combine(day + timedelta(days=later), at, tzinfo=TOKYO)
        moment += timedelta(minutes=self.chance.randrange(30))
        return {"recorded_at": moment, "time_zone": TOKYO.key, "filled_later": later}


def dose_rows(diary: Diary, regimen: Regimen, planned: list[PlannedNight]) -> Iterator[Dose]:
    """An answer for most nights that wanted a dose; weekends are missed more often."""
    for night in planned:
        if not night.wants_dose or diary.chance.random() < _missed(night.day):
            continue
        values = {"patient": diary.patient, "regimen": regimen, "dose_day": night.day}
        if diary.chance.random() < 0.03:
            reason = diary.chance.choice(["condition", "asleep", "side_effect", "other"])
            given = diary.given(night.day, time(22, 10))
            yield Dose(**values, **given, status=Dose.Status.SKIPPED, skip_reason=reason)
        else:
            yield Dose(**values, **_taken(diary, night), status=Dose.Status.TAKEN)


def _missed(day: date) -> float:
    return 0.14 if day.weekday() in (4, 5) else 0.04


def _taken(diary: Diary, night: PlannedNight) -> dict:
    usual = datetime.combine(night.day, night.usual_time or time(22, 0), tzinfo=TOKYO)
    spread = 25 if night.slot is Slot.MORNING else 55
    taken_at = usual + timedelta(minutes=round(diary.chance.gauss(10, spread)))
    earliest = datetime.combine(night.day, time(4, 30), tzinfo=TOKYO)
    taken_at = max(taken_at, earliest)
    later = diary.chance.random() < 0.07
    recorded_at = taken_at + timedelta(minutes=1)
    if later:
        recorded_at = datetime.combine(night.day + timedelta(days=1), time(9, 15), tzinfo=TOKYO)
    return {
        "taken_at": None if later and diary.chance.random() < 0.5 else taken_at,
        "amount_mg": night.amount_mg,
        "recorded_at": recorded_at,
        "filled_later": later,
        "time_zone": TOKYO.key,
    }


def rating_rows(diary: Diary, tracked: list[TrackedSymptom]) -> Iterator[SymptomRating]:
    for night, day in diary.days():
        if diary.chance.random() < 0.12:
            continue
        given = diary.given(day)
        copied = diary.chance.random() < 0.08
        for symptom, row in zip(diary.persona.symptoms, tracked, strict=True):
            yield SymptomRating(
                patient=diary.patient,
                symptom=row,
                day=day,
                score=_score(diary, symptom, night),
                copied=copied,
                **given,
            )


def _score(diary: Diary, symptom: Symptom, night: int) -> int:
    """Drifts over the first 300 nights at most, then stays, with the noise of real days."""
    drift = min(night / min(diary.persona.nights, 300), 1)
    middle = symptom.begins + (symptom.ends - symptom.begins) * drift
    return min(max(round(diary.chance.gauss(middle, 1.2)), 0), 10)


def sleep_rows(diary: Diary) -> Iterator[Sleep]:
    for night, day in diary.days():
        if diary.chance.random() < 0.15:
            continue
        bad = diary.is_troubled(night)
        weights = (1, 4, 4) if bad else (8, 2, 0.4)
        degrees = [degree.value for degree in Sleep.Degree]
        yield Sleep(
            patient=diary.patient,
            day=day,
            bed_at=_around(diary, 22 * 60 + 50, 30),
            up_at=_around(diary, 7 * 60, 35),
            times_awake=diary.chance.choice((2, 3, 3, 4) if bad else (0, 1, 1, 2)),
            quality=min(max(round(diary.chance.gauss(3.4 if bad else 6.2, 1.2)), 0), 10),
            insomnia=diary.chance.choices(degrees, weights)[0],
            vivid_dreams=diary.chance.choices(degrees, weights)[0],
            **diary.given(day, time(8, 30)),
        )


def _around(diary: Diary, minutes: int, spread: int) -> time:
    """A time about ``minutes`` after midnight, to five minutes."""
    about = round(diary.chance.gauss(minutes, spread) / 5) * 5 % (24 * 60)
    return time(about // 60, about % 60)


def side_effect_rows(diary: Diary, today: date) -> Iterator[SideEffect]:
    signs = {today - timedelta(days=back): sign for back, sign in diary.persona.red_flags}
    for night, day in diary.days():
        if day in signs:
            yield SideEffect(patient=diary.patient, day=day, kind=signs[day], **diary.given(day))
            continue
        if diary.chance.random() < 0.25:
            continue
        given = {"patient": diary.patient, "day": day, **diary.given(day)}
        bad = diary.is_troubled(night)
        if diary.chance.random() > (0.8 if bad else 0.12):
            yield SideEffect(kind=SideEffect.NONE_TODAY, **given)
            continue
        weights = (4, 2, 6, 2, 3) if bad else (4, 2, 1, 2, 1)
        for kind in sorted(set(diary.chance.choices(EFFECTS, weights, k=2 if bad else 1))):
            severities = [severity.value for severity in SideEffect.Severity]
            severity = diary.chance.choices(severities, (5, 4, 1.5) if bad else (6, 2, 0.2))[0]
            yield SideEffect(kind=kind, severity=severity, **given)


def note_rows(diary: Diary, today: date) -> Iterator[DayNote]:
    for_doctor = {today - timedelta(days=back): text for back, text in diary.persona.notes}
    for _, day in diary.days():
        values = {"patient": diary.patient, "day": day, **diary.given(day)}
        if day in for_doctor:
            yield DayNote(text=for_doctor[day], tell_doctor=True, unusual=True, **values)
        elif diary.chance.random() < 0.1:
            yield DayNote(text=diary.chance.choice(NOTE_OF_THE_DAY), unusual=False, **values)
