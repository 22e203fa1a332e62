"""The other invented patients of the invented clinic: short diaries, so that its list shows what a
morning looks like, and each rule of its order finds somebody."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from diary.doses.domain.titration import Kind, Slot

from .people import ALL_CATEGORIES, DemoPlanLine, Medicine, Persona, Symptom

AOKI = "あおき内科クリニック(架空)"
BEGIN = DemoPlanLine(0, Kind.START, Decimal("1.5"), Slot.EVENING, time(22, 0))
TO_3 = DemoPlanLine(14, Kind.STEP_UP, Decimal("3"))
TO_4_5 = DemoPlanLine(28, Kind.STEP_UP, Decimal("4.5"))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """``ends_in``: days until what they share ends. ``taken`` False: nobody has answered yet."""

    persona: Persona
    categories: tuple[str, ...] = ALL_CATEGORIES
    ends_in: int = 90
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who works at the clinic of the doctor ``works_with``."""

    key: str
    name: str
    works_with: str

    @property
    def email(self) -> str:
        return f"{self.key}@demo.example"


def _persona(key: str, name: str, story: str, nights: int, **more) -> Persona:
    values = {
        "form": "capsule",
        "plan": (BEGIN, TO_3, TO_4_5),
        "symptoms": (Symptom("fatigue", 7, 5), Symptom("muscle_pain", 5, 4)),
        "visits": (max(nights - 20, 3), nights + 1),
        "clinic": AOKI,
        "next_visit": 12,
    }
    return Persona(key, f"{name}(見本)", story, nights, **{**values, **more})


SATO = _persona(
    "sato", "佐藤 はる", "急ぎのしるしがあった", 60, red_flags=((2, "urgent_liver"),), next_visit=3
)
TAKAHASHI = _persona(
    "takahashi",
    "タカハシ",
    "先生に伝えたいことがある",
    45,
    notes=((4, "手のしびれが朝に出ます。診察で話したいです。"),),
)
ITO = _persona("ito", "伊藤 みなと", "きょう受診する", 30, next_visit=0)
WATANABE = _persona("watanabe", "渡辺 そら", "共有がもうすぐ終わる", 70, next_visit=20)
YAMAMOTO = _persona(
    "yamamoto",
    "山本 れん",
    "朝に飲んでいる",
    90,
    plan=(BEGIN, TO_3, DemoPlanLine(40, Kind.TO_MORNING, None, Slot.MORNING, time(8, 0))),
    medicines=(Medicine("ビタミンD(サプリメント)"),),
)
NAKAMURA = _persona(
    "nakamura",
    "なかむら",
    "手術のためにお休みしている",
    50,
    plan=(BEGIN, TO_3, DemoPlanLine(44, Kind.PAUSE, reason="surgery")),
    next_visit=8,
)
KATO = _persona(
    "kato",
    "加藤 つばさ",
    "量を減らした",
    55,
    plan=(
        BEGIN,
        TO_3,
        TO_4_5,
        DemoPlanLine(41, Kind.STEP_BACK, Decimal("3"), note="眠れないため"),
    ),
    troubled_nights=(28, 40),
)
KOBAYASHI = _persona("kobayashi", "小林 ゆい", "計画と服用だけを見せている", 20, next_visit=None)
SHIMIZU = _persona("shimizu", "清水 あかり", "症状と眠りだけを見せている", 40)
MORI = _persona("mori", "森 いつき", "送ったところ。まだ受け取られていない", 10)

NEIGHBOURS = (
    Neighbour(SATO),
    Neighbour(TAKAHASHI),
    Neighbour(ITO),
    Neighbour(WATANABE, ends_in=5),
    Neighbour(YAMAMOTO),
    Neighbour(NAKAMURA),
    Neighbour(KATO),
    Neighbour(KOBAYASHI, categories=("plan", "doses")),
    Neighbour(SHIMIZU, categories=("symptoms", "sleep")),
    Neighbour(MORI, taken=False),
)
COLLEAGUES = (Colleague("inoue", "井上 さくら(見本)", "aoki"),)
