"""A job is asked for, watched and fetched, whoever asks and whatever is made.

``pages`` says what differs; the owner's decorator (see ``urls``) has decided who comes this far.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ldn_app.access.models import ShareGrant

from .models import PaperBatch, PaperJob
from .pages import JobPages


def ask(request: HttpRequest, *, pages: JobPages, grant: ShareGrant | None = None) -> HttpResponse:
    """Start the job and redirect to its page."""
    job = pages.ask(request, grant)
    return redirect(pages.addresses(job.public_id, grant).here)


def watch(
    request: HttpRequest, *, pages: JobPages, grant: ShareGrant | None = None, **address
) -> HttpResponse:
    """The page that shows how far the job is; without JavaScript a button loads it again."""
    job = _job(request, pages, address)
    onward = pages.onward(request, job, now=timezone.now())
    if onward is not None:
        return onward
    context = _context(request, pages, job, grant) | pages.header(job, grant)
    return render(request, pages.template, context)


def state(
    request: HttpRequest, *, pages: JobPages, grant: ShareGrant | None = None, **address
) -> HttpResponse:
    """The part of that page that changes."""
    context = _context(request, pages, _job(request, pages, address), grant)
    return render(request, pages.fragment, context)


def fetch(
    request: HttpRequest, *, pages: JobPages, grant: ShareGrant | None = None, **address
) -> HttpResponse:
    """The file; a 404 before it is finished and when its hour is over."""
    file = pages.file(request, _job(request, pages, address), grant, now=timezone.now())
    if file is None:
        raise Http404
    return file


def _job(request: HttpRequest, pages: JobPages, address: dict[str, Any]) -> PaperJob | PaperBatch:
    """The asker's own; a 404 for another's."""
    job = pages.find(request, address[pages.id_name])
    if job is None:
        raise Http404
    return job


def _context(request: HttpRequest, pages: JobPages, job, grant: ShareGrant | None) -> dict:
    at = pages.addresses(job.public_id, grant)
    return pages.context(request, job, at, now=timezone.now())
