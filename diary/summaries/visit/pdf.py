"""The sheet on paper."""

from datetime import date

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from .sheet import VisitSheet
from .typesetter import html_to_pdf


def pdf_response(sheet: VisitSheet) -> HttpResponse:
    """The PDF, to be shown by the browser; its name and title tell an onlooker nothing."""
    return pdf_answer(sheet_pdf(sheet), day=sheet.summary.made_at.date())


# Browsers build a small page around a PDF that they show: under "default-src 'none'" some show
# it blank. A PDF of ours loads nothing, so that only framing it has to be forbidden.
@csp({"frame-ancestors": [NONE]})
def pdf_answer(content: bytes, *, day: date) -> HttpResponse:
    """``content`` under a name that says nothing but the day."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ldn-note-{day.isoformat()}.pdf"'
    return response


def sheet_pdf(sheet: VisitSheet) -> bytes:
    title = f"{settings.NEUTRAL_NAME} {sheet.summary.made_at.date().isoformat()}"
    context = {"sheet": sheet, "title": title}
    return html_to_pdf(render_to_string("diary/summaries/visit_pdf.html", context))
