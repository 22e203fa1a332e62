"""The charts whose SVG is kept in golden/. Run this file as a module to write them anew:

python -m tests.diary.summaries.charts.sample_charts
"""

from datetime import date, timedelta
from pathlib import Path

from diary.summaries.charts.axis import Backdrop
from diary.summaries.charts.before_after import BeforeAfterData, before_after_chart
from diary.summaries.charts.calendar import CalendarData, DayCell, Shape, calendar_chart
from diary.summaries.charts.doses import (
    Filling,
    Mark,
    Piece,
    ShareBarData,
    Sign,
    StaircaseData,
    share_bar,
    staircase_chart,
)
from diary.summaries.charts.style import PRINT, SCREEN
from diary.summaries.charts.weekly import BandData, BarData, Step, band_chart, bar_chart
from diary.summaries.domain.change import Side, Span
from diary.summaries.domain.weeks import Spread, WeekTally, weeks_of

GOLDEN = Path(__file__).parent / "golden"
FIRST, LAST = date(2026, 10, 26), date(2026, 11, 22)
WEEKS = weeks_of(FIRST, LAST)
BACKDROP = Backdrop(changes=(date(2026, 11, 9),), pauses=((date(2026, 11, 3), date(2026, 11, 5)),))


def night(offset: int) -> date:
    return FIRST + timedelta(days=offset)


STAIRCASE = StaircaseData(
    title="計画の量と、夜ごとの記録",
    description="10/26–11/2: 計画 1.5mg 夜",
    first=FIRST,
    last=LAST,
    steps=(
        Step(FIRST, date(2026, 11, 2), 1.5),
        Step(date(2026, 11, 6), date(2026, 11, 8), 1.5),
        Step(date(2026, 11, 9), LAST, 3),
    ),
    signs=(Sign(date(2026, 11, 3), "お休み(体調)"),),
    other_amounts=((date(2026, 11, 12), 1.5),),
    marks=((night(0), Mark.TAKEN), (night(1), Mark.TAKEN_LATER), (night(2), Mark.SKIPPED)),
    backdrop=BACKDROP,
)
BAND = BandData(
    title="だるさ: 週ごとの中央値",
    description="10/26–11/1: 6(5–7)",
    first=FIRST,
    last=LAST,
    weeks=WEEKS,
    spreads=(Spread(5, 6, 7, 6), Spread(4, 4, 4, 7), None, Spread(3, 3, 3, 1)),
    backdrop=BACKDROP,
    top_words="10 = 起き上がれない",
)
BARS = BarData(
    title="はっきりした夢",
    description="10/26–11/1: 答えた日 7",
    first=FIRST,
    last=LAST,
    tallies=(
        WeekTally(WEEKS[0], 7, (2, 1, 1)),
        WeekTally(WEEKS[1], 4, (0, 0, 4)),
        WeekTally(WEEKS[2], 0, (0, 0, 0)),
        WeekTally(WEEKS[3], 3, (0, 0, 0)),
    ),
    backdrop=BACKDROP,
)
AROUND = BeforeAfterData(
    title="だるさ: 11/9 増やす 1.5→3mg の前と後",
    description="中央値 6(6–6.5) → 4(4–4.5)",
    changed_on=night(14),
    change_words="変更の日",
    before=Side(Span(FIRST, night(13)), {night(0): 6, night(3): 6, night(13): 7}),
    after=Side(Span(night(15), LAST), {night(15): 5, night(20): 4, night(27): 4}),
)

SHARES = ShareBarData(
    title="すべての夜",
    description="飲んだ 20・後日 4・飲まなかった 2・未記録 3・お休み 5",
    pieces=tuple(
        Piece(filling.value, nights, filling)
        for filling, nights in zip(Filling, (20, 4, 2, 3, 5), strict=True)
    ),
)
CALENDAR = CalendarData(
    title="4週間",
    description="どの形も1つずつ",
    heads="月火水木金土日",
    weeks=(tuple(DayCell(str(day), shape, "字", "7") for day, shape in enumerate(Shape, 1)),),
)

CHARTS = {
    f"{name}-{medium}": (draw, data, style)
    for name, draw, data in (
        ("staircase", staircase_chart, STAIRCASE),
        ("band", band_chart, BAND),
        ("bars", bar_chart, BARS),
        ("shares", share_bar, SHARES),
        ("calendar", calendar_chart, CALENDAR),
        ("before-after", before_after_chart, AROUND),
    )
    for medium, style in (("screen", SCREEN), ("print", PRINT))
}


def drawn(name: str) -> str:
    """The chart with a line for each element, so that a change can be read in a diff."""
    draw, data, style = CHARTS[name]
    return draw(data, style).replace("><", ">\n<") + "\n"


if __name__ == "__main__":
    for name in CHARTS:
        (GOLDEN / f"{name}.svg").write_text(drawn(name), encoding="utf-8")
