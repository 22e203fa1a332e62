"""The clinician writes on the shared sheet or on this page; the patient reads and says so."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ldn_app.access.audience import for_patient, for_reader, reader_name_of
from ldn_app.access.models import AccessKind, ShareGrant
from ldn_app.access.viewer import GrantNotLive

from .desk import desk_of
from .errors import CommentRuleBroken
from .forms import CommentForm, form_again
from .models import Comment
from .queries import received as received_by
from .queries import written_by
from .services import mark_read, take_back, write_comment

ON_A_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader(AccessKind.COMMENTS_OPENED)
def shared(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    """What a clinician wrote, and the form. Sent words lead back to the sheet."""
    form = CommentForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            _send(request, form)
        except CommentRuleBroken as broken:
            form = form_again(request.POST, problem=str(broken))
        else:
            return _to_sheet(request, grant)
    desk = desk_of(request.viewer, grant, query=_query(request), form=form)
    if desk is None:
        raise Http404
    status = 422 if form is not None else 200
    return render(request, "diary/comments/shared.html", {"desk": desk}, status=status)


def _send(request: HttpRequest, form: CommentForm) -> None:
    name = reader_name_of(request.user)
    try:
        write_comment(request.viewer, author_name=name, now=timezone.now(), **form.cleaned_data)
    except GrantNotLive as over:
        raise Http404 from over
    messages.success(request, _("ひとことを送りました。"))


@require_POST
@for_reader(AccessKind.COMMENT_WITHDRAWAL)
def withdraw(request: HttpRequest, grant: ShareGrant, comment_id) -> HttpResponse:
    """The author takes their words back while they are unread."""
    comment = get_object_or_404(written_by(request.viewer), public_id=comment_id)
    name = reader_name_of(request.user)
    try:
        take_back(request.viewer, comment, author_name=name, now=timezone.now())
    except GrantNotLive as over:
        raise Http404 from over
    except CommentRuleBroken as broken:
        messages.error(request, str(broken))
    else:
        words = _("ひとことを取り消しました。患者さんが、もう目にしていることもあります。")
        messages.success(request, words)
    return _to_sheet(request, grant)


@require_safe
@for_patient
def received(request: HttpRequest) -> HttpResponse:
    """Every comment. Looking writes nothing: 「読みました」 is a button."""
    pages = Paginator(received_by(request.viewer), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "diary/comments/received.html", {"page": page})


@require_POST
@for_patient
def read(request: HttpRequest, comment_id) -> HttpResponse:
    mine = Comment.objects.editable_by(request.viewer)
    comment = get_object_or_404(mine, public_id=comment_id)
    mark_read(request.viewer, comment, now=timezone.now())
    return redirect(f"{reverse('comments:received')}#comment-{comment.public_id}")


def _to_sheet(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    sheet = reverse("shared:sheet", args=[grant.public_id])
    return redirect(f"{sheet}{_query(request)}#comments")


def _query(request: HttpRequest) -> str:
    """The days of the sheet that the clinician came from."""
    return f"?{request.GET.urlencode()}" if request.GET else ""
