"""Redis is emptied, stopped, gone for a while: the rows are the truth, the next tick finds them."""

import shutil
import time
from collections import Counter

import pytest
import redis as redis_client
from django.utils import timezone

from diary.doses.clock import clock_of
from diary.doses.models import Dose
from ldn_app.supervise.ground import Place
from tests import servers
from tests.bench.load import Call, one_after_another
from tests.bench.visitors import Visitor, session_of
from tests.bench.web import free_port, running_web
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.factories.reminders import messages
from tests.stubborn_smtp import stubborn_smtp

from .crowds import COUNT, addressees, all_is_settled, make_everybody_due
from .engine import engine, short_folder, wait_until
from .processes import environment

pytestmark = pytest.mark.django_db(transaction=True)
# Long enough for worker and beat to try in vain several times. Ten minutes were tried by hand
# (docs/decisions/0018-running-for-others.md); nothing but the number of tries differs.
SECONDS_GONE = 8


def test_an_emptied_and_restarted_broker_loses_and_doubles_nothing():
    with short_folder() as folder, stubborn_smtp() as (mailbox, port):
        env = environment(port, REDIS_URL=f"unix://{folder}/redis/redis.sock")
        env["LDN_DATA_DIR"] = str(folder)
        with engine(env):
            with servers.redis(folder) as broker:
                make_everybody_due(first=0)
                wait_until(lambda: len(mailbox.messages) >= COUNT // 10)
                redis_client.Redis.from_url(broker).flushall()
            shutil.rmtree(folder / "redis")
            make_everybody_due(first=COUNT)
            time.sleep(SECONDS_GONE)
            with servers.redis(folder):
                wait_until(all_is_settled)
        sent = addressees(mailbox)

    assert len(sent) == 2 * COUNT
    assert max(sent.values()) == 1
    assert Counter(messages().values_list("state", flat=True)) == {"handed_over": 2 * COUNT}


def test_pages_and_taps_are_answered_while_the_broker_is_gone(monkeypatch, tmp_path):
    for name, value in environment(1, REDIS_URL=f"unix://{tmp_path}/gone.sock").items():
        monkeypatch.setenv(name, value)
    patient = make_patient()
    plan = make_plan(patient)
    tonight = clock_of(patient).day_of(timezone.now())
    headers = Visitor(patient.pk, session_of(patient.user), "", tonight).headers
    with running_web(Place("127.0.0.1", free_port(), tmp_path), database=None) as web:
        one_after_another(web.port, Call("/tonight/", headers), 3)
        one_after_another(
            web.port, Call(f"/tonight/{tonight}/take/", headers, "right_now=1", 302), 1
        )
        one_after_another(web.port, Call("/readyz", {}, status=503), 1)

    answers = Dose.objects.unscoped(reason="test").filter(regimen=plan.regimen)
    assert [(dose.dose_day, dose.status) for dose in answers] == [(tonight, "taken")]
