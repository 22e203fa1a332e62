"""Invented people. Any likeness to somebody is chance; their names say that they are samples."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from diary.doses.domain.titration import Kind, Slot

ALL_CATEGORIES = ("plan", "doses", "symptoms", "sleep", "side_effects", "notes", "visits")
ALL_CATEGORIES = (*ALL_CATEGORIES, "labs", "questionnaires", "other_medicines", "supply")


@dataclass(frozen=True, slots=True)
class DemoPlanLine:
    """A line of a plan, ``night`` nights after its first one (0 is the first)."""

    night: int
    kind: Kind
    amount_mg: Decimal | None = None
    slot: Slot | None = None
    usual_time: time | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Symptom:
    """A followed symptom that drifts from ``begins`` to ``ends`` with noise around it.

    ``key``: an entry of the starter library, or the patient's own words.
    """

    key: str
    begins: float
    ends: float
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Medicine:
    """Another medicine. Days count back from today; None: since not known, or still in use."""

    name: str
    since: int | None = None
    until: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Persona:
    """An invented patient. ``troubled_nights``: first and last night of bad sleep at a new dose.

    ``visits`` and ``notes`` say how many nights before today they lie; ``next_visit`` how many days
    after today. ``clinic``: where all of them are. ``red_flags``: nights before today and the sign.
    """

    key: str
    name: str
    story: str
    nights: int
    form: str
    plan: tuple[DemoPlanLine, ...]
    symptoms: tuple[Symptom, ...]
    strength_mg_per_ml: Decimal | None = None
    troubled_nights: tuple[int, int] | None = None
    visits: tuple[int, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    red_flags: tuple[tuple[int, str], ...] = ()
    clinic: str = ""
    next_visit: int | None = None
    questions: tuple[str, ...] = ()
    after_visit: str = ""
    medicines: tuple[Medicine, ...] = ()
    opioid_answers: tuple[tuple[int, str], ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key}@demo.example"


@dataclass(frozen=True, slots=True)
class Doctor:
    """An invented doctor with one live look at one patient, and what they wrote to them."""

    key: str
    name: str
    institution: str
    patient_key: str
    categories: tuple[str, ...]
    comments: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key}@demo.example"


def _mg(amount: str) -> Decimal:
    return Decimal(amount)


def _start(amount: str, at: time) -> DemoPlanLine:
    return DemoPlanLine(0, Kind.START, _mg(amount), Slot.EVENING, at)


HIKARI = Persona(
    key="hikari",
    name="ひかり(見本)",
    story="はじめたばかり(5夜)",
    nights=5,
    form="capsule",
    plan=(
        _start("1.5", time(22, 0)),
        DemoPlanLine(14, Kind.STEP_UP, _mg("3")),
        DemoPlanLine(28, Kind.STEP_UP, _mg("4.5")),
    ),
    symptoms=(
        Symptom("fatigue", 7, 7, "起き上がれない"),
        Symptom("brain_fog", 6, 6),
        Symptom("muscle_pain", 5, 5),
    ),
    visits=(5,),
    clinic="あおき内科クリニック(架空)",
    next_visit=9,
    questions=("飲む時間は、寝る直前でなくてもよいですか。",),
    after_visit="2週間たったら、体調を見てから次の量を決める。",
    medicines=(Medicine("ビタミンD(サプリメント)"),),
)

MIO = Persona(
    key="mio",
    name="みお(見本)",
    story="6週間の増量、眠れない時期、夜から朝への変更",
    nights=42,
    form="tablet",
    plan=(
        _start("1.5", time(22, 0)),
        DemoPlanLine(14, Kind.STEP_UP, _mg("3")),
        DemoPlanLine(
            24, Kind.TO_MORNING, None, Slot.MORNING, time(8, 0), note="先生と相談して変更"
        ),
        DemoPlanLine(33, Kind.STEP_UP, _mg("4.5")),
    ),
    symptoms=(
        Symptom("fatigue", 8, 5, "起き上がれない"),
        Symptom("brain_fog", 6, 4, "人の話が入ってこない"),
        Symptom("muscle_pain", 6, 5),
    ),
    troubled_nights=(14, 27),
    visits=(43,),
    clinic="あおき内科クリニック(架空)",
    next_visit=2,
    questions=(
        "朝に変えてから眠れる日が増えました。このまま朝でよいですか。",
        "午前中のふらつきは、ようすを見ていてよいですか。",
        "次の血液検査は、いつごろですか。",
    ),
    after_visit="眠れない日が続いたら、電話してから相談する。",
    medicines=(
        Medicine("チラーヂンS錠 50μg", since=800, note="朝1回"),
        Medicine("酸化マグネシウム錠 330mg", since=120, note="おなかが張るときだけ"),
    ),
    opioid_answers=((43, "none"), (8, "none")),
    notes=(
        (26, "3mg にしてから、夜中に3回くらい目がさめます。夢がとてもはっきりしています。"),
        (20, "眠れない日が続くので、飲む時間について相談したいです。"),
        (9, "朝に変えてから眠れる日が増えました。午前中に少しふらつくことがあります。"),
    ),
)

AOI = Persona(
    key="aoi",
    name="鈴木 あおい(見本)",
    story="2年、お休みと手術",
    nights=730,
    form="liquid",
    strength_mg_per_ml=_mg("1"),
    plan=(
        _start("0.5", time(21, 30)),
        DemoPlanLine(21, Kind.STEP_UP, _mg("1.5")),
        DemoPlanLine(49, Kind.STEP_UP, _mg("3")),
        DemoPlanLine(91, Kind.STEP_UP, _mg("4.5")),
        DemoPlanLine(160, Kind.PAUSE, reason="no_supply", note="次の受診まで手持ちがない"),
        DemoPlanLine(167, Kind.RESUME),
        DemoPlanLine(300, Kind.STEP_BACK, _mg("3"), note="頭痛が続いたため"),
        DemoPlanLine(342, Kind.STEP_UP, _mg("4.5")),
        DemoPlanLine(560, Kind.PAUSE, reason="surgery", note="親知らずの抜歯"),
        DemoPlanLine(574, Kind.RESUME, note="先生に確認して再開"),
        DemoPlanLine(655, Kind.PAUSE, reason="pain_relief", note="ぎっくり腰"),
        DemoPlanLine(664, Kind.RESUME),
        DemoPlanLine(690, Kind.HOLD, _mg("4.5")),
    ),
    symptoms=(
        Symptom("fatigue", 7, 4, "一日中横になっている"),
        Symptom("muscle_pain", 7, 5, "じっとしていてもつらい"),
        Symptom("headache", 5, 3),
        Symptom("loose_stools", 4, 4),
    ),
    troubled_nights=(91, 104),
    medicines=(
        Medicine("ロキソプロフェンNa錠 60mg", since=75, until=64, note="ぎっくり腰のとき"),
        Medicine("プレガバリン OD錠 25mg", since=500, note="夜1回"),
    ),
    opioid_answers=((700, "none"), (75, "unsure"), (66, "none")),
    visits=(58, 121, 184, 247, 310, 380, 450, 520, 590, 660),
    clinic="みどり整形外科(架空)",
    next_visit=5,
    questions=("胃カメラの前に、休む日はいりますか。",),
    after_visit="検査の日が決まったら、先に知らせる。",
    notes=(
        (64, "腰を痛めて整形外科で痛み止めが出ました。薬手帳を見せました。"),
        (30, "雨の前の日に頭痛が強くなる気がします。"),
        (6, "来月、胃カメラの予定があります。"),
    ),
)

YUKI = Persona(
    key="yuki",
    name="𠮷田 ゆき(見本)",
    story="10年ぶんの記録",
    nights=3652,
    form="capsule",
    plan=(
        _start("1.5", time(22, 30)),
        DemoPlanLine(28, Kind.STEP_UP, _mg("3")),
        DemoPlanLine(70, Kind.STEP_UP, _mg("4.5")),
        DemoPlanLine(900, Kind.PAUSE, reason="surgery"),
        DemoPlanLine(921, Kind.RESUME),
        DemoPlanLine(1500, Kind.TO_MORNING, None, Slot.MORNING, time(7, 30)),
        DemoPlanLine(1700, Kind.TO_EVENING, None, Slot.EVENING, time(22, 0)),
        DemoPlanLine(2600, Kind.STEP_BACK, _mg("3")),
        DemoPlanLine(2700, Kind.STEP_UP, _mg("4.5")),
        DemoPlanLine(3600, Kind.PAUSE, reason="condition", note="かぜで熱が出た"),
        DemoPlanLine(3605, Kind.RESUME),
    ),
    symptoms=(
        Symptom("fatigue", 8, 4, "起き上がれない"),
        Symptom("brain_fog", 7, 3),
        Symptom("muscle_pain", 6, 4),
        Symptom("cold", 5, 4),
        Symptom("電車の音がつらい", 4, 3),
    ),
    troubled_nights=(28, 45),
    visits=tuple(range(80, 3600, 84)),
    notes=((47, "かぜで5日ほどお休みしました。"), (12, "この2週間は散歩ができています 🙂")),
)

PERSONAS = (HIKARI, MIO, AOI, YUKI)

DOCTORS = (
    Doctor(
        "aoki",
        "青木 まさと(見本)",
        "あおき内科クリニック(架空)",
        "mio",
        ALL_CATEGORIES,
        comments=(
            "眠りの記録を読みました。\n聞きたいことの3つは、次の診察でいっしょに見ましょう。",
        ),
    ),
    Doctor(
        "midori",
        "緑川 りさ(見本)",
        "みどり整形外科(架空)",
        "aoi",
        ("plan", "doses", "side_effects"),
    ),
)

LINKED = "mio"  # has made a link for other apps
