"""A visitor's side: no account, a name, six digits, sixty minutes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from diary.summaries.charts.style import PRINT
from diary.summaries.domain.period import takes_long
from diary.summaries.visit_summary.pdf import pdf_response
from diary.summaries.visit_summary.preferences import period_links, query_of
from ldn_app.access.audience import LOOK_COOKIE, for_everyone, for_visitor
from ldn_app.access.models import AccessKind, ShareGrant
from ldn_app.access.visitor_access import LOOK_LASTS, RoomClosed, WrongCode, begin_look, end_look
from ldn_app.ui.heavy_work import heavy_work

from ..forms import VisitorForm
from ..shared_sheet import query_of_a_long_period, shared_sheet, sheet_on_screen

COOKIE_PATH = "/look/"


@require_http_methods(["GET", "HEAD", "POST"])
@for_everyone
def door(request: HttpRequest) -> HttpResponse:
    """Name and code. The secret stands behind the # of the address, which no server sees."""
    form = VisitorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen, now = form.cleaned_data, timezone.now()
        try:
            key = begin_look(chosen["secret"], chosen["code"], visitor_name=chosen["name"], now=now)
        except WrongCode as wrong:
            if not wrong.tries_left:
                raise Http404 from wrong
            form.add_error("code", _wrong_code_words(wrong.tries_left))
        except RoomClosed as closed:
            raise Http404 from closed
        else:
            return _let_in(request, key)
    answer = render(
        request, "diary/sharing/door.html", {"form": form}, status=422 if form.is_bound else 200
    )
    add_never_cache_headers(answer)
    return answer


def _wrong_code_words(left: int) -> str:
    return (
        _("番号がちがいます。もう一度聞いて、入れなおしてください。あと%s回入れられます。") % left
    )


def _let_in(request: HttpRequest, key: str) -> HttpResponse:
    answer = redirect("room:sheet")
    answer.set_cookie(
        LOOK_COOKIE,
        key,
        max_age=LOOK_LASTS,
        path=COOKIE_PATH,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return answer


@require_safe
@for_visitor(AccessKind.VISITOR_SUMMARY)
def sheet(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    shared = sheet_on_screen(request, grant)
    context = {
        "look": request.look,
        "sheet": shared,
        "periods": period_links(shared.summary.period),
        "period_query": query_of(shared.summary.period),
        "takes_long": takes_long(shared.summary.period),
    }
    return render(request, "diary/sharing/room_sheet.html", context)


@require_safe
@for_visitor(AccessKind.VISITOR_PDF)
@heavy_work
def summary_pdf(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    """At once where that is quick; a long period leads back to the page with its button."""
    if (long_one := query_of_a_long_period(request, grant)) is not None:
        return redirect(reverse("room:sheet") + long_one)
    return pdf_response(shared_sheet(request, grant, PRINT))


@require_POST
@for_everyone
def leave(request: HttpRequest) -> HttpResponse:
    """The visitor closes the look before its time."""
    end_look(request.COOKIES.get(LOOK_COOKIE, ""), now=timezone.now())
    answer = render(request, "diary/sharing/left.html")
    answer.delete_cookie(LOOK_COOKIE, path=COOKIE_PATH, samesite="Strict")
    add_never_cache_headers(answer)
    return answer
