"""How charts look on a screen and on paper. Colours are attributes: the PDF ignores page CSS."""

from dataclasses import dataclass
from datetime import date

from ldn_app.ui import svg


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour; ``opacity`` lets the screen's charts follow the text colour of the page."""

    colour: str
    opacity: float | None = None

    def fill(self) -> dict[str, str | float | None]:
        return {"fill": self.colour, "fill_opacity": self.opacity}

    def stroke(self, width: float) -> dict[str, str | float | None]:
        return {
            "fill": "none",
            "stroke": self.colour,
            "stroke_opacity": self.opacity,
            "stroke_width": width,
        }


@dataclass(frozen=True, slots=True)
class DayPages:
    """Each day has a page below ``base``; ``query`` keeps the period of the sheet."""

    base: str
    query: str = ""

    def of(self, day: date) -> str:
        return f"{self.base}{day}/{self.query}"


@dataclass(frozen=True, slots=True)
class Style:
    """``width`` and ``font_size`` in the chart's own units (CSS pixels, or points on paper).

    ``dates_on_every_chart`` False: charts under each other name the days once.
    ``stretch``: how much taller the plots are than on paper. ``calendar_width``: of the four weeks.
    ``day_pages``: for readers who can open a day; None: days are no links.
    """

    width: float
    font_size: float
    line: float
    ink: Paint
    faint: Paint
    tint: Paint
    dot: Paint
    font_family: str | None = None
    dates_on_every_chart: bool = True
    stretch: float = 1
    calendar_width: float = 332
    day_pages: DayPages | None = None

    @property
    def left(self) -> float:
        """Room for the numbers beside the vertical axis."""
        return self.font_size * 2.9

    @property
    def right(self) -> float:
        return self.width - self.font_size * 0.4

    def words(self, **extra: str | float | None) -> dict[str, str | float | None]:
        return {
            **self.ink.fill(),
            "font_size": self.font_size,
            "font_family": self.font_family,
            **extra,
        }

    def width_of(self, words: str) -> float:
        """About how wide ``words`` are."""
        return svg.width_in_letters(words) * self.font_size


SCREEN = Style(
    width=332,
    font_size=13,
    line=1.5,
    ink=Paint("currentColor"),
    faint=Paint("currentColor", 0.3),
    tint=Paint("currentColor", 0.18),
    dot=Paint("currentColor", 0.45),
    stretch=1.5,
)
PRINT = Style(
    width=392,
    font_size=8,
    line=1,
    ink=Paint("#000"),
    faint=Paint("#999"),
    tint=Paint("#ddd"),
    dot=Paint("#777"),
    font_family="BIZ UDPGothic",
    dates_on_every_chart=False,
    stretch=0.75,
    calendar_width=222,
)
