import pytest

from diary.symptoms.models import TrackedSymptom
from ldn_app.access.viewer import on_behalf_of
from tests.factories.check_ins import make_symptom
from tests.factories.people import make_patient


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


def names(viewer):
    rows = TrackedSymptom.objects.visible_to(viewer).filter(removed_at__isnull=True)
    return [row.name for row in rows]


def test_every_illness_of_the_library_is_offered(signed_in):
    text = signed_in.get("/symptoms/").text

    for words in ("ME/CFS", "コロナの後遺症", "線維筋痛症", "クローン病", "多発性硬化症", "甲状腺"):
        assert words in text


def test_choosing_adds_and_leads_on_to_where_one_came_from(signed_in, viewer):
    posted = {"symptom": ["fatigue", "brain_fog"], "next": "/check-in/"}

    answer = signed_in.post("/symptoms/", posted)

    assert answer.url == "/check-in/"
    assert names(viewer) == ["だるさ・つかれやすさ", "頭がぼんやりする・集中できない"]


def test_an_address_of_somebody_else_is_not_followed(signed_in):
    posted = {"symptom": ["fatigue"], "next": "https://evil.example/"}

    assert signed_in.post("/symptoms/", posted).url == "/symptoms/"
    assert "evil.example" not in signed_in.get("/symptoms/?next=https://evil.example/").text


def test_ones_own_symptom_with_what_a_ten_would_be(signed_in, patient, viewer):
    posted = {"name": "のどの違和感😖", "anchor": "水も飲めない"}

    answer = signed_in.post("/symptoms/", posted, follow=True)

    assert "加えました。" in answer.text
    assert names(viewer) == ["のどの違和感😖"]
    assert "10 水も飲めない" in signed_in.get("/check-in/").text


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "一覧から選ぶか、症状の名前を書いてください。"),
        ({"name": "　"}, "一覧から選ぶか、症状の名前を書いてください。"),
        ({"name": "あ" * 41}, "40文字までで書いてください。"),
        ({"anchor": "歩けない"}, "症状の名前を書いてください。"),
        ({"symptom": "nonsense"}, "症状"),
    ],
)
def test_what_cannot_be_added_says_what_to_do_and_stays_typed(signed_in, posted, sentence):
    answer = signed_in.post("/symptoms/", posted)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert posted.get("name", "") in answer.text


def test_a_symptom_that_is_followed_already_is_said_to_be(signed_in, patient):
    make_symptom(patient, name="めまい")

    answer = signed_in.post("/symptoms/", {"name": "めまい"})

    assert answer.status_code == 422
    assert "その症状は、もう記録しています。" in answer.text


def test_symptoms_are_moved_removed_and_put_back(signed_in, patient, viewer):
    first = make_symptom(patient, name="いち", position=0)
    make_symptom(patient, name="に", position=1)
    address = f"/symptoms/{first.pk}/"

    signed_in.post(address, {"change": "down"})
    assert names(viewer) == ["に", "いち"]

    signed_in.post(address, {"change": "up"})
    assert names(viewer) == ["いち", "に"]

    answer = signed_in.post(address, {"change": "remove", "next": "/check-in/"}, follow=True)
    assert "これまでの記録は残っています。" in answer.text
    assert answer.redirect_chain == [("/symptoms/?next=%2Fcheck-in%2F", 302)]
    assert names(viewer) == ["に"]

    signed_in.post(address, {"change": "again"})
    assert names(viewer) == ["に", "いち"]


@pytest.mark.parametrize("change", ["up", "down", "remove", "again", "nonsense", ""])
def test_the_symptom_of_another_patient_is_not_found(signed_in, change):
    others = make_symptom(make_patient())

    assert signed_in.post(f"/symptoms/{others.pk}/", {"change": change}).status_code == 404
    others.refresh_from_db()
    assert others.removed_at is None


def test_an_unknown_change_changes_nothing(signed_in, patient, viewer):
    symptom = make_symptom(patient)

    assert signed_in.post(f"/symptoms/{symptom.pk}/", {"change": "eat"}).status_code == 302
    assert names(viewer) == [symptom.name]


def test_the_list_is_changed_by_a_post_only(signed_in, patient):
    assert signed_in.get(f"/symptoms/{make_symptom(patient).pk}/").status_code == 405


def test_the_library_promises_nothing(signed_in):
    text = signed_in.get("/symptoms/").text

    assert "この一覧は、薬の効きめを示すものではありません。" in text


def test_a_refused_form_leaves_nothing_behind_and_keeps_its_ticks(signed_in, patient, viewer):
    make_symptom(patient, name="のどの違和感")

    answer = signed_in.post("/symptoms/", {"symptom": ["fatigue"], "name": "のどの違和感"})

    assert answer.status_code == 422
    assert names(viewer) == ["のどの違和感"]
    assert answer.context["ticked"] == ["fatigue"]
