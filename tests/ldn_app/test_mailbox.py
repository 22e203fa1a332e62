from django.core.mail import send_mail

from tests.mailbox import text_of


def test_mail_in_japanese_arrives_over_smtp(mailbox):
    send_mail("記録ノート", "番号は 123456 です。", "note@example.org", ["hanako@example.org"])

    message = mailbox.wait_for("hanako@example.org")

    assert message["subject"] == "記録ノート"
    assert "123456" in text_of(message)
