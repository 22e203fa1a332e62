"""Large files: a worker reads them, pages show what it found."""

import json
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from diary.importing import in_worker, recognise
from diary.importing.models import WaitingFile
from diary.importing.recognise import is_large, seems_ours
from diary.symptoms.models import SymptomRating
from ldn_app.access.models import ChangeEvent
from ldn_app.background_jobs.models import PaperJob, PaperPiece
from ldn_app.background_jobs.services.rendering import render_job
from tests.diary.importing.test_bring_table import BRING, COLUMNS, ROWS, rows
from tests.diary.importing.test_hostile_files import HEAD, zip_of
from tests.diary.importing.test_round_trip import content_of, written
from tests.factories.paper_jobs import jobs
from tests.factories.people import make_patient

OWN = "/settings/bring/own/"
MEND = "/settings/bring/rows/mend.csv"
FATIGUE = {"use0": "day", "use1": "new", "name1": "だるさ", "use2": "ignore"}


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch):
    monkeypatch.setattr(recognise, "LARGE_BYTES", 200)


@pytest.fixture
def at_work(tonight):
    """Lets a worker make what waits; returns how many it made."""

    def work() -> int:
        waiting = list(jobs().filter(state=PaperJob.State.WAITING))
        for job in waiting:
            render_job(job.pk, clock=lambda: tonight)
        return len(waiting)

    return work


def table(lines: int = 40, more: str = "") -> str:
    first = date(2026, 10, 1)
    days = (f"{first + timedelta(days=number)},{number % 10},雨\n" for number in range(lines))
    return "日付,だるさ,天気\n" + "".join(days) + more


def choose(client, content: bytes):
    return client.post(BRING, {"file": SimpleUploadedFile("a.csv", content)})


def through(client, address: str, at_work, **data):
    """The page behind the one on which one waits."""
    answer = client.post(address, data) if data else client.get(address)
    assert answer.url.startswith("/settings/bring/reading/")
    assert client.get(answer.url).status_code == 200
    assert client.get(f"{answer.url}state/").status_code == 200
    assert at_work() == 1
    onward = client.get(answer.url)
    assert onward.status_code == 302
    return client.get(onward.url)


def test_a_large_table_comes_in_by_a_worker(signed_in, patient, at_work):
    assert choose(signed_in, table().encode()).url == COLUMNS
    page = through(signed_in, COLUMNS, at_work)
    assert "だるさ" in page.text
    assert "記録は40行です" in page.text

    assert signed_in.post(COLUMNS, FATIGUE).url == ROWS
    shown = through(signed_in, ROWS, at_work)
    assert "取り込まない列: 「天気」(40行に書かれています)" in shown.text
    assert not rows(patient, SymptomRating).exists()
    done = through(signed_in, ROWS, at_work, mark=shown.context["preview"].mark)

    assert "41件を新しく記録しました" in done.text
    assert rows(patient, SymptomRating).count() == 40
    assert not WaitingFile.objects.unscoped(reason="test").exists()
    event = rows(patient, ChangeEvent).filter(model_label="symptoms.SymptomRating").get()
    assert event.actor_user_id == patient.user_id


def test_what_was_found_is_asked_for_once(signed_in, at_work):
    choose(signed_in, table().encode())
    through(signed_in, COLUMNS, at_work)

    for _ in range(3):
        assert signed_in.get(COLUMNS).status_code == 200
    assert jobs().count() == 1


def test_bad_lines_of_a_large_table_stay_out_and_can_be_mended(signed_in, patient, at_work):
    choose(signed_in, table(more='きのう,3,\n2026-11-20,4,"雨\n').encode())
    through(signed_in, COLUMNS, at_work)
    signed_in.post(COLUMNS, FATIGUE)
    shown = through(signed_in, ROWS, at_work)
    mark = shown.context["preview"].mark
    assert "直す2行をのぞいて取り込む" in shown.text
    assert "きのう" in b"".join(signed_in.get(MEND).streaming_content).decode()

    assert signed_in.post(ROWS, {"mark": mark}).status_code == 422
    answer = signed_in.post(ROWS, {"mark": mark, "without_bad": "yes"})
    at_work()
    onward = signed_in.get(answer.url)

    assert onward.url == ROWS
    assert rows(patient, SymptomRating).count() == 40
    again = through(signed_in, ROWS, at_work)
    assert "読めた行の記録は、もうぜんぶここにあります" in again.text


def test_what_a_large_table_says_about_symptoms_stands_in_no_job(signed_in, at_work):
    choose(signed_in, table().encode())
    through(signed_in, COLUMNS, at_work)
    signed_in.post(COLUMNS, {**FATIGUE, "name1": "ひみつの症状"})
    through(signed_in, ROWS, at_work)

    kept = [json.dumps(job.asked, ensure_ascii=False) for job in jobs()]
    assert "ひみつ" not in "".join(kept)
    assert all("ひみつ" not in piece.token for piece in PaperPiece.objects.all())


