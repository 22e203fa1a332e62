"""The patient's reminders for a calendar: the page about the secret address, and the address."""

import hashlib
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ldn_app.access.audience import for_everyone, for_patient
from ldn_app.access.viewer import on_behalf_of
from ldn_app.clock import clock_of
from ldn_app.ui.file_names import disposition, standing_name

from ..calendar_file import calendar_file
from ..queries.calendar_page import build_calendar_page
from ..queries.coming import coming_reminders
from ..services.calendar_feed import end_feed, find_feed, make_feed, note_read


@require_safe
@for_patient
def calendar(request: HttpRequest) -> HttpResponse:
    """The secret address with what to do with it, or the button that makes one."""
    page = build_calendar_page(request.viewer)
    return render(request, "diary/reminders/calendar.html", {"page": page})


@require_POST
@for_patient
def make_calendar(request: HttpRequest) -> HttpResponse:
    """「カレンダーのアドレスを作る」 and 「作りなおす」."""
    make_feed(request.viewer, now=timezone.now())
    messages.success(request, _("カレンダーのアドレスを作りました。"))
    return redirect("reminders:calendar")


@require_POST
@for_patient
def end_calendar(request: HttpRequest) -> HttpResponse:
    end_feed(request.viewer, now=timezone.now())
    messages.success(request, _("止めました。前のアドレスは、もう使えません。"))
    return redirect("reminders:calendar")


@require_safe
@for_everyone
def calendar_feed(request: HttpRequest, feed_token: str) -> HttpResponse:
    """What a calendar reads. A stopped address and one that never was look the same."""
    now = timezone.now()
    feed = find_feed(feed_token)
    if feed is None or feed.patient.sealed_at is not None:
        raise Http404
    patient, viewer = feed.patient, on_behalf_of(feed.patient_id)
    clock = clock_of(patient)
    with timezone.override(ZoneInfo(patient.time_zone)):
        coming = coming_reminders(viewer, patient=patient, now=now)
        stamp = clock.starts(clock.day_of(now))
        body = calendar_file(coming, patient_id=patient.pk, stamp=stamp)
    note_read(feed, now=now)
    return _as_calendar(request, body)


def _as_calendar(request: HttpRequest, body: bytes) -> HttpResponse:
    """``body`` for one reader only, or 304 when that reader has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "Cache-Control": "private, no-cache",
        "Content-Disposition": disposition(standing_name("ics", about="calendar"), shown=True),
        "ETag": etag,
        "X-Robots-Tag": "noindex",
    }
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, response=answer)
