"""What was typed when the session was over: shown to the same person, to be sent once more."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ldn_app.access.audience import for_account
from ldn_app.access.kept_forms import KEPT_FIELD, KeptForm, forget_form, forget_other_peoples
from ldn_app.access.kept_forms import kept_forms as kept_forms_of
from ldn_app.ui.typed import is_writing

from .arrival import KEPT_AT_FIELD, kept_at_token

# First part of an address → what is entered there.
WORDS = {
    "tonight": _("服用の記録"),
    "check-in": _("体調の記録"),
    "symptoms": _("記録する症状"),
    "regimen": _("計画"),
    "visits": _("受診日"),
    "visit": _("診察のまとめ"),
    "labs": _("検査の値"),
    "medicines": _("ほかの薬"),
    "supply": _("薬の入手"),
    "questionnaires": _("点数"),
    "settings": _("設定"),
    "sharing": _("共有"),
    "shared": _("ひとこと"),
    "clinic": _("医療機関"),
    "welcome": _("はじめの設定"),
}


@dataclass(frozen=True, slots=True)
class Unsent:
    """``texts``: what a person wrote in it. ``fields``: everything, to be sent once more."""

    form: KeptForm
    title: str
    at: datetime
    texts: list[str]
    fields: list[list[str]]


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
def unsent(request: HttpRequest) -> HttpResponse:
    """POST throws one of them away; sending goes to the form's own address."""
    if request.method == "POST":
        forget_form(request, request.POST.get("key", ""))
        return redirect("phone:unsent")
    forget_other_peoples(request)
    forms = [_unsent(form) for form in kept_forms_of(request, now=timezone.now())]
    if not forms:
        return redirect("/")
    return render(request, "diary/phone/unsent.html", {"forms": forms})


def _unsent(form: KeptForm) -> Unsent:
    own = [[KEPT_FIELD, form.key], [KEPT_AT_FIELD, kept_at_token(form)]]
    room = form.address.strip("/").partition("/")[0]
    return Unsent(
        form=form,
        title=WORDS.get(room, _("記録")),
        at=form.at,
        texts=[value for name, value in form.fields if value and is_writing(value)],
        fields=[*form.fields, *own],
    )
