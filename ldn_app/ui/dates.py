"""How days and times are written for people: 11月22日(日), 午後10時04分. Asks no clock."""

from datetime import date, datetime, time

from django.utils.translation import gettext as _


def day_label(day: date) -> str:
    """``11月22日(日)``"""
    return _("%(month)s月%(day)s日(%(weekday)s)") % {
        "month": day.month,
        "day": day.day,
        "weekday": _("月火水木金土日")[day.weekday()],
    }


def full_day_label(day: date) -> str:
    """``2026年11月22日(日)``"""
    return _("%(year)s年%(day)s") % {"year": day.year, "day": day_label(day)}


def night_label(day: date) -> str:
    """``11月22日(日)の夜の分``: the evening that a dose belongs to."""
    return _("%(day)sの夜の分") % {"day": day_label(day)}


def clock_label(moment: datetime | time) -> str:
    """``午後10時04分``; midnight is 午前0時00分. ``moment`` is local already."""
    morning, afternoon = _("午前%(hour)s時%(minute)s分"), _("午後%(hour)s時%(minute)s分")
    text = morning if moment.hour < 12 else afternoon
    return text % {"hour": moment.hour % 12, "minute": f"{moment.minute:02d}"}


def short_clock_label(moment: datetime | time) -> str:
    """``22:04``"""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def clock_on_night_label(moment: datetime, night: date) -> str:
    """``午後10時04分``, or ``11月23日 午前0時40分`` when that was no longer the evening's date."""
    if moment.date() == night:
        return clock_label(moment)
    return _("%(month)s月%(day)s日 %(clock)s") % {
        "month": moment.month,
        "day": moment.day,
        "clock": clock_label(moment),
    }
