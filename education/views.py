"""The pages of the library. Nobody has to sign in, and none of them asks the database."""

from datetime import timedelta

from csp.constants import NONE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ldn_app.ui.audience import for_everyone
from ldn_app.ui.file_names import disposition
from ldn_app.ui.redirects import safe_next

from . import data_pages
from .clinician_pdf import FILE_NAME, doctors_pdf
from .contents import contents
from .metadata import head_of, made_head
from .pages import built_page
from .search.lookup import search as find

FURIGANA_KEPT = int(timedelta(days=365).total_seconds())


@require_safe
@for_everyone
def index(request: HttpRequest) -> HttpResponse:
    description = _(
        "低用量ナルトレキソン(LDN)について分かっていることを、出典と確認日をつけて説明します。"
    )
    head = made_head(_("まなぶ"), description, "education:index")
    return render(request, "education/index.html", {"contents": contents(), "head": head})


@require_safe
@for_everyone
def page(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "education/page.html", _context(slug))


@require_safe
@for_everyone
def page_to_print(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "education/print.html", _context(slug))


@require_safe
@for_everyone
def english_page(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "education/english.html", _context(slug, "en"))


# As with the sheet: some browsers show a PDF blank under "default-src 'none'".
@csp({"frame-ancestors": [NONE]})
@require_safe
@for_everyone
def sheet_for_doctors(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(doctors_pdf(), content_type="application/pdf")
    response["Content-Disposition"] = disposition(FILE_NAME, shown=True)
    return response


def _context(slug: str, language: str = "ja") -> dict:
    built = built_page(slug, language)
    if built is None:
        raise Http404
    past_due = built.page.is_past_review(timezone.localdate())
    return {"built": built, "head": head_of(built), "past_due": past_due}


@csrf_exempt  # It changes nothing; a token would be a cookie for every reader.
@require_http_methods(["GET", "HEAD", "POST"])
@for_everyone
def search(request: HttpRequest) -> HttpResponse:
    """What is looked for is posted: it belongs neither into an address nor into a log."""
    words = request.POST.get("words", "").strip()[:100]
    head = made_head(_("さがす"), _("このサイトのなかをさがします。"), "education:search")
    context = {"words": words, "found": find(words) if words else [], "head": head}
    return render(request, "education/search.html", context)


@require_safe
@for_everyone
def claims(request: HttpRequest) -> HttpResponse:
    told, sources = data_pages.claims()
    description = _("よく見る主張の一つ一つに、研究が何を示しているかを書きました。")
    head = made_head(_("よくある主張"), description, "education:claims")
    context = {"claims": told, "sources": sources, "head": head}
    return render(request, "education/claims.html", context)


@require_safe
@for_everyone
def words(request: HttpRequest) -> HttpResponse:
    told, sources = data_pages.words()
    head = made_head(
        _("ことばの説明"), _("研究や薬のことばを、1文で説明します。"), "education:words"
    )
    return render(
        request, "education/words.html", {"terms": told, "sources": sources, "head": head}
    )


@require_safe
@for_everyone
def changes(request: HttpRequest) -> HttpResponse:
    description = _("このサイトの文章を、いつ、どう直したかの記録です。")
    head = made_head(_("変わったこと"), description, "education:changes")
    return render(
        request, "education/changes.html", {"changes": data_pages.changes(), "head": head}
    )


@require_safe
@for_everyone
def sources(request: HttpRequest) -> HttpResponse:
    description = _("このサイトが根拠にした論文と資料の一覧です。")
    head = made_head(_("出典の一覧"), description, "education:sources")
    return render(
        request, "education/sources.html", {"sources": data_pages.all_sources(), "head": head}
    )


@csrf_exempt  # A wish about looks, kept in the reader's own browser and nowhere else.
@require_POST
@for_everyone
def furigana(request: HttpRequest) -> HttpResponse:
    """Readings above words, for people who are not signed in; patients have a setting."""
    answer = redirect(safe_next(request, default=reverse("education:index")))
    answer.set_cookie(
        "furigana",
        "on" if request.POST.get("furigana") == "on" else "off",
        max_age=FURIGANA_KEPT,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer
