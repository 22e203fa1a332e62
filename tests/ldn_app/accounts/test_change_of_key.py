"""SECRET_KEY is changed: nobody loses their second step."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command

from ldn_app.accounts.cipher import decrypt, encrypt
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
NEW_KEY = "another-" + "z" * 50


@pytest.mark.parametrize(("kind", "name"), [("totp", "secret"), ("recovery_codes", "seed")])
def test_the_old_key_can_go_once_the_secrets_are_encrypted_anew(settings, kind, name):
    data = {name: encrypt("JBSWY3DPEHPK3PXP"), "used_mask": 3}
    Authenticator.objects.create(user=make_user(), type=kind, data=data)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW_KEY, [settings.SECRET_KEY]

    call_command("reencrypt_secrets", verbosity=0)

    settings.SECRET_KEY_FALLBACKS = []
    kept = Authenticator.objects.get().data
    assert decrypt(kept[name]) == "JBSWY3DPEHPK3PXP"
    assert kept["used_mask"] == 3
