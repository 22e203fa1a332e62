"""``{% load ui %}``: dates and times in words, and the components that wrap a piece of a page."""

from datetime import date, datetime, time

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html

from ldn_app.ui import dates, devices, texts

register = template.Library()


@register.filter(expects_localtime=True)
def day_label(day: date | None) -> str:
    return dates.day_label(day) if day else ""


@register.filter(expects_localtime=True)
def full_day_label(day: date | None) -> str:
    return dates.full_day_label(day) if day else ""


@register.filter(expects_localtime=True)
def night_label(day: date | None) -> str:
    return dates.night_label(day) if day else ""


@register.filter(expects_localtime=True)
def clock(moment: datetime | time | None) -> str:
    return dates.clock_label(moment) if moment else ""


@register.filter(expects_localtime=True)
def short_clock(moment: datetime | time | None) -> str:
    return dates.short_clock_label(moment) if moment else ""


@register.filter(expects_localtime=True)
def clock_on_night(moment: datetime | None, night: date) -> str:
    return dates.clock_on_night_label(moment, night) if moment else ""


@register.filter(expects_localtime=True)
def local_day(moment: datetime | None) -> date | None:
    """The calendar date of ``moment`` in the current time zone."""
    return moment.date() if moment else None


@register.filter
def source_words(source: str) -> str:
    """A source as a person reads it, without web addresses and document numbers."""
    return texts.without_addresses(source)


@register.filter
def device_name(user_agent: str) -> str:
    return devices.device_name(user_agent)


@register.simple_tag
def scale_points() -> list[str]:
    """0 to 10 as text, to be compared with what a form holds."""
    return [str(point) for point in range(11)]


@register.simple_tag(takes_context=True)
def ruby(context, text: str, reading: str) -> str:
    """``{% ruby "服用" "ふくよう" %}``: with its reading for people who switched furigana on."""
    if not context.get("furigana"):
        return text
    return format_html("<ruby>{}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>", text, reading)


def _wrapping(name: str) -> None:
    """Register ``{% name key=value %} … {% endname %}`` for ``components/name.html``."""

    def component(content: str, **inputs) -> str:
        return render_to_string(f"components/{name}.html", {**inputs, "content": content})

    register.simple_block_tag(component, name=name)


for _name in ("card", "notice", "disclosure", "danger_zone", "empty_state"):
    _wrapping(_name)
