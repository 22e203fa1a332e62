"""What the patient's page about reminders shows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.accounts.time_zones import zone_words
from ldn_app.clock import today_of
from ldn_app.ui.dates import clock_label, day_label

from ..channel_notices import is_trouble, was_replaced
from ..domain.days import bits_as_days
from ..domain.planning import EVERY_DAY, is_quiet
from ..models import Channel, OutboxMessage, ReminderSchedule, ReminderSettings
from .calendar_page import has_calendar

Kind = ReminderSchedule.Kind
SHOWN = 5


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind and what holds for it, in words."""

    kind: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """``problem``: why it is off, in words; empty while it is in use. ``is_trouble``: it stopped by
    itself, and Tonight says so. ``gone``: a browser that will never take anything again; it can
    only be connected anew, on that device. ``failing``: it is in use and takes nothing time and
    again; Tonight says so. ``is_device``: a browser."""

    id: int
    label: str
    problem: str
    is_trouble: bool
    gone: bool
    failing: bool = False
    is_device: bool = False

    @property
    def active(self) -> bool:
        return not self.problem


@dataclass(frozen=True, slots=True)
class SentRow:
    """What became of one message."""

    day: str
    kind: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RemindersPage:
    """``moved_from``: the place that the times were chosen in, when the patient has moved since and
    was not asked yet; else empty."""

    kinds: tuple[KindRow, ...]
    channels: tuple[ChannelRow, ...]
    rest: str
    sent: tuple[SentRow, ...]
    moved_from: str
    place: str
    fixed_place: str
    has_calendar: bool


def build_reminders_page(viewer: Viewer, *, patient: Patient, now: datetime) -> RemindersPage:
    """Five queries, however many messages there were."""
    schedules = {row.kind: row for row in ReminderSchedule.objects.visible_to(viewer)}
    settings = ReminderSettings.objects.visible_to(viewer).first() or ReminderSettings()
    channels = list(Channel.objects.visible_to(viewer).order_by("kind", "created_at"))
    asked = settings.fixed_zone or settings.asked_zone
    moved = settings.asked_zone not in ("", patient.time_zone)
    return RemindersPage(
        kinds=tuple(
            KindRow(kind, str(Kind(kind).label), _kind_words(schedules.get(kind)))
            for kind in Kind.values
        ),
        channels=tuple(
            _channel_row(row, patient, is_trouble(row, channels))
            for row in channels
            if not was_replaced(row, channels)
        ),
        rest=_rest_words(settings, today_of(patient, now)),
        sent=_sent(viewer),
        moved_from=zone_words(asked) if moved else "",
        place=zone_words(patient.time_zone),
        fixed_place=zone_words(settings.fixed_zone) if settings.fixed_zone else "",
        has_calendar=has_calendar(viewer),
    )


def is_in_quiet_hours(viewer: Viewer, schedule: ReminderSchedule) -> bool:
    """Whether the schedule's own time lies in the viewer's quiet hours."""
    settings = ReminderSettings.objects.visible_to(viewer).first() or ReminderSettings()
    return is_quiet(schedule.local_time, settings.quiet_from, settings.quiet_until)


def own_text_of(viewer: Viewer) -> str:
    """The viewer's own words for a reminder; empty: the neutral ones."""
    return (
        ReminderSettings.objects.visible_to(viewer).values_list("own_text", flat=True).first() or ""
    )


def _kind_words(schedule: ReminderSchedule | None) -> str:
    if schedule is None or not schedule.enabled:
        return _("使っていない")
    if schedule.kind == Kind.STILL_OPEN:
        return _("%(after)s、%(count)d回まで") % {
            "after": schedule.get_after_minutes_display(),
            "count": schedule.at_most,
        }
    if schedule.kind == Kind.APPOINTMENT:
        when = _("前の日の%(clock)s") if schedule.day_before else _("当日の%(clock)s")
        return when % {"clock": clock_label(schedule.local_time)}
    if schedule.kind == Kind.REFILL:
        return _("その日の%(clock)s") % {"clock": clock_label(schedule.local_time)}
    days = _("毎日") if schedule.days == EVERY_DAY else _days_words(schedule.days)
    return _("%(days)s %(clock)s") % {"days": days, "clock": clock_label(schedule.local_time)}


def _days_words(days: int) -> str:
    names = (_("月"), _("火"), _("水"), _("木"), _("金"), _("土"), _("日"))
    return _("・").join(names[int(day)] for day in bits_as_days(days))


def _channel_row(channel: Channel, patient: Patient, trouble: bool) -> ChannelRow:
    label = channel.label or channel.get_kind_display()
    if channel.kind == Channel.Kind.EMAIL:
        label = _("メール(%(address)s)") % {"address": patient.user.email}
    off = channel.state == Channel.State.OFF
    problem = str(channel.get_off_reason_display()) if off else ""
    return ChannelRow(
        channel.pk,
        label,
        problem,
        trouble,
        gone=off and _is_gone(channel),
        failing=channel.is_failing,
        is_device=channel.kind == Channel.Kind.WEB_PUSH,
    )


def _is_gone(channel: Channel) -> bool:
    refused = channel.off_reason == Channel.OffReason.REFUSED
    return refused and channel.kind == Channel.Kind.WEB_PUSH


def _rest_words(settings: ReminderSettings, today) -> str:
    words = []
    if settings.paused_until and settings.paused_until >= today:
        words.append(_("%(day)sまで休み") % {"day": day_label(settings.paused_until)})
    if settings.quiet_from is not None:
        times = (clock_label(settings.quiet_from), clock_label(settings.quiet_until))
        words.append(_("%(start)sから%(end)sまで静かに") % {"start": times[0], "end": times[1]})
    if settings.own_text:
        words.append(_("ご自分のことば"))
    return _("、").join(words) or _("なし")


def _sent(viewer: Viewer) -> tuple[SentRow, ...]:
    rows = OutboxMessage.objects.visible_to(viewer).filter(settled_at__isnull=False)
    return tuple(
        SentRow(day_label(row.dose_day), row.get_kind_display(), row.get_state_display())
        for row in rows.order_by("-due_at", "-pk")[:SHOWN]
    )
