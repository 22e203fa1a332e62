"""The list of a link's files, and the files. The patient's log has each before it is sent."""

from zoneinfo import ZoneInfo

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from ldn_app.access.audience import for_everyone, for_link_file
from ldn_app.access.audit import record_access, refuse_too_often
from ldn_app.access.models import AccessKind, ShareGrant
from ldn_app.access.viewer import viewer_through
from ldn_app.access.visitor_access import (
    LINK,
    RoomClosed,
    WrongCode,
    begin_look,
    grant_for_secret,
    keys_of,
    tries_left,
)

from .files import CONTENT_TYPE, FHIR_VERSION, FileKind, LinkReader, sealed_file
from .manifest_request import ManifestRequest, read_manifest_request
from .open_to_apps import open_to_apps

LONGEST_EMBEDDED = 2_000_000  # letters, whatever an app is ready to take: one answer, one memory
LOGGED_AS = {
    FileKind.RECORD: AccessKind.LINK_RECORD,
    FileKind.SUMMARY: AccessKind.LINK_SUMMARY,
}


# No cookie counts here, so a foreign page gains nothing by posting; it has no token of ours.
@csrf_exempt
@open_to_apps("POST")
@for_everyone
def manifest(request: HttpRequest, link_secret: str) -> HttpResponse:
    """The list, for whoever brings the secret (address) and the code (body)."""
    now = timezone.now()
    grant = grant_for_secret(link_secret, kind=LINK, now=now)
    refuse_too_often(grant, at=now)
    asked = read_manifest_request(request)
    if not asked.passcode:  # An app that asks what is wanted has guessed nothing yet.
        raise WrongCode(tries_left(grant))
    reader = _reader(grant, now)
    key = begin_look(link_secret, asked.passcode, visitor_name=asked.recipient, kind=LINK, now=now)
    with timezone.override(ZoneInfo(grant.patient.time_zone)):
        files = [_entry(request, one, reader, asked, key, now) for one in FileKind]
    return JsonResponse({"files": files})


def _entry(
    request, kind: FileKind, reader: LinkReader, asked: ManifestRequest, key: str, now
) -> dict:
    """The file itself where the app takes one of this length, else where it can be had."""
    entry = {"contentType": CONTENT_TYPE, "fhirVersion": FHIR_VERSION}
    at_most = min(asked.embedded_at_most, LONGEST_EMBEDDED)
    embedded = sealed_file(kind, reader, now=now, at_most=at_most) if at_most else None
    if embedded is None:
        address = reverse(f"shl:{kind}", args=[key])
        return entry | {"location": request.build_absolute_uri(address)}
    record_access(reader.grant, reader_name=asked.recipient, kind=LOGGED_AS[kind], at=now)
    return entry | {"embedded": embedded}


@open_to_apps("GET", "HEAD")
@for_link_file(AccessKind.LINK_RECORD)
def record(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    return _file(request, FileKind.RECORD, grant)


@open_to_apps("GET", "HEAD")
@for_link_file(AccessKind.LINK_SUMMARY)
def summary(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    return _file(request, FileKind.SUMMARY, grant)


def _file(request: HttpRequest, kind: FileKind, grant: ShareGrant) -> HttpResponse:
    now = timezone.now()
    content = sealed_file(kind, _reader(grant, now), now=now)
    return HttpResponse(content, content_type="application/jose")


def _reader(grant: ShareGrant, now) -> LinkReader:
    """Raises RoomClosed when the site has lost the key that the link was made with."""
    try:
        file_key = keys_of(grant).file_key
    except InvalidToken as lost:
        raise RoomClosed from lost
    return LinkReader(grant, viewer_through(grant, user_id=None, now=now), file_key)
