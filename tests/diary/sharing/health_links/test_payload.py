"""The text of a link, against the words of the specification."""

import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from diary.sharing.health_links.payload import AddressTooLong, HealthLink

LINK = HealthLink(
    address="https://note.example.org/shl/" + "s" * 43 + "/",
    file_key="k" * 43,
    expires_at=datetime(2026, 12, 6, 15, tzinfo=UTC),
    label="記録ノート",
)


def payload(link: HealthLink) -> tuple[str, dict]:
    letters = link.text.removeprefix("shlink:/")
    plain = urlsafe_b64decode(letters + "=" * (-len(letters) % 4)).decode()
    return plain, json.loads(plain)


def test_it_says_where_with_what_until_when_and_that_a_code_is_needed():
    _, found = payload(LINK)

    assert found == {
        "url": LINK.address,
        "key": LINK.file_key,
        "exp": 1796569200,
        "flag": "P",
        "label": "記録ノート",
        "v": 1,
    }
    assert datetime.fromtimestamp(found["exp"], UTC) == LINK.expires_at


def test_it_is_minified_base64url_without_padding_and_without_a_viewer_in_front():
    plain, found = payload(LINK)

    assert LINK.text.startswith("shlink:/eyJ1cmwiOi")
    assert not set("=+# ") & set(LINK.text)
    assert plain == json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def test_an_address_of_more_than_128_letters_is_no_link():
    with pytest.raises(AddressTooLong):
        replace(LINK, address="https://" + "a" * 121)
    replace(LINK, address="https://" + "a" * 120)


@pytest.mark.parametrize("wrong", [{"file_key": "k" * 42}, {"label": "あ" * 81}])
def test_a_key_or_label_of_another_length_is_refused(wrong):
    with pytest.raises(ValueError, match="length"):
        replace(LINK, **wrong)
