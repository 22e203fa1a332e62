"""The sheet as PDF, by the typesetter that it shares with the library."""

from django.conf import settings

from ldn_app.ui import typesetter

PAPER = settings.BASE_DIR / "static" / "css" / "paper"
STYLESHEETS = (PAPER / "visit_sheet.css", PAPER / "visit_parts.css")


def html_to_pdf(html: str) -> bytes:
    """``html`` as PDF/UA-1 in our fonts. Raises FetchRefused when it asks for any file."""
    return typesetter.html_to_pdf(html, *STYLESHEETS)
