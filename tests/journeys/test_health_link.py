"""A patient makes a link for other apps; a program and a page of another site read it; it ends."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.days import today_of
from tests.factories.entries import make_symptom, rate
from tests.factories.people import make_patient
from tests.health_link_reader import read_link
from tests.journeys.axe import complaints_of_axe
from tests.journeys.qr_camera import read_qr
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "青木クリニック"
# What a viewer in a browser does; an app/json body makes the browser ask beforehand.
FETCH = """async ([address, body]) => {
  const answer = await fetch(address, {
    method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)});
  const found = await answer.json();
  const files = await Promise.all((found.files || []).map(
    async file => await (await fetch(file.location)).text()));
  return {status: answer.status, found, files};
}"""


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    rate(make_symptom(patient, "だるさ"), today_of(patient), 3)
    return patient


@pytest.fixture
def patients_phone(open_phone, live_server, patient):
    page = open_phone()
    sign_in(page, patient.user, live_server.url)
    page.goto("/sharing/")
    return page


@pytest.fixture
def viewers_site(tmp_path) -> Iterator[str]:
    """An empty page of another origin, without a policy of ours."""
    (tmp_path / "index.html").write_text("<title>viewer</title>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args) -> None:
        """Nothing."""


def make_link(page) -> tuple[str, str]:
    """The text of a new link and its code, as the patient's page shows them."""
    page.get_by_role("link", name="ほかのアプリに渡すリンクを作る").click()
    page.get_by_label("症状", exact=True).check()
    page.get_by_label("いちばん新しい90日").check()
    page.get_by_label("1週間").check()
    page.get_by_role("button", name="リンクを作る").click()
    page.get_by_role("img", name="アプリで読み取るQRコード").wait_for()
    page.get_by_text("リンクを文字で送るとき").click()
    code = page.locator(".door-keys__code").inner_text()
    return page.locator("#health-link").inner_text(), code


def end_it(page) -> None:
    page.get_by_role("button", name="見せるのをやめる").click()
    page.get_by_text("見せるのをやめました。").wait_for()


def test_a_program_reads_the_link_until_the_patient_ends_it(patients_phone):
    link, code = make_link(patients_phone)
    assert complaints_of_axe(patients_phone) == []
    assert read_qr(patients_phone.locator(".door-keys__qr")) == link

    read = read_link(link, recipient=NAME, passcode=code)
    assert "だるさ" in json.dumps(read["resources"][0], ensure_ascii=False)

    patients_phone.reload()
    patients_phone.get_by_text(NAME).first.wait_for()
    patients_phone.get_by_text("診察のまとめ(PDF)を受け取った").wait_for()
    end_it(patients_phone)
    refused = read_link(link, recipient=NAME, passcode=code)
    assert refused["refused"] == "SHLManifestNotFoundError"


def test_a_page_of_another_site_reads_it_in_a_browser(patients_phone, chromium, viewers_site):
    link, code = make_link(patients_phone)
    letters = link.removeprefix("shlink:/")
    address = json.loads(urlsafe_b64decode(letters + "=" * (-len(letters) % 4)))["url"]
    context = chromium.new_context()
    viewer = context.new_page()
    viewer.goto(viewers_site)

    wrong = viewer.evaluate(FETCH, [address, {"recipient": NAME}])
    right = viewer.evaluate(FETCH, [address, {"recipient": NAME, "passcode": code}])

    context.close()
    assert (wrong["status"], wrong["found"]["remainingAttempts"]) == (401, 10)
    assert right["status"] == 200
    assert [one.count(".") for one in right["files"]] == [4, 4]


def test_without_a_script_the_link_is_there_too(open_phone, live_server, patient):
    page = open_phone(java_script=False)
    sign_in(page, patient.user, live_server.url)
    page.goto("/sharing/")

    link, code = make_link(page)

    assert "refused" not in read_link(link, recipient=NAME, passcode=code)
    assert page.get_by_role("button", name="リンクをコピーする").is_hidden()
