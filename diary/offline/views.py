"""What makes the site an app on a phone: the manifest and the service worker. No person."""

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ldn_app.ui.audience import for_everyone

PAGES = ("/tonight/", "/check-in/")
SHELL = (
    "css/app.css",
    "django_htmx/htmx-2.min.js",
    "icons/icon.svg",
    "js/answers.js",
    "js/note.js",
)
WORKER = ("js/worker.js",)
# Raise it when what the worker does changes without a change of any file's name.
WORKER_VERSION = 1


@require_safe
@for_everyone
def manifest(request: HttpRequest) -> JsonResponse:
    answer = {
        "id": "/tonight/",
        "name": settings.NEUTRAL_NAME,
        "short_name": settings.NEUTRAL_NAME,
        "description": _("毎晩の記録をつけるノート"),
        "lang": "ja",
        "dir": "ltr",
        "start_url": "/tonight/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf7f1",
        "theme_color": "#00316a",
        "icons": [
            _icon("icons/icon-192.png", 192, "any"),
            _icon("icons/icon-512.png", 512, "any"),
            _icon("icons/maskable-192.png", 192, "maskable"),
            _icon("icons/maskable-512.png", 512, "maskable"),
        ],
    }
    return JsonResponse(answer, content_type="application/manifest+json")


@require_safe
@for_everyone
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker for the whole site; a browser asks for it again at each start."""
    told = {
        "pages": PAGES,
        "shell": [static(name) for name in SHELL],
        "icon": static("icons/icon-192.png"),
        "badge": static("icons/badge-96.png"),
        "words": {
            "title": _("今夜の記録の時間です"),
            "taken": _("飲んだ"),
            "later": _("あとで"),
            "skipped": _("飲まなかった"),
            "answer": _("記録"),
            "saved": _("記録しました"),
            "snoozed": _("15分あとに、もう一度お知らせします"),
            "renew": _("お知らせの設定を開いて、もう一度ご確認ください"),
            "over": _("このお知らせの夜は終わりました。押すと記録を開けます"),
            "enough": _("今夜は、もうお知らせしません。押すと記録できます"),
            "unsentTitle": _("まだ記録していません"),
            "unsentText": _(
                "いま送れませんでした。入力した内容は残っています。"
                "電波を確かめて、もう一度送ってください。"
            ),
            "sendAgain": _("もう一度送る"),
            "texts": _("書いた文"),
            "unsent": _("送れませんでした。もう一度押すか、ここを押して開いてください"),
        },
    }
    scripts = [static(name) for name in WORKER]
    told["version"] = _version(told, scripts)
    source = (
        f"self.told = {json.dumps(told, ensure_ascii=False)};\n"
        f"importScripts(...{json.dumps(scripts)});\n"
    )
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    sizes = f"{size}x{size}"
    return {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}


def _version(told: dict, scripts: list[str]) -> str:
    """Changes with every file that the worker knows: their names carry their contents' hash."""
    known = json.dumps([WORKER_VERSION, told, scripts], sort_keys=True)
    return hashlib.sha256(known.encode()).hexdigest()[:12]
