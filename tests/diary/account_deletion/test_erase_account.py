import re
import time
from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.core import mail
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from diary.account_deletion.services import erase_account, holdings
from ldn_app.access.models import ChangeEvent
from ldn_app.access.privacy import patient_owned_models
from ldn_app.access.viewer import viewer_for
from ldn_app.accounts.models import Patient, SignInSession, Tombstone, User
from tests.factories.accounts import a_patient
from tests.factories.whole_record import a_whole_record

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
DELETE = "/settings/delete/"
AT_ONCE = {"when": "now", "understood": "on"}
PASSWORD = "a long enough sentence 42"


@pytest.fixture
def taro():
    """Somebody whose record must survive everybody else's erasure."""
    patient = a_patient("taro@example.jp", display_name="taro")
    a_whole_record(patient, mark="taro-")
    return patient


@pytest.fixture
def hanako(taro):
    patient = a_patient("hanako@example.jp", display_name="hanako")
    patient.rows = a_whole_record(patient, mark="hanako-")
    return patient


def test_nothing_that_was_hers_is_left_in_any_column_of_any_table(hanako):
    user = hanako.user
    _signed_in_by_code(user.email)
    TOTP.activate(user, generate_totp_secret())
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "hanako-phone"})
    Client().post("/accounts/login/", {"login": user.email})  # A code was sent, never typed.
    assert _columns_that_contain("hanako")

    erase_account(user.pk, now=NOW)

    assert _columns_that_contain("hanako") == []
    assert _rows_that_point_to(user, hanako) == []


def test_another_patients_record_stays_whole(hanako, taro):
    before = holdings(viewer_for(taro.user))

    erase_account(hanako.user_id, now=NOW)

    assert holdings(viewer_for(User.objects.get(pk=taro.user_id))) == before
    assert User.objects.get(pk=taro.user_id).emailaddress_set.count() == 1


def test_what_stays_is_a_tombstone_that_leads_to_nobody(hanako):
    erase_account(hanako.user_id, now=NOW)

    tombstone = Tombstone.objects.get()
    assert tombstone.erased_on == date(2026, 11, 22)
    assert {field.name for field in Tombstone._meta.fields} == {"id", "erased_on"}


def test_who_has_a_password_is_asked_for_it_first(client, hanako):
    user = hanako.user
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)

    response = client.post(DELETE, AT_ONCE)
    assert response.url.startswith("/accounts/reauthenticate/")
    assert User.objects.filter(pk=user.pk).exists()
    response = client.post(response.url, {"password": PASSWORD})

    assert response.url == "/settings/delete/done/"
    assert not User.objects.filter(pk=user.pk).exists()


def test_one_last_mail_tells_the_address(hanako, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(hanako.user_id, now=NOW)

    [message] = mail.outbox
    assert message.to == ["hanako@example.jp"]
    assert message.subject == "記録ノート: アカウントを消しました"


def test_a_dead_mail_server_does_not_keep_anybody(
    hanako, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(hanako.user_id, now=NOW)

    assert not User.objects.filter(email="hanako@example.jp").exists()
    assert "hanako" not in caplog.text


def test_a_second_click_finds_nothing_to_do(hanako):
    erase_account(hanako.user_id, now=NOW)

    assert erase_account(hanako.user_id, now=NOW) is None
    assert Tombstone.objects.count() == 1


def test_ten_years_are_gone_within_one_request(hanako):
    few = _queries_to_erase(a_patient("short@example.jp").user_id)
    _fill(hanako, days=3650)

    begin = time.perf_counter()
    many = _queries_to_erase(hanako.user_id)

    assert many <= few + 40  # Rows with rows below them are read in portions of a few hundred.
    assert time.perf_counter() - begin < 10


def _signed_in_by_code(email: str) -> Client:
    client = Client(HTTP_USER_AGENT="hanako's own phone")
    response = client.post("/accounts/login/", {"login": email})
    code = re.search(r"\d{4}-\d{4}", mail.outbox.pop().body).group()
    assert client.post(response.url, {"code": code}).url == "/tonight/"
    return client


def _columns_that_contain(text: str) -> list[str]:
    """Every column of every table of the database in which ``text`` stands."""
    quote = connection.ops.quote_name
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            cursor.execute(" ".join(("SELECT * FROM", quote(table))))
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if text in str(value).lower():
                        found.append(f"{table}.{column.name}")
    sessions = [row for row in SignInSession.objects.all() if text in str(row.get_decoded())]
    return found + ["sessions"] * len(sessions)


def _rows_that_point_to(user: User, patient: Patient) -> list[str]:
    """Models with a row that still carries the id of the user or the patient."""
    targets = {User: user.pk, Patient: patient.pk}
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            target = targets.get(field.related_model) if field.is_relation else None
            if field.name in ("user_id", "actor_user_id"):
                target = user.pk
            if target and model._base_manager.filter(**{field.attname: target}).exists():
                found.append(f"{model._meta.label}.{field.name}")
    return found


def _queries_to_erase(user_id: int) -> int:
    with CaptureQueriesContext(connection) as captured:
        erase_account(user_id, now=NOW)
    return len(captured)


def _fill(patient, *, days: int) -> None:
    """``days`` rows in each table that can hold so many."""
    for model in patient_owned_models():
        if model is ChangeEvent or any(f.name in ("day", "dose_day") for f in model._meta.fields):
            row = patient.rows[model]
            values = {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields}
            day = next((f.name for f in model._meta.fields if f.name in ("day", "dose_day")), None)
            copies = []
            for number in range(days):
                changed = {"id": None}
                if day:
                    changed[day] = date.fromordinal(date(2015, 1, 1).toordinal() + number)
                copies.append(model(**{**values, **changed}))
            model._base_manager.bulk_create(copies, batch_size=500)


def test_every_text_of_the_record_is_looked_for(hanako):
    """The search of this file finds each patient-owned table that holds a text."""
    found = {column.partition(".")[0] for column in _columns_that_contain("hanako")}

    for model in patient_owned_models():
        texts = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]
        if texts:
            assert model._meta.db_table in found
