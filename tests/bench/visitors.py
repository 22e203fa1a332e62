"""Signed-in patients of the measurements: a diary of a month and one of ten years."""

import time
from dataclasses import dataclass
from datetime import date

from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpResponse
from django.test import Client

from diary.symptoms.models import TrackedSymptom
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient, User
from ldn_app.accounts.sessions import SessionStore

from .load import FORM, Call

TOKEN = "c" * 32
AGES = {"30d": 30, "10y": 3650}


@dataclass(frozen=True)
class Visitor:
    """``today``: the dose day that the pages show. ``symptom``: the key of a followed symptom."""

    patient_id: int
    session: str
    symptom: str
    today: date

    @property
    def headers(self) -> dict[str, str]:
        cookies = (
            f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        )
        return {"Cookie": cookies, "X-CSRFToken": TOKEN}

    def calls(self) -> dict[str, Call]:
        """What is measured, by the name of its figures."""
        month = f"/month/{self.today}/"
        answer = f"answer={self.symptom}&{self.symptom}=5"
        htmx = {**self.headers, "HX-Request": "true"}
        return {
            "tonight": Call("/tonight/", self.headers),
            "check_in": Call("/check-in/", self.headers),
            "check_in_post": Call("/check-in/", htmx, body=answer),
            "month": Call(month, self.headers),
            "visit": Call("/visit/", self.headers),
        }

    def send(self, call: Call) -> HttpResponse:
        """The same request inside this process, for counting SQL."""
        client = Client(headers={"Host": "127.0.0.1"})
        client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        if call.body is None:
            return client.get(call.path)
        htmx = {"HX-Request": "true"}
        return client.post(call.path, call.body, content_type=FORM, headers=htmx)


def session_of(user: User, *, proved_twice: bool = False) -> str:
    """The key of a new session that ``user`` is signed in with; clinicians prove it twice."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if proved_twice:
        proof = {"method": "mfa", "type": "totp", "at": time.time()}
        session["account_authentication_methods"] = [proof]
        session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    return session.session_key


def visitor(patient: Patient, *, today: date) -> Visitor:
    followed = TrackedSymptom.objects.visible_to(on_behalf_of(patient.pk)).first()
    return Visitor(patient.pk, session_of(patient.user), f"symptom-{followed.pk}", today)
