"""The addresses of a job; each package includes them below one of its own."""

from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from . import views
from .pages import JobPages


def job_urls(pages: JobPages, under: str) -> list[URLPattern]:
    """Where a job is asked for (``under``), its page, the changing part, the file."""
    name = pages.page.partition(":")[2]
    one = f"{under}<uuid:{pages.id_name}>/"
    waiting = [(one, views.watch, name), (f"{one}state/", views.state, f"{name}_state")]
    if pages.file_name:
        waiting.append((one + pages.file_name, views.fetch, f"{name}_file"))
    routes = [(route, require_safe(pages.owner.may_wait(view)), n) for route, view, n in waiting]
    if pages.ask_page:
        ask_name = pages.ask_page.partition(":")[2]
        routes.insert(0, (under, require_POST(pages.owner.may_ask(views.ask)), ask_name))
    return [path(route, view, {"pages": pages}, name=n) for route, view, n in routes]
