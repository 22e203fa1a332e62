"""The clinic's code on one sheet of A4, for its wall."""

from django.conf import settings
from django.template.loader import render_to_string

from ldn_app.ui.typesetter import html_to_pdf

from .clinic_queries import ClinicDoor

STYLESHEET = settings.BASE_DIR / "static" / "css" / "paper" / "clinic_poster.css"
FILE_NAME = "note-poster.pdf"


def poster_pdf(door: ClinicDoor) -> bytes:
    return html_to_pdf(poster_html(door), STYLESHEET)


def poster_html(door: ClinicDoor) -> str:
    context = {"door": door, "title": settings.NEUTRAL_NAME, "product": settings.PRODUCT_NAME}
    return render_to_string("diary/sharing/clinic_poster.html", context)
