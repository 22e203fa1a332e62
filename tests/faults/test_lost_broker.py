"""Redis is emptied, stopped, gone for a while: the rows are the truth, the next tick finds them."""

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator

import pytest
import redis as redis_client
from django.utils import timezone

from diary.doses.models import Dose
from ldn_app.background_jobs.models import PaperJob
from ldn_app.clock import clock_of
from ldn_app.supervise.preflight import RunConfig
from tests import servers
from tests.bench.load import Call, one_after_another
from tests.bench.visitors import Visitor, session_of
from tests.bench.web import free_port, running_web
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.factories.reminders import messages
from tests.stubborn_smtp import stubborn_smtp
from tests.waiting import wait_until

from .crowds import COUNT, addressees, all_is_settled, make_everybody_due
from .engine import engine, short_folder
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


@pytest.fixture(params=["gone", "frozen"])
def lost_broker(request) -> Iterator[str]:
    """The address of a Redis that is not there, or that takes lines and says nothing."""
    with short_folder() as folder:
        if request.param == "gone":
            yield f"unix://{folder}/gone.sock"
            return
        with servers.redis(folder) as address:
            told = redis_client.Redis.from_url(address).info("server")
            os.kill(told["process_id"], signal.SIGSTOP)
            try:
                yield address
            finally:
                os.kill(told["process_id"], signal.SIGCONT)


def test_pages_taps_and_papers_are_answered_while_the_broker_says_nothing(
    monkeypatch, tmp_path, lost_broker
):
    """Twice as many ask for a paper as the web has threads, and none of them waits."""
    for name, value in environment(1, REDIS_URL=lost_broker).items():
        monkeypatch.setenv(name, value)
    patients = [make_patient() for _ in range(8)]
    plan = make_plan(patients[0])
    tonight = clock_of(patients[0]).day_of(timezone.now())
    headers = [Visitor(one.pk, session_of(one.user), "", tonight).headers for one in patients]
    with running_web(RunConfig("127.0.0.1", free_port(), tmp_path), database=None) as web:
        for each in headers:
            ask = Call("/settings/download/archive/", each, "", 302)
            one_after_another(web.port, ask, 1)
        one_after_another(web.port, Call("/healthz", {}), 3)
        one_after_another(web.port, Call("/tonight/", headers[0]), 3)
        take = Call(f"/tonight/{tonight}/take/", headers[0], "right_now=1", 302)
        one_after_another(web.port, take, 1)
        one_after_another(web.port, Call("/readyz", {}, status=503), 1)

    answers = Dose.objects.unscoped(reason="test").filter(regimen=plan.regimen)
    assert [(dose.dose_day, dose.status) for dose in answers] == [(tonight, "taken")]
    assert PaperJob.objects.unscoped(reason="test").filter(state="waiting").count() == len(patients)
