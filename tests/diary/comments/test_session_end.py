"""A clinician who writes for a long time: the session ends, the words do not."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from diary.comments.models import Comment
from ldn_app.access.kept_forms import IN_SESSION
from tests.cast import make_cast, sign_in_twice

pytestmark = pytest.mark.django_db
WORDS = "つぎの受診のときに、検査の紙を持ってきてください。"


def test_words_posted_after_the_end_wait_for_their_writer(client):
    cast = make_cast()
    address = f"/shared/{cast.grant.public_id}/comments/"
    sign_in_twice(client, cast.clinician.user)
    page = client.get(address).text
    posted = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert "15分" in page

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        answer = client.post(address, {**posted, "text": WORDS})

        assert answer.url.startswith("/accounts/login/")
        assert answer["Clear-Site-Data"] == '"cache"'
        assert not Comment.objects.unscoped(reason="test").exists()
        assert len(client.session[IN_SESSION]) == 1
        assert WORDS not in str(dict(client.session))
