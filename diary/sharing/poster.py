"""The clinic's code on one sheet of A4, for its wall."""

from django.conf import settings
from django.template.loader import render_to_string

from ldn_app.ui.file_names import standing_name
from ldn_app.ui.typesetter import html_to_pdf
from ldn_app.ui.undrawn import undrawn_words

from .clinic_queries import ClinicDoor

STYLESHEET = settings.BASE_DIR / "static" / "css" / "paper" / "clinic_poster.css"
FILE_NAME = standing_name("pdf", about="poster")


def poster_pdf(door: ClinicDoor) -> bytes:
    told = undrawn_words(poster_html(door))
    return html_to_pdf(poster_html(door, undrawn=told), STYLESHEET)


def poster_html(door: ClinicDoor, *, undrawn: str = "") -> str:
    context = {"door": door, "title": settings.NEUTRAL_NAME, "undrawn": undrawn}
    return render_to_string("diary/sharing/clinic_poster.html", context)
