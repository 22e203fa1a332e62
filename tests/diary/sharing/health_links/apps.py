"""An app as the specification draws it, in a few lines, for tests of our side of the talk."""

import json

from django.test import Client
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK

from ldn_app.access.models import AccessEvent
from ldn_app.access.viewer import on_behalf_of
from ldn_app.access.visitor_access import RoomKeys

NAME = "架空クリニックのアプリ"


def ask(client: Client, keys: RoomKeys, **body):
    """The POST for the list; members of ``body`` that are None are left out."""
    asked = {"recipient": NAME, "passcode": keys.code, **body}
    asked = {name: value for name, value in asked.items() if value is not None}
    return client.post(f"/shl/{keys.secret}/", json.dumps(asked), "application/json")


def addresses(answer) -> list[str]:
    """The paths of the files: the record, then the summary."""
    files = answer.json()["files"]
    return [file["location"].removeprefix("http://testserver") for file in files]


def opened(token: str, keys: RoomKeys) -> dict:
    box = JWE()
    box.deserialize(token, key=JWK(kty="oct", k=keys.file_key))
    return json.loads(box.payload)


def record_of(client: Client, keys: RoomKeys) -> dict:
    """The bundle, from the list to the open file."""
    record, _ = addresses(ask(client, keys))
    return opened(client.get(record).text, keys)


def log_of(patient) -> list[tuple[str, str]]:
    events = AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).order_by("pk")
    return list(events.values_list("reader_name", "kind"))
