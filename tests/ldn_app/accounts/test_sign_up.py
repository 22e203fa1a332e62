import re

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ldn_app.accounts.forms import SignupForm, consent_text
from ldn_app.accounts.models import User
from tests.factories.accounts import a_patient

pytestmark = pytest.mark.django_db

SIGN_UP = "/accounts/signup/"


def test_sign_up_asks_for_an_address_and_the_consent_and_nothing_else():
    assert list(SignupForm().fields) == ["email", "consent"]


def test_the_consent_is_not_ticked_beforehand(client):
    page = client.get(SIGN_UP).content.decode()

    box = re.search(r"<input[^>]*name=\"consent\"[^>]*>", page).group()
    assert "checked" not in box
    assert "required" in box


def test_the_page_says_word_for_word_what_is_agreed_to(client):
    page = client.get(SIGN_UP).content.decode()

    for words in ("何をあずかるか", "何に使うか", "だれが見るか", "やめたいとき"):
        assert words in page


def test_the_text_of_the_current_consent_exists():
    assert get_template(consent_text(django_settings.HEALTH_DATA_CONSENT_VERSION))


def test_without_consent_no_account_is_opened_and_the_address_is_kept(client):
    response = client.post(SIGN_UP, {"email": "hanako@example.jp"})

    assert "同意が必要です" in response.content.decode()
    assert "hanako@example.jp" in response.content.decode()
    assert not User.objects.exists()


def test_a_code_from_the_mail_confirms_the_address_and_leads_to_the_first_run(client):
    response = client.post(SIGN_UP, {"email": "hanako@example.jp", "consent": "on"})
    assert response.url == reverse("account_email_verification_sent")
    [message] = mail.outbox

    response = client.post(response.url, {"code": _code_in(message.body)})

    assert response.url == "/welcome/"
    user = User.objects.get()
    assert user.emailaddress_set.get().verified
    assert user.consents.get().version == django_settings.HEALTH_DATA_CONSENT_VERSION
    assert abs(timezone.now() - user.consents.get().given_at).total_seconds() < 60
    assert client.get("/welcome/").status_code == 200


def test_the_code_may_be_typed_in_full_width_with_blanks(client):
    response = client.post(SIGN_UP, {"email": "hanako@example.jp", "consent": "on"})
    code = _code_in(mail.outbox[0].body)
    wide = code.translate(str.maketrans("0123456789-", "０１２３４５６７８９ー"))

    response = client.post(response.url, {"code": f" {wide} "})

    assert response.url == "/welcome/"


def test_a_wrong_code_says_what_to_do(client):
    response = client.post(SIGN_UP, {"email": "hanako@example.jp", "consent": "on"})

    response = client.post(response.url, {"code": "not-the-code"})

    assert "番号が違います" in response.content.decode()


def test_a_known_address_gets_the_same_page_and_a_mail_of_its_own(client):
    a_patient("taro@example.jp")

    known = client.post(SIGN_UP, {"email": "taro@example.jp", "consent": "on"}, follow=True)
    fresh_client = type(client)()
    unknown = fresh_client.post(SIGN_UP, {"email": "new0@example.jp", "consent": "on"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert _shape(known, "taro@example.jp") == _shape(unknown, "new0@example.jp")
    assert [len(message.to) for message in mail.outbox] == [1, 1]
    assert not re.search(r"\d{4}-\d{4}", mail.outbox[0].body)
    assert User.objects.count() == 2


def test_a_known_and_an_unknown_address_make_about_the_same_work(client):
    """Measured in queries: the clock of a busy machine proves nothing."""
    a_patient("taro@example.jp")

    known = _work(lambda: Client().post(SIGN_UP, {"email": "taro@example.jp", "consent": "on"}))
    fresh = _work(lambda: Client().post(SIGN_UP, {"email": "new0@example.jp", "consent": "on"}))

    assert abs(known - fresh) <= 12
    assert len(mail.outbox) == 2


def test_no_mail_tells_an_onlooker_what_it_is_about(client):
    a_patient("taro@example.jp")
    for email in ("taro@example.jp", "new0@example.jp"):
        type(client)().post(SIGN_UP, {"email": email, "consent": "on"})

    for message in mail.outbox:
        for word in ("LDN", "ナルトレキソン", "naltrexone", "服薬", "薬"):
            assert word not in message.subject + message.from_email
            assert word not in message.body


def _code_in(body: str) -> str:
    return re.search(r"\d{4}-\d{4}", body).group()


def _shape(response, address: str) -> tuple[int, str]:
    """The page without what differs from visit to visit."""
    page = response.content.decode().replace(address, "ADDRESS")
    page = re.sub(r"csrfmiddlewaretoken\" value=\"[^\"]+\"", "", page)
    return response.status_code, page


def _work(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
