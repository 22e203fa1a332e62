import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def test_the_process_answers(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_when_database_and_broker_answer(client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": True, "broker": True}


def test_not_ready_without_the_broker_and_says_which(client, settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/nothing.sock"

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": True, "broker": False}


def test_not_ready_without_the_database(client, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] is False
