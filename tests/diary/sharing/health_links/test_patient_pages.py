"""A link for other apps, on the patient's pages."""

import json
import re
from base64 import urlsafe_b64decode
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from ldn_app.access.audit import record_access
from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import on_behalf_of
from ldn_app.access.visitor_access import keys_of
from tests.factories.people import make_health_link, make_patient

pytestmark = pytest.mark.django_db

TERMS = {"categories": ["symptoms"], "days": "90", "ends": "week"}


@pytest.fixture
def patient(client):
    patient = make_patient(display_name="はなこ")
    client.force_login(patient.user)
    return patient


def shown_link(page: str) -> str:
    return re.search(r"shlink:/[\w-]+", unescape(page)).group()


def payload_of(link: str) -> dict:
    letters = link.removeprefix("shlink:/")
    return json.loads(urlsafe_b64decode(letters + "=" * (-len(letters) % 4)))


def test_the_patient_makes_a_link_and_gets_qr_text_and_code(client, patient):
    made = client.post("/sharing/link/", TERMS)
    page = client.get(made.url).text
    grant = ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).get()
    keys = keys_of(grant)

    assert (grant.kind, grant.categories, grant.rolling_days) == ("link", ["symptoms"], 90)
    assert f"{keys.code[:3]} {keys.code[3:]}" in page
    assert re.search(r"<svg[^>]*segno", page)
    assert page.count("shlink:/") == 1
    assert payload_of(shown_link(page)) == {
        "url": f"http://testserver/shl/{keys.secret}/",
        "key": keys.file_key,
        "exp": int(grant.expires_at.timestamp()),
        "flag": "P",
        "label": "記録ノート",
        "v": 1,
    }


def test_the_link_says_nothing_of_the_record_and_holds_no_code(client, patient):
    grant, keys = make_health_link(patient, expires_at=timezone.now() + timedelta(days=7))

    payload = json.dumps(payload_of(shown_link(client.get(f"/sharing/{grant.public_id}/").text)))

    assert keys.code not in payload.replace(keys.secret, "").replace(keys.file_key, "")
    for word in ("はなこ", "LDN", "ldn", "naltrexone", "symptoms"):
        assert word not in payload.replace(keys.secret, "").replace(keys.file_key, "")


def test_the_page_says_that_few_can_read_it_and_names_no_viewer_of_others(client, patient):
    page = client.get("/sharing/link/").text

    assert "対応しているかどうかは、受け取る人に聞いてください" in page
    assert "取りもどせません" in page
    assert "こちらでは確かめません" in page
    assert not re.findall(r"https?://(?!testserver|www\.w3\.org)", page)


def test_nothing_is_ticked_beforehand(client, patient):
    assert " checked" not in client.get("/sharing/link/").text


def test_what_is_missing_is_said_and_nothing_is_made(client, patient):
    answer = client.post("/sharing/link/", {**TERMS, "categories": []})

    assert answer.status_code == 422
    assert "見せるものを1つ以上" in answer.text
    assert not ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).exists()


def test_it_stands_among_the_looks_and_is_ended_with_one_tap(client, patient):
    grant, _ = make_health_link(patient)
    assert "ほかのアプリに渡すリンク" in client.get("/sharing/").text

    client.post(f"/sharing/{grant.public_id}/revoke/")
    page = client.get(f"/sharing/{grant.public_id}/").text

    assert "にやめました" in page
    assert "shlink:/" not in page


def test_it_waits_for_nobodys_answer(client, patient):
    grant, _ = make_health_link(patient)

    page = client.get(f"/sharing/{grant.public_id}/").text

    assert "受け取りを待っています" not in page
    assert "まで見せています" in page


def test_the_log_says_what_was_taken_in_words(client, patient):
    grant, _ = make_health_link(patient)
    for kind in ("link_opened", "link_record", "link_summary"):
        record_access(grant, reader_name="青木クリニック", kind=kind, at=timezone.now())

    log = client.get("/sharing/log/").text

    assert "番号を入れてリンクを開いた" in log
    assert "記録のファイルを受け取った" in log
    assert "診察のまとめ(PDF)を受け取った" in log


def test_ten_wrong_codes_are_told_to_the_patient(client, patient):
    grant, _ = make_health_link(patient, wrong_codes=10)

    page = client.get(f"/sharing/{grant.public_id}/").text

    assert "10回ちがった" in page
    assert "shlink:/" not in page


def test_a_link_whose_key_the_site_lost_is_said_to_be_over(client, patient):
    grant, _ = make_health_link(patient)
    ShareGrant.objects.unscoped(reason="test").update(sealed_keys="gAAAAA-of-another-site")

    page = client.get(f"/sharing/{grant.public_id}/").text

    assert "このリンクは、もう使えません" in page
