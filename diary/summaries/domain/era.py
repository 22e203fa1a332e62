"""Japanese years, as clinics write them."""

from datetime import date

# Law on era names: first days of Heisei and Reiwa.
ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"))


def era_year(day: date) -> str:
    """``令和8年``; the first year is 元年. Days before Heisei give ""."""
    for first_day, name in ERAS:
        if day >= first_day:
            year = day.year - first_day.year + 1
            return f"{name}{'元' if year == 1 else year}年"
    return ""
