"""Every box for an address takes it in one form; both mail paths send to it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import call_command
from django.utils.module_loading import import_string

from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.services.ticking import tick
from diary.reminders.transports import installed_transports
from diary.sharing.clinic_services import invite_colleague
from ldn_app.accounts.address_field import AddressField
from ldn_app.accounts.canonical_rows import bring_accounts, bring_invitations
from ldn_app.accounts.models import ClinicInvitation, User
from ldn_app.accounts.services import verified_addresses
from tests.factories.people import make_clinic, make_patient, make_proved_user
from tests.factories.plans import make_plan
from tests.factories.reminders import make_reminder, messages
from tests.mailbox import smtp_server

AFTERNOON = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)  # 15:00 in Tokyo
TEN = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)  # 22:00 in Tokyo
pytestmark = pytest.mark.django_db
SIGN_UP, SIGN_IN = "/accounts/signup/", "/accounts/login/"
RESET = "/accounts/password/reset/"
ROOT = Path(__file__).resolve().parents[3]
CARRIER = "taro..yamada@docomo.ne.jp"


def sign_up(client, typed: str):
    return client.post(SIGN_UP, {"email": typed, "consent": "on"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (CARRIER, CARRIER),
        ("taro.yamada.@ezweb.ne.jp", "taro.yamada.@ezweb.ne.jp"),
        ("hanako＠example.jp", "hanako@example.jp"),
        ("hana\u200bko@example.jp", "hanako@example.jp"),
        ("kana@日本語.jp", "kana@xn--wgv71a119e.jp"),
    ],
)
def test_signing_up_and_in_again_is_one_person(client, typed, kept):
    confirm = sign_up(client, typed)
    code = re.search(r"\d{4}-\d{4}", mail.outbox[0].body).group()
    client.post(confirm.url, {"code": code})

    assert User.objects.get().email == kept
    assert EmailAddress.objects.get().email == kept
    for spelling in (typed, kept.upper(), kept.replace("@", "＠")):
        other = type(client)()
        asked = other.post(SIGN_IN, {"login": spelling})
        code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()
        assert other.post(asked.url, {"code": code}).status_code == 302
        assert other.session.get("_auth_user_id") == str(User.objects.get().pk)
    sign_up(type(client)(), typed)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("花子@example.jp", "半角の英数字"),
        ("hanako@example", "@のうしろを確かめてください"),
        ("hanako yamada@example.jp", "途中に空白があります"),
        ("hanako", "メールアドレスの形を確かめてください"),
    ],
)
def test_what_is_no_address_is_answered_and_kept(client, typed, says):
    for path, name in ((SIGN_UP, "email"), (SIGN_IN, "login")):
        page = client.post(path, {name: typed, "consent": "on"}).content.decode()

        assert says in page
        assert f'value="{typed}"' in page
    assert not mail.outbox


def test_a_browser_does_not_judge_before_we_do(client):
    for path in (SIGN_UP, SIGN_IN, RESET):
        page = client.get(path).content.decode()

        assert 'type="email"' not in page
        assert 'inputmode="email"' in page


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("signup", "email"),
        ("login", "login"),
        ("request_login_code", "email"),
        ("reset_password", "email"),
        ("add_email", "email"),
        ("change_email", "email"),
    ],
)
def test_allauths_forms_have_the_one_field(name, field):
    form = import_string(django_settings.ACCOUNT_FORMS[name])()

    assert isinstance(form.fields[field], AddressField)


def test_no_other_box_for_addresses_stands_in_the_house():
    """A new form with an address takes ``AddressField``."""
    found = set()
    for folder in ("ldn_app", "diary", "education", "templates", "static/js"):
        for path in (ROOT / folder).rglob("*.*"):
            text = path.read_text("utf-8") if path.suffix in {".py", ".html", ".js"} else ""
            if re.search(r"forms\.EmailField|EmailInput|type=.email|validate_email", text):
                found.add(path.relative_to(ROOT).as_posix())

    assert found == set()


def test_the_new_address_of_somebody_signed_in_has_the_form():
    user = make_patient().user
    typed = {"email": "Taro.．Yamada＠docomo.ne.jp"}
    form = import_string(django_settings.ACCOUNT_FORMS["add_email"])(user, typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["email"] == CARRIER


def test_a_colleague_is_found_by_the_one_form():
    clinic = make_clinic()

    invitation = invite_colleague(clinic, " Kana＠日本語。jp", now=TEN)
    colleague = make_proved_user("kana@xn--wgv71a119e.jp")

    assert invitation.email in verified_addresses(colleague.pk)


def test_both_mail_paths_reach_a_carriers_old_address(client, settings):
    settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
    with smtp_server() as (mailbox, settings.EMAIL_HOST, settings.EMAIL_PORT):
        sign_up(client, CARRIER)
        patient = User.objects.get().patient
        make_plan(patient)
        make_reminder(patient, now=AFTERNOON)
        tick(now=TEN)
        deliver_waiting(clock=lambda: TEN, transports=installed_transports())

        assert len(mailbox.sent_to(CARRIER)) == 2  # the server takes the quotation marks off
    assert messages().get().state == "handed_over"


def kept_as(email: str, **values) -> User:
    """A row from before there was one form."""
    user = User.objects.create(email=email, **values)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def test_older_rows_get_the_form_and_collisions_are_told_by_row(capsys):
    plain = kept_as("hana\u200bko@example.jp")
    first = kept_as("kana@xn--wgv71a119e.jp")
    second = kept_as("kana@日本語.jp")
    unfit = kept_as("花子@example.jp")

    call_command("canonical_addresses")

    told = capsys.readouterr().out
    plain.refresh_from_db()
    second.refresh_from_db()
    assert plain.email == plain.emailaddress_set.get().email == "hanako@example.jp"
    assert second.email == "kana@日本語.jp"
    assert f"accounts_user {second.pk} and {first.pk}" in told
    assert f"accounts_user {unfit.pk}: no address" in told
    assert "@" not in told
    assert User.objects.count() == 4
    assert bring_accounts(User, EmailAddress).changed == 0  # a second run changes nothing


def test_whoever_keeps_an_older_spelling_can_still_sign_in(client):
    kept_as("kana@xn--wgv71a119e.jp")
    second = kept_as("kana@日本語.jp")

    asked = client.post(SIGN_IN, {"login": "Kana@日本語.jp "})
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()
    client.post(asked.url, {"code": code})

    assert client.session.get("_auth_user_id") == str(second.pk)


def test_an_older_invitation_is_found_by_the_address_of_today():
    invitation = make_clinic().invitations.create(
        email="Kana@日本語.jp", created_at=AFTERNOON, expires_at=TEN
    )

    assert bring_invitations(ClinicInvitation, "email").changed == 1

    invitation.refresh_from_db()
    assert invitation.email == "kana@xn--wgv71a119e.jp"
