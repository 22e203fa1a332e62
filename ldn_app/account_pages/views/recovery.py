"""Going without a lost passkey or app, after a day of waiting."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import unstash_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ldn_app.accounts import recovery
from ldn_app.accounts.models import User
from ldn_app.accounts.proofs import FRESH_FOR
from ldn_app.ui.audience import for_everyone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_everyone
def recover(request: HttpRequest) -> HttpResponse:
    """For whoever signed in by mail, or is held at the second step after it. The POST asks, says
    no, or, after the day, does it."""
    person, now = _person(request), timezone.now()
    if person is None or not recovery.may_ask(person):
        return redirect_to_login(request.path) if person is None else redirect("accounts:settings")
    running = recovery.open_recovery(person, now=now)
    proved = _came_by_mail(request, person, now.timestamp())
    if request.method == "POST":
        return _answer(request, person, running, proved, now)
    context = {"running": running, "proved": proved, "ready": running and running.ready_at <= now}
    return render(request, "accounts/recover.html", context)


def _answer(request: HttpRequest, person: User, running, proved: bool, now) -> HttpResponse:
    said = request.POST.get("say")
    if said == "cancel" and running is not None:
        recovery.cancel(running, now=now)
        messages.success(request, _("取り消しました。パスキーや認証アプリは、そのままです。"))
    elif said == "ask" and proved:
        recovery.ask(person, now=now)
    elif said == "finish" and proved and recovery.finish(person, now=now):
        logout(request)
        messages.success(request, _("外しました。もう一度、メールの番号でログインしてください。"))
        return redirect("account_login")
    return redirect("accounts:recover")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_everyone
def cancel(request: HttpRequest, recovery_token: str) -> HttpResponse:
    """The link of the mail: says no without signing in. Opening it alone changes nothing."""
    now = timezone.now()
    row = recovery.recovery_behind(recovery_token, now=now)
    if row is None:
        raise Http404
    if request.method == "POST":
        recovery.cancel(row, now=now)
        messages.success(request, _("取り消しました。パスキーや認証アプリは、そのままです。"))
        return redirect("home")
    return render(request, "accounts/recover_cancel.html")


def _person(request: HttpRequest) -> User | None:
    """Who is signed in, or who passed the first step of signing in a moment ago."""
    if request.user.is_authenticated:
        return request.user
    login = unstash_login(request, peek=True)
    return login.user if login else None


def _came_by_mail(request: HttpRequest, person: User, now: float) -> bool:
    """Whether this session holds a fresh code from the mailbox of ``person``."""
    records = get_authentication_records(request, person)
    earliest = now - FRESH_FOR.total_seconds()
    return any(r.get("method") == "code" and r.get("at", 0) > earliest for r in records)
