"""「先生に渡す資料」: the page for doctors as two sheets of A4."""

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string

from ldn_app.ui.file_names import standing_name
from ldn_app.ui.typesetter import html_to_pdf

from .metadata import absolute
from .pages import built_page
from .registry import address_of

SLUG = "for-doctors"
STYLESHEET = settings.BASE_DIR / "static" / "css" / "paper" / "library_sheet.css"
FILE_NAME = standing_name("pdf", about="for-doctors")


@cache
def doctors_pdf() -> bytes:
    """Made once by each process: the texts do not change while it runs."""
    return html_to_pdf(doctors_html(), STYLESHEET)


def doctors_html() -> str:
    built = built_page(SLUG)
    context = {
        "built": built,
        "title": f"{settings.NEUTRAL_NAME} {built.page.reviewed_on.isoformat()}",
        "address": absolute(address_of(SLUG)),
    }
    return render_to_string("education/doctors_pdf.html", context)