def test_a_large_table_can_be_read_another_way(signed_in, at_work):
    choose(signed_in, ("いつ;a,つらさ\n" + "2026/11/18;b,2\n" * 30).encode())
    through(signed_in, COLUMNS, at_work)
    layout = {"encoding": "UTF-8", "delimiter": "semicolon", "heading": "1", "shape": "wide"}
    signed_in.post(COLUMNS, {**layout, "reread": "yes"})

    page = through(signed_in, COLUMNS, at_work)
    assert page.context["form"].table.names == ("いつ", "a,つらさ")

    signed_in.post(COLUMNS, {**layout, "delimiter": "tab", "reread": "yes"})
    refused = signed_in.get(COLUMNS)
    at_work()
    back = signed_in.get(signed_in.get(refused.url).url, follow=True)
    assert "表として読めませんでした" in back.text
    assert back.context["form"].table.names


@pytest.mark.parametrize(
    ("content", "address", "sentence"),
    [
        (zip_of(("record.json", HEAD + "{}," * 200_001)), OWN, "記録の数が多すぎます"),
        (b"PK\x03\x04" + b"x" * 400, OWN, "zipがこわれています"),
        (b'{"format": "ldn-note", ' + b" " * 400, OWN, "こわれています"),
        ("ひとつの列\nだけ\n".encode() * 40, COLUMNS, "表として読めませんでした"),
        (b"\xff\x81\x00\x9d\xfe" * 60, COLUMNS, "文字の種類がわかりませんでした"),
    ],
)
def test_a_large_file_that_is_none_says_so_and_goes(signed_in, at_work, content, address, sentence):
    assert choose(signed_in, content).url == address
    waiting = signed_in.get(address).url
    at_work()

    page = signed_in.get(signed_in.get(waiting).url, follow=True)

    assert sentence in page.text
    assert not WaitingFile.objects.unscoped(reason="test").exists()


def test_our_own_large_file_comes_in(signed_in, patient, theirs, at_work):
    choose(signed_in, written(theirs))
    shown = through(signed_in, OWN, at_work)

    through(signed_in, OWN, at_work, mark=shown.context["preview"].mark)

    assert content_of(patient) == content_of(theirs)


def test_a_record_that_moved_on_is_shown_anew(signed_in, patient, theirs, at_work):
    choose(signed_in, written(theirs))
    shown = through(signed_in, OWN, at_work)
    answer = signed_in.post(OWN, {"mark": "something else"})
    at_work()

    onward = signed_in.get(answer.url)

    assert onward.url == OWN
    assert content_of(patient) != content_of(theirs)
    again = through(signed_in, OWN, at_work)
    assert again.context["preview"].mark == shown.context["preview"].mark
    assert again.context["preview"].may_be_taken_in


def test_another_file_in_between_makes_an_old_reading_void(signed_in, at_work):
    choose(signed_in, table().encode())
    waiting = signed_in.get(COLUMNS).url
    choose(signed_in, table(30).encode())
    at_work()

    assert signed_in.get(waiting).status_code == 302
    assert "記録は30行です" in through(signed_in, COLUMNS, at_work).text


def test_giving_up_takes_what_was_found_along(signed_in, at_work):
    choose(signed_in, table().encode())
    through(signed_in, COLUMNS, at_work)

    signed_in.post("/settings/bring/stop/")

    assert not jobs().exists()
    assert not PaperPiece.objects.exists()


def test_a_reading_is_its_owners_only(signed_in, client, at_work):
    choose(signed_in, table().encode())
    address = signed_in.get(COLUMNS).url
    client.force_login(make_patient().user)

    assert client.get(address).status_code == 404
    assert client.get(f"{address}state/").status_code == 404


@pytest.mark.parametrize(
    ("content", "large", "ours"),
    [
        (b"a,b\n", False, False),
        (b"a" * 300, True, False),
        (b'  {"a": 1}', False, True),
        ('{"a": 1}'.encode("utf-16"), False, True),
        (b"PK broken", False, True),
    ],
)
def test_weight_is_told_without_reading(content, large, ours):
    assert (is_large(content), seems_ours(content)) == (large, ours)


def test_a_small_zip_that_unpacks_to_much_is_large(monkeypatch):
    monkeypatch.setattr(recognise, "LARGE_BYTES", 1_000_000)

    assert is_large(zip_of(("record.json", b" " * (recognise.LARGE_UNPACKED + 1))))
    assert not is_large(zip_of(("record.json", b" " * 1000)))
    assert in_worker.KIND == "reading"
