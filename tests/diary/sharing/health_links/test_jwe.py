"""The encrypted file, opened by jwcrypto, which is not what closed it."""

import json
import secrets
import tracemalloc

import pytest
from jwcrypto.common import base64url_decode
from jwcrypto.jwe import JWE, InvalidJWEData
from jwcrypto.jwk import JWK

from diary.sharing.health_links.jwe import sealed

KEY = secrets.token_urlsafe(32)
FHIR = "application/fhir+json"


def opened(token: str, key: str = KEY) -> tuple[dict, str]:
    box = JWE()
    box.deserialize(token, key=JWK(kty="oct", k=key))
    return json.loads(box.objects["protected"]), box.payload.decode()


@pytest.mark.parametrize("pieces", [["{}"], ['{"名":', '"はなこ"}'], ["a" * 100_000]])
def test_another_program_reads_what_was_closed(pieces):
    head, text = opened(sealed(pieces, file_key=KEY, content_type=FHIR))

    assert text == "".join(pieces)
    assert head == {"alg": "dir", "enc": "A256GCM", "cty": FHIR, "zip": "DEF"}


def test_the_same_text_is_never_closed_alike():
    tokens = [sealed(["same"], file_key=KEY, content_type=FHIR) for _ in range(200)]

    assert len({token.split(".")[2] for token in tokens}) == 200
    assert all(len(base64url_decode(token.split(".")[2])) == 12 for token in tokens)


def test_another_key_opens_nothing():
    token = sealed(["secret"], file_key=KEY, content_type=FHIR)

    with pytest.raises(InvalidJWEData):
        opened(token, key=secrets.token_urlsafe(32))


@pytest.mark.parametrize("part", [0, 2, 3, 4])
def test_a_changed_part_is_noticed(part):
    parts = sealed(["a text that is long enough"], file_key=KEY, content_type=FHIR).split(".")
    swapped = {"A": "B"}.get(parts[part][4], "A")
    parts[part] = parts[part][:4] + swapped + parts[part][5:]

    with pytest.raises(InvalidJWEData):
        opened(".".join(parts))


def test_what_is_longer_than_wanted_is_not_made():
    noise = [secrets.token_hex(500) for _ in range(20)]
    whole = sealed(noise, file_key=KEY, content_type=FHIR)

    assert sealed(noise, file_key=KEY, content_type=FHIR, at_most=len(whole) - 1) is None
    assert sealed(noise, file_key=KEY, content_type=FHIR, at_most=len(whole)) is not None


def test_it_stops_asking_for_pieces_once_it_is_too_long():
    taken = []

    def pieces():
        for _ in range(100):
            taken.append(1)
            yield secrets.token_hex(50_000)

    assert sealed(pieces(), file_key=KEY, content_type=FHIR, at_most=200_000) is None
    assert len(taken) < 10


def test_twenty_megabytes_are_never_in_memory_at_once():
    line = '{"resourceType":"Observation","valueInteger":7}' * 200
    tracemalloc.start()

    token = sealed((line for _ in range(2_200)), file_key=KEY, content_type=FHIR)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 2_200 * len(line) > 20_000_000
    assert peak < 2_000_000
    assert len(token) < 1_000_000


def test_a_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        sealed(["x"], file_key=secrets.token_urlsafe(16) + "==", content_type=FHIR)
