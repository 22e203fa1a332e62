"""Whatever stands in the HTML, making a PDF of it opens no file and no connection."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings

from ldn_app.ui import typesetter
from ldn_app.ui.typesetter import FetchRefused

STYLESHEET = settings.BASE_DIR / "static" / "css" / "paper" / "visit_sheet.css"

PROBES = {
    "img": '<img src="{url}">',
    "link": '<link rel="stylesheet" href="{url}">',
    "import": '<style>@import "{url}";</style>',
    "background": "<style>p {{ background: url({url}) }}</style><p>x",
    "font": "<style>@font-face {{ font-family: a; src: url({url}) }}</style><p>x",
    "content": "<style>p::before {{ content: url({url}) }}</style><p>x",
    "page": "<style>@page {{ background: url({url}) }}</style>",
    "svg image": '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    "svg xlink": '<svg width="9" height="9"><image xlink:href="{url}" width="9" height="9"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{url}#a"/></svg>',
    "svg fill": '<svg width="9" height="9"><rect fill="url({url}#a)" width="9" height="9"/></svg>',
    "svg style": '<svg width="9" height="9"><style>@import "{url}";</style></svg>',
    "object": '<object data="{url}"></object>',
    "embed": '<embed src="{url}">',
    "iframe": '<iframe src="{url}"></iframe>',
    "attachment": '<link rel="attachment" href="{url}">',
    "attached link": '<a rel="attachment" href="{url}">x</a>',
    "base": '<base href="{url}"><img src="x.png">',
}
# These are fetched by WeasyPrint unless somebody stops it, so they must be refused aloud.
LOUD = {"img", "link", "import", "background", "content", "page", "object", "embed", "attachment"}


def html_to_pdf(html: str) -> bytes:
    return typesetter.html_to_pdf(html, STYLESHEET)


class Listener(HTTPServer):
    """Counts who comes by."""

    visits = 0


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.visits += 1
        self.send_error(404)

    def log_message(self, *arguments):
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def listener():
    with Listener(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def page(probe, url):
    body = PROBES[probe].format(url=url)
    return f'<!doctype html><html lang="ja"><head><title>t</title></head><body>{body}</body></html>'


def set_in_type(html):
    """The PDF; None when it was refused."""
    try:
        return html_to_pdf(html)
    except FetchRefused:
        return None


@pytest.mark.parametrize("probe", PROBES)
def test_no_connection_is_made(listener, probe):
    before = listener.visits

    set_in_type(page(probe, f"http://127.0.0.1:{listener.server_port}/x"))

    assert listener.visits == before


@pytest.mark.parametrize("probe", PROBES)
def test_no_file_is_read(tmp_path, probe):
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'HEMELIG' }", encoding="utf-8")
    before = secret.stat().st_atime_ns

    pdf = set_in_type(page(probe, secret.as_uri()))

    assert pdf is None or b"HEMELIG" not in pdf
    assert secret.stat().st_atime_ns == before


@pytest.mark.parametrize("probe", sorted(LOUD))
@pytest.mark.parametrize(
    "scheme", ["http://127.0.0.1:9/x", "file:///etc/hostname", "data:text/css,"]
)
def test_an_address_is_refused_aloud(probe, scheme):
    with pytest.raises(FetchRefused):
        html_to_pdf(page(probe, scheme))


def test_plain_words_are_set():
    assert html_to_pdf(page("img", "").replace("<img", "<p")).startswith(b"%PDF-")
