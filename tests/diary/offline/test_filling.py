"""The page of a form is shown again with what was typed in it, and with nothing else changed."""

import pytest

from diary.offline.filling import filled
from ldn_app.access.kept_forms import OWNER_FIELD, owner_token
from tests.cast import sign_in_twice
from tests.factories.people import make_patient

PAGE = """<!doctype html><p>a &amp; b &#12354;</p><!-- kept --><svg><path d="M1" /></svg>
<form method="post"><input type="hidden" name="initial-a" value="1"><input name="a" value="old">
<textarea name="t" rows="2">old &lt;b&gt;</textarea>
<input type="checkbox" name="c" value="x" checked><input type="checkbox" name="c" value="y">
<input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
<select name="s"><option value="1" selected>1</option><option value="2">2</option></select>
</form><form method="post" action="/other/"><input name="a" value="untouched"></form>"""


def test_every_kind_of_field_is_filled_and_the_rest_stays():
    typed = [("a", '"><script>'), ("t", "夜中に\n</textarea>"), ("c", "y"), ("r", "1"), ("s", "2")]

    html = filled(PAGE, address="/x/", fields=typed, here="/x/", more="<i>")

    assert '<form method="post"><i>' in html
    assert 'value="&quot;&gt;&lt;script&gt;"' in html
    assert ">\n夜中に\n&lt;/textarea&gt;</textarea>" in html
    assert '<input type="checkbox" name="c" value="x">' in html
    assert '<input type="checkbox" name="c" value="y" checked>' in html
    assert '<input type="radio" name="r" value="1" checked>' in html
    assert '<option value="1">1</option><option value="2" selected>2</option>' in html
    assert 'name="initial-a" value="1"' in html
    assert 'value="untouched"' in html
    assert html.startswith(PAGE.partition("<form")[0])


def test_a_form_of_another_address_is_left_alone():
    assert filled(PAGE, address="/y/", fields=[("a", "1")], here="/x/", more="<i>") == PAGE


TYPED = {
    "/visits/new/": ({"visited_on": "2026-12-24", "clinic": "みなみ内科"}, 'value="みなみ内科"'),
    "/labs/new/": ({"collected_on": "2026-11-10", "ast-value": "<0.3"}, 'value="&lt;0.3"'),
    "/check-in/2026-11-20/": (
        {"note-text": "足がつった", "initial-note-text": ""},
        "\n足がつった</textarea>",
    ),
    "/medicines/new/": ({"name": "痛み止め 5"}, 'value="痛み止め 5"'),
    "/symptoms/": ({"name": "のどの違和感", "symptom": "fatigue"}, 'value="のどの違和感"'),
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", TYPED)
def test_the_form_itself_comes_back_filled_to_its_writer_alone(client, address):
    patient, other = make_patient(), make_patient()
    fields, shown = TYPED[address]
    posted = {**fields, OWNER_FIELD: owner_token(patient.user_id)}
    client.post(address, posted, headers={"referer": f"http://testserver{address}"})
    sign_in_twice(client, patient.user)
    (unsent,) = client.get("/unsent/").context["forms"]

    page = client.get(unsent.page).content.decode()

    assert unsent.page == f"{address}?kept={unsent.form.key}"
    assert shown in page
    assert f'name="kept_form" value="{unsent.form.key}"' in page
    assert shown not in client.get(address).content.decode()
    client.logout()
    sign_in_twice(client, other.user)
    assert shown not in client.get(unsent.page).content.decode()


@pytest.mark.django_db
def test_where_the_form_is_gone_the_list_is_shown_again(client):
    patient = make_patient()
    posted = {"text": "つぎに聞くこと", OWNER_FIELD: owner_token(patient.user_id)}
    client.post("/visits/1/note/", posted, headers={"referer": "http://testserver/visits/"})
    sign_in_twice(client, patient.user)
    (unsent,) = client.get("/unsent/").context["forms"]

    assert client.get(unsent.page).url == "/unsent/"


@pytest.mark.django_db
def test_a_tap_that_waits_says_which_night_and_what(client):
    patient = make_patient()
    mark = {OWNER_FIELD: owner_token(patient.user_id)}
    client.post("/tonight/2026-11-22/take/", {"right_now": "1", **mark})
    sign_in_twice(client, patient.user)

    page = client.get("/unsent/")

    assert "11月22日(日)の分 飲んだ" in page.content.decode()
    assert page.context["forms"][0].page == ""
