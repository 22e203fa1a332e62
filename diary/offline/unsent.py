"""What was typed when the session was over: shown to the same person, to be sent once more."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ldn_app.access.audience import for_account
from ldn_app.access.kept_forms import KEPT_FIELD, KeptForm, forget_form, forget_other_peoples
from ldn_app.access.kept_forms import kept_forms as kept_forms_of
from ldn_app.ui.dates import day_label
from ldn_app.ui.typed import is_writing

from .arrival import KEPT_AT_FIELD, kept_at_token

OPENED_WITH = "kept"  # in the address of a page that is to be filled
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


# Last part of an address → what was tapped.
TAPS = {
    "take": _("飲んだ"),
    "skip": _("飲まなかった"),
    "undo": _("取り消す"),
    "time": _("時刻を直す"),
    "move": _("日を移す"),
    "revoke": _("共有をやめる"),
    "remove": _("消す"),
    "read": _("読みました"),
}
BUTTONS = {"right_now", "asked", "minutes", "client_id", "owner", "next"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Unsent:
    """``about``: the day and the tap that the address names. ``texts``: what a person wrote in
    it. ``fields``: everything, to be sent once more. ``page``: where the form stands; it can be
    opened with everything filled in."""

    form: KeptForm
    title: str
    about: str
    page: str
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
    return render(request, "diary/offline/unsent.html", {"forms": forms})


def own_fields(form: KeptForm) -> SafeString:
    """Hidden fields that say which kept form this is, and when it was posted first."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', _own(form))


def _own(form: KeptForm) -> list[list[str]]:
    return [[KEPT_FIELD, form.key], [KEPT_AT_FIELD, kept_at_token(form)]]


def _unsent(form: KeptForm) -> Unsent:
    parts = urlsplit(form.address).path.strip("/").split("/")
    return Unsent(
        form=form,
        title=WORDS.get(parts[0], _("記録")),
        about=" ".join(filter(None, (_day_in(form.address), str(_tap(parts))))),
        page=_page(form),
        at=form.at,
        texts=[value for name, value in form.fields if value and is_writing(value)],
        fields=[*form.fields, *_own(form)],
    )


def _day_in(address: str) -> str:
    """「11月30日(月)の分」 for an address that names a day."""
    found = DAY.search(address)
    try:
        day = date.fromisoformat(found.group()) if found else None
    except ValueError:
        return ""
    return gettext("%(day)sの分") % {"day": day_label(day)} if day else ""


def _tap(parts: list[str]) -> str:
    return next((words for part in reversed(parts) if (words := TAPS.get(part))), "")


def _page(form: KeptForm) -> str:
    """Where the form stood, to be opened filled; "" where there is nothing to fill."""
    typed = [name for name, value in form.fields if value and name not in BUTTONS]
    if not typed:
        return ""
    # /check-in/ shows another day tomorrow; the page of a day stays that day's.
    of_one_day = DAY.fullmatch(urlsplit(form.address).path.strip("/").rpartition("/")[2])
    address = urlsplit(form.address if of_one_day or not form.page else form.page)
    query = urlencode([*parse_qsl(address.query), (OPENED_WITH, form.key)])
    return f"{address.path}?{query}"
