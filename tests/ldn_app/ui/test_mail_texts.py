"""What sign-in sends by mail: short Japanese, and nothing that tells an onlooker what this is."""

import re
from datetime import UTC, datetime
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

TEMPLATES = Path(settings.BASE_DIR) / "templates"
THEIRS = Path(allauth.__file__).parent / "templates"
MAILS = sorted(
    str(path.relative_to(THEIRS)).removesuffix("_subject.txt")
    for room in ("account", "mfa")
    for path in (THEIRS / room / "email").glob("*_subject.txt")
)
TELLTALE = re.compile(r"LDN|ナルトレキソン|naltrexone|薬|服用|飲|mg|症状", re.IGNORECASE)
CONTEXT = {
    "code": "1234-5678",
    "email": "hanako@example.jp",
    "from_email": "hanako@example.jp",
    "to_email": "new@example.jp",
    "deleted_email": "old@example.jp",
    "signup_url": "https://note.example/accounts/signup/",
    "password_reset_url": "https://note.example/accounts/password/reset/",
    "ip": "203.0.113.5",
    "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604",
    "timestamp": datetime(2026, 11, 22, 13, 4, tzinfo=UTC),
}


def text_of(name: str) -> str:
    return render_to_string(name, CONTEXT, RequestFactory().get("/")).strip()


@pytest.mark.parametrize("mail", MAILS)
def test_every_mail_of_allauth_is_in_our_words(mail):
    assert (TEMPLATES / f"{mail}_subject.txt").exists()
    assert (TEMPLATES / f"{mail}_message.txt").exists()


@pytest.mark.parametrize("mail", MAILS)
def test_subject_and_text_are_neutral_japanese(mail):
    subject, message = text_of(f"{mail}_subject.txt"), text_of(f"{mail}_message.txt")

    assert re.fullmatch(r"[ぁ-んァ-ヶー一-龠]+", subject)
    assert not TELLTALE.search(subject + message)
    assert message.endswith("記録ノート")
    assert len(message.splitlines()) <= 14


@pytest.mark.parametrize("mail", MAILS)
def test_characters_of_an_address_are_not_spelled_as_html(mail):
    assert "&" not in text_of(f"{mail}_message.txt")


def test_a_change_says_when_and_from_where():
    message = text_of("account/email/password_changed_message.txt")

    assert "パスワードを変えました。" in message
    assert "日時: 2026年11月22日 22:04" in message
    assert "端末: iPhone の Safari" in message
    assert "接続元: 203.0.113.5" in message


def test_the_number_stands_on_a_line_of_its_own():
    assert "1234-5678" in text_of("account/email/login_code_message.txt").splitlines()
