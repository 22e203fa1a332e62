"""Every component renders from its named inputs, well formed and without anything inline."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string

from diary.home.tabs import tab_of
from ldn_app.ui.fields import ScaleField, TypedDecimalField

from .markup import Markup

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
NIGHT = date(2026, 11, 22)
AFTER_MIDNIGHT = datetime(2026, 11, 22, 15, 40, tzinfo=UTC)  # 00:40 on the 23rd in Tokyo
FORMS = [("capsule", "カプセル"), ("tablet", "錠剤")]


class SampleForm(forms.Form):
    email = forms.EmailField(label="メールアドレス", help_text="確認番号を送ります。")
    amount = TypedDecimalField(label="量", units=("mg",))
    note = forms.CharField(label="メモ", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="同意します")
    form = forms.ChoiceField(label="剤形", choices=FORMS, widget=forms.RadioSelect)
    effects = forms.MultipleChoiceField(
        label="気になること", choices=FORMS, widget=forms.CheckboxSelectMultiple
    )
    fatigue = ScaleField(label="疲れ")


EMPTY = SampleForm()
WRONG = SampleForm({"email": "hanako@", "amount": "たくさん", "form": "pill"})
SAMPLES = {
    "waiting": [{}],
    "waiting_script": [{}],
    "button": [{"text": "はい", "size": "hero"}, {"text": "もどる", "href": "/", "icon": "back"}],
    "cancel_form": [{"csrf_token": "x"}],
    "card": [{"title": "症状", "text": "x"}, {"title": "小さな題", "level": 3, "lead": True}],
    "chips": [
        {"field": EMPTY["effects"]},
        {"name": "e", "legend": "症状", "options": FORMS, "values": ["tablet"], "error": "選んで"},
    ],
    "choice_group": [{"field": EMPTY["form"]}, {"field": WRONG["form"], "row": True, "help": "1"}],
    "choices": [
        {"name": "form", "legend": "剤形", "options": FORMS, "value": None},
        {"name": "form", "legend": "剤形", "options": FORMS, "value": "tablet", "error": "選んで"},
    ],
    "danger_zone": [{"title": "消す", "text": "もどせません。"}],
    "definition_list": [{"items": [("剤形", "カプセル"), ("量", "3 mg")]}],
    "disclosure": [{"summary": "くわしく", "text": "中身", "open": True}],
    "empty_state": [{"title": "ありません", "text": "今夜から", "href": "/", "action": "今夜へ"}],
    "field": [
        *({"field": EMPTY[name]} for name in SampleForm.base_fields if name != "effects"),
        *({"field": WRONG[name]} for name in SampleForm.base_fields if name != "effects"),
        {"field": EMPTY["amount"], "suffix": "mg", "short": True},
    ],
    "field_error": [{"field": WRONG["email"]}],
    "form_fields": [{"form": EMPTY}, {"form": WRONG}],
    "icon": [{"name": "moon"}, {"name": "note", "size": 40}],
    "messages": [{"messages": [{"level_tag": "success", "__str__": "保存しました"}]}],
    "nav": [{"path": "/tonight/"}],
    "night_label": [{"day": NIGHT}, {"day": NIGHT, "taken_at": AFTER_MIDNIGHT}],
    "notice": [{"kind": kind, "text": "x"} for kind in ("info", "warning", "danger", "success")],
    "page_header": [{"title": "今夜", "lead": "カプセル", "back": "/"}],
    "pager": [{"previous": "/a/", "next": "/b/"}, {"next": "/b/"}],
    "passkey_form": [{"action": "/x/", "text": "パスキー", "next": "/learn/", "csrf_token": "x"}],
    "passkey_script": [{}],
    "progress_steps": [{"step": 1}, {"step": 2, "marks": "1234"}],
    "saved_state": [{}, {"at": AFTER_MIDNIGHT}],
    "scale_0_10": [
        {"name": "fatigue", "legend": "疲れ", "anchor": "いちばん疲れたとき"},
        {"name": "fatigue", "legend": "疲れ", "value": 0, "error": "選んでください"},
    ],
    "scripts": [{}],
    "site_header": [{}, {"signed_in": True}, {"bare": True}],
    "standing_notices": [{"notices": [{"text": "止まりました。", "action": "見る", "href": "/"}]}],
    "send_again": [{"action": "/x/", "fields": [("text", "ひとこと")], "token": "x"}],
    "typed_texts": [{"texts": ["ひとこと"]}, {"texts": []}],
    "unsent_notice": [{}],
    "undo_bar": [{"text": "飲みました", "action": "/x/", "csrf_token": "x", "target": "card"}],
}  # fmt: skip
CASES = [(name, inputs) for name, several in SAMPLES.items() for inputs in several]


def render(component: str, /, **inputs) -> str:
    return render_to_string(f"components/{component}.html", inputs)


def test_every_component_has_a_sample():
    assert {path.stem for path in FOLDER.glob("*.html")} - set(SAMPLES) == set()


@pytest.mark.parametrize(("name", "inputs"), CASES)
def test_component_is_well_formed(name, inputs):
    assert Markup(render(name, **inputs)).complaints == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_component_lists_its_inputs_on_the_first_line(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert f"{path.stem}:" in first


def test_a_wrong_field_keeps_what_was_typed_and_ties_the_error_to_it():
    page = Markup(render("field", field=WRONG["email"]))

    (typed,) = page.all("input", name="email")
    assert typed["value"] == "hanako@"
    assert typed["aria-invalid"] == "true"
    assert "id_email_error" in typed["aria-describedby"].split()
    assert page.all("p", id="id_email_error")


def test_a_field_that_may_stay_empty_says_so():
    assert "書かなくてもよい" in render("field", field=EMPTY["note"])
    assert "書かなくてもよい" not in render("field", field=EMPTY["email"])


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("choice_group", {"field": EMPTY["form"]}),
        ("choices", {"name": "form", "legend": "剤形", "options": FORMS, "value": None}),
        ("scale_0_10", {"name": "fatigue", "legend": "疲れ"}),
        ("chips", {"field": EMPTY["effects"]}),
    ],
)
def test_nothing_is_chosen_for_the_patient(name, inputs):
    assert " checked" not in render(name, **inputs)


@pytest.mark.parametrize("value", [0, "0", 10, "7"])
def test_the_scale_shows_exactly_the_answer_that_was_given(value):
    page = Markup(render("scale_0_10", name="pain", legend="痛み", value=value))

    points = page.all("input", name="pain")
    assert [point["value"] for point in points] == [str(number) for number in range(11)]
    assert [point["value"] for point in points if "checked" in point] == [str(value)]


def test_the_night_after_midnight_is_printed_with_both_dates():
    text = render("night_label", day=NIGHT, taken_at=AFTER_MIDNIGHT)

    assert "11月22日(日)の夜の分" in text
    assert "11月23日 午前0時40分に飲みました" in text


def test_the_current_room_is_marked():
    page = Markup(render("nav", here=tab_of("/check-in/2026-11-20/")))

    assert [link["href"] for link in page.all("a", aria_current="page")] == ["/check-in/"]


@pytest.mark.parametrize("kind", ["card", "notice", "disclosure", "danger_zone", "empty_state"])
def test_a_component_can_wrap_a_piece_of_a_page(kind):
    template = Template(
        "{% load ui %}{% " + kind + " title='題' summary='題' %}<p>{{ typed }}</p>"
        "{% end" + kind + " %}"
    )

    html = template.render(Context({"typed": "<b>"}))

    assert "<p>&lt;b&gt;</p>" in html
    assert "題" in html
    assert Markup(html).complaints == []


def test_an_announcement_interrupts_only_when_it_matters():
    assert 'role="alert"' in render("notice", kind="danger", text="x", live=True)
    assert 'role="status"' in render("notice", kind="info", text="x", live=True)
    assert "role=" not in render("notice", kind="danger", text="x")
