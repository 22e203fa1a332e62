"""HTML to tagged PDF. WeasyPrint is imported by the first PDF, not by the start of the web."""

import atexit
import gc
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace

from .pdf_fonts import only_our_fonts
from .undrawn import boxed

# One PDF at a time, and all in one thread: Pango's font map is not made for threads, and the
# memory that one PDF leaves serves the next.
_printer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")


class FetchRefused(Exception):
    """The HTML asked for a file; a sheet carries everything itself."""


def html_to_pdf(html: str, *stylesheets: Path) -> bytes:
    """``html`` as PDF/UA-1 in our fonts, dressed by ``stylesheets``, which are read once. A letter
    that none of them has is a box (``undrawn_words`` names it).

    Raises FetchRefused when the HTML asks for any file.
    """
    return _printer.submit(_print, boxed(html), stylesheets).result()


def _print(html: str, stylesheets: tuple[Path, ...]) -> bytes:
    press = _press()
    try:
        return press.HTML(string=html, url_fetcher=press.fetcher).write_pdf(
            stylesheets=[_dress(one) for one in stylesheets],
            font_config=press.font_config,
            pdf_variant="pdf/ua-1",
        )
    except press.Refused as refused:
        raise FetchRefused(str(refused)) from None
    finally:
        gc.collect()


@cache
def _press() -> SimpleNamespace:
    """WeasyPrint with our fonts and a fetcher that fetches nothing."""
    atexit.register(_forget)  # The fonts must go before the libraries under them.
    with only_our_fonts():
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        font_config = FontConfiguration()
    return SimpleNamespace(
        HTML=weasyprint.HTML,
        CSS=weasyprint.CSS,
        Refused=weasyprint.urls.FatalURLFetchingError,
        fetcher=_locked_fetcher(weasyprint.urls),
        font_config=font_config,
    )


def _forget() -> None:
    _dress.cache_clear()
    _press.cache_clear()


@cache
def _dress(stylesheet: Path):
    press = _press()
    css = stylesheet.read_text(encoding="utf-8")
    dress = press.CSS(string=css, font_config=press.font_config, url_fetcher=press.fetcher)
    # A laid-out page is a web of cycles, some 11 MB. Collecting it at once takes 6 ms instead
    # of 60 when what stays for good is out of the collector's sight.
    gc.collect()
    gc.freeze()
    return dress


def _locked_fetcher(urls: ModuleType):
    """A fetcher that refuses every address: there is nothing that the sheet would need."""

    class LockedFetcher(urls.URLFetcher):
        def fetch(self, url, headers=None):
            raise urls.FatalURLFetchingError("The PDF may not fetch anything.")

    return LockedFetcher()
