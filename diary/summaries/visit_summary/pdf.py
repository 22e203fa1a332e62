"""The sheet on paper."""

import re
from datetime import date
from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from ldn_app.ui import typesetter
from ldn_app.ui.file_names import disposition, file_name
from ldn_app.ui.undrawn import undrawn_words

from .sheet import VisitSheet

# Scripts whose letters reach far above and below the line: Arabic, Devanagari, Thai, Burmese.
TALL = re.compile("[\u0600-\u097f\u0e00-\u0e7f\u1000-\u109f\ua8e0-\ua8ff\uaa60-\uaa7f]")
PAPER = settings.BASE_DIR / "static" / "css" / "paper"
STYLESHEETS = (PAPER / "visit_sheet.css", PAPER / "visit_parts.css")


def pdf_response(sheet: VisitSheet) -> HttpResponse:
    """The PDF, to be shown by the browser; its name and title say nothing to an onlooker."""
    day, days = sheet.summary.made_at.date(), sheet.summary.period.days
    return pdf_answer(sheet_pdf(sheet), name=sheet_name(day, days=days))


def sheet_name(day: date, *, days: int | None, mark: UUID | None = None) -> str:
    """``days``: of the period; None where the reader's own default is used."""
    return file_name("pdf", day=day, about=f"{days}d" if days else "", mark=mark)


# Browsers build a small page around a PDF that they show: under "default-src 'none'" some show
# it blank. A PDF of ours loads nothing, so that only framing it has to be forbidden.
@csp({"frame-ancestors": [NONE]})
def pdf_answer(content: bytes, *, name: str) -> HttpResponse:
    """``content``, shown by the browser and saved as ``name``."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = disposition(name, shown=True)
    return response


def sheet_pdf(sheet: VisitSheet) -> bytes:
    title = f"{settings.NEUTRAL_NAME} {sheet.summary.made_at.date().isoformat()}"
    html = _html(sheet, title)
    told, tall = undrawn_words(html), bool(TALL.search(html))
    if told or tall:
        html = _html(sheet, title, undrawn=told, tall=tall)
    return _typeset(html)


def _html(sheet: VisitSheet, title: str, *, undrawn: str = "", tall: bool = False) -> str:
    context = {"sheet": sheet, "title": title, "undrawn": undrawn, "tall": tall}
    return render_to_string("diary/summaries/visit_pdf.html", context)


def _typeset(html: str) -> bytes:
    """``html`` as PDF/UA-1 in our fonts. Raises FetchRefused when it asks for any file."""
    return typesetter.html_to_pdf(html, *STYLESHEETS)
