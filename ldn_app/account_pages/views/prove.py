"""A fresh proof by a code from the mailbox, for people who have nothing stronger."""

from allauth.account.internal.flows.reauthentication import resume_request
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ldn_app.access.audience import for_account
from ldn_app.accounts.forms import ProofCodeForm
from ldn_app.accounts.mail_proof import MailProof
from ldn_app.accounts.proofs import Strength, strongest_held, ways_to_prove, with_next
from ldn_app.ui.redirects import safe_next


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
def prove_by_mail(request: HttpRequest) -> HttpResponse:
    """Sends a code when asked to, and takes it. Whoever holds more proves it with that."""
    onward = safe_next(request, default="/settings/")
    if strongest_held(request.user) is not Strength.MAILBOX:
        return redirect(with_next(ways_to_prove(request.user)[0]["url"], onward))
    running = MailProof.running(request)
    if request.method == "POST" and "send" in request.POST:
        return _send(request, onward)
    form = ProofCodeForm(
        request.POST if request.method == "POST" and running else None,
        code=running.code if running else None,
    )
    if running and form.is_valid():
        running.succeed()
        return resume_request(request) or redirect(onward)
    if form.is_bound and not running.record_invalid_attempt():
        messages.error(request, _("番号が3回ちがいました。新しい番号を送ってください。"))
        return redirect(with_next(request.path, onward))
    context = {"form": form, "running": running, "email": request.user.email, "onward": onward}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/prove_by_mail.html", context, status=status)


def _send(request: HttpRequest, onward: str) -> HttpResponse:
    if not MailProof.begin(request):
        messages.error(request, _("回数が多すぎます。少し待ってから、もう一度試してください。"))
    return redirect(with_next(request.path, onward))
