import pytest
from cryptography.fernet import InvalidToken

from ldn_app.accounts.cipher import decrypt, encrypt


def test_what_was_encrypted_comes_back_and_is_not_readable():
    token = encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in token
    assert decrypt(token) == "JBSWY3DPEHPK3PXP"


def test_a_changed_key_still_opens_what_yesterdays_key_closed(settings):
    token = encrypt("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "z" * 50

    assert decrypt(token) == "secret"


def test_without_yesterdays_key_it_stays_closed(settings):
    token = encrypt("secret")
    settings.SECRET_KEY = "another-" + "z" * 50

    with pytest.raises(InvalidToken):
        decrypt(token)
