"""Buttons beside a channel."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ldn_app.access.audience import for_patient

from ..models import Channel
from ..queries.page import own_text_of
from ..services.channels import switch_channel
from ..services.trial import send_trial, words_for
from ..transports import Outcome


@require_POST
@for_patient
def switch(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Use a channel, or stop using it."""
    channel = get_object_or_404(Channel.objects.editable_by(request.viewer), pk=channel_id)
    on = request.POST.get("on") == "yes"
    switch_channel(request.viewer, channel=channel, on=on, now=timezone.now())
    messages.success(request, _("使うようにしました。") if on else _("止めました。"))
    return redirect("reminders:settings")


@require_POST
@for_patient
def trial(request: HttpRequest, channel_id: int) -> HttpResponse:
    """「試しに送る」."""
    channel = get_object_or_404(Channel.objects.editable_by(request.viewer), pk=channel_id)
    receipt = send_trial(
        channel,
        patient=request.user.patient,
        own_text=own_text_of(request.viewer),
        now=timezone.now(),
    )
    tell = messages.success if receipt.outcome is Outcome.HANDED_OVER else messages.warning
    tell(request, words_for(receipt))
    return redirect("reminders:settings")
