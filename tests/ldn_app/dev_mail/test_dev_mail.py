"""Outgoing mail in files, readable in the browser."""

import stat

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.test import Client

from ldn_app.dev_mail.letters import letter_named, letters_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.ldn_app.dev_mail.dev_mail_urls"),
]


@pytest.fixture
def folder(tmp_path, settings):
    settings.EMAIL_BACKEND = "ldn_app.dev_mail.backend.EmailFileBackend"
    settings.DEV_MAIL_DIR = tmp_path / "mail"
    return tmp_path / "mail"


def send(subject: str, text: str = "番号は 123456 です。") -> None:
    send_mail(subject, text, "記録ノート <note@example.org>", ["hanako@example.org"])


def test_empty_mailbox_says_what_to_do(folder, client: Client):
    page = client.get("/dev/mail/")

    assert page.status_code == 200
    assert "まだメールはありません" in page.content.decode()


def test_newest_mail_stands_first(folder, client: Client):
    send("一通目")
    send("二通目")

    text = client.get("/dev/mail/").content.decode()

    assert text.index("二通目") < text.index("一通目")
    assert "hanako@example.org" in text


def test_mail_can_be_read_and_its_links_followed(folder, client: Client):
    send("確認", "番号は 123456 です。\nhttp://127.0.0.1:8000/accounts/ を開きます。")
    name = letters_in(folder)[0].name

    page = client.get(f"/dev/mail/{name}/")

    assert "123456" in page.content.decode()
    assert 'href="http://127.0.0.1:8000/accounts/"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_markup_in_a_mail_is_shown_and_not_run(folder, client: Client):
    send("<b>題</b>", "<script>alert(1)</script>")
    name = letters_in(folder)[0].name

    text = client.get(f"/dev/mail/{name}/").content.decode()

    assert "<script>alert" not in text
    assert "<b>題</b>" not in text


def test_attachment_and_other_version_are_named(folder):
    message = EmailMultiAlternatives("題", "本文", "note@example.org", ["a@example.org"])
    message.attach_alternative("<p>本文</p>", "text/html")
    message.attach("ldn-note.pdf", b"%PDF", "application/pdf")
    message.send()

    letter = letters_in(folder)[0]

    assert letter.text.strip() == "本文"
    assert letter.other_parts == ("text/html", "ldn-note.pdf")


def test_files_and_their_names_tell_nobody_else_anything(folder):
    send("題")

    (path,) = folder.iterdir()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert path.suffix == ".eml"
    assert "hanako" not in path.name


@pytest.mark.parametrize("name", ["absent", "../mail/absent", "../../etc/passwd", ""])
def test_name_never_leads_out_of_the_folder(folder, name):
    (folder.parent / "secret.eml").write_text("x")
    folder.mkdir()

    assert letter_named(folder, name) is None
    assert letter_named(folder, "../secret") is None


def test_mail_that_does_not_exist_is_a_404(folder, client: Client):
    assert client.get("/dev/mail/absent/").status_code == 404
