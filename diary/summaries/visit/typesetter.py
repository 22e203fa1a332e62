"""HTML to tagged PDF. WeasyPrint is imported by the first PDF, not by the start of the web."""

from functools import cache
from threading import Lock
from types import SimpleNamespace

from django.conf import settings

from .pdf_fonts import only_our_fonts

STYLESHEET = settings.BASE_DIR / "static" / "css" / "paper" / "visit_sheet.css"

# One PDF at a time keeps a web process small, and Pango's font map is not made for threads.
_one_at_a_time = Lock()


def html_to_pdf(html: str) -> bytes:
    """``html`` as PDF/UA-1 in our fonts; raises FetchRefused when it asks for any other file."""
    with _one_at_a_time:
        press = _press()
        document = press.HTML(string=html, url_fetcher=press.fetcher)
        return document.write_pdf(
            stylesheets=[press.stylesheet],
            font_config=press.font_config,
            pdf_variant="pdf/ua-1",
        )


@cache
def _press() -> SimpleNamespace:
    """WeasyPrint with our fonts, our stylesheet and a fetcher that fetches nothing."""
    with only_our_fonts():
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        font_config = FontConfiguration()
    fetcher = _locked_fetcher(weasyprint)
    css = STYLESHEET.read_text(encoding="utf-8")
    return SimpleNamespace(
        HTML=weasyprint.HTML,
        fetcher=fetcher,
        font_config=font_config,
        stylesheet=weasyprint.CSS(string=css, font_config=font_config, url_fetcher=fetcher),
    )


def _locked_fetcher(weasyprint):
    """The sheet carries everything itself, so that any address in it is somebody's trick."""
    from weasyprint.urls import FatalURLFetchingError

    class LockedFetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            raise FatalURLFetchingError("The PDF may not fetch anything.")

    return LockedFetcher()
