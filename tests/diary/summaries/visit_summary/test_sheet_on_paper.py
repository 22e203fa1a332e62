"""One A4 for whoever it is, every word of every part, and the tags of PDF/UA."""

import io
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from pypdf import PdfReader

from diary.demo.seeding import seed_demo
from diary.summaries.charts.style import PRINT
from diary.summaries.domain.period import FREE, PeriodRequest
from diary.summaries.domain.visit_summary import AppendixSection
from diary.summaries.visit_summary.pdf import sheet_pdf
from diary.summaries.visit_summary.preferences import period_for
from diary.summaries.visit_summary.sheet import sheet_of
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient
from tests.diary.summaries.visit_summary.test_visit_pdf import facts_of, words_of
from tests.factories.entries import make_note, make_symptom, rate
from tests.factories.people import forget_demo_people, make_patient

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
PEOPLE = ("hikari", "mio", "aoi", "yuki")
DAYS_90 = PeriodRequest("90")
A_YEAR = PeriodRequest(FREE, TODAY - timedelta(days=364), TODAY)

# One worker, so that what the tests share is made once.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.xdist_group("sheets on paper")]


def sheet_for(patient, *, asked=DAYS_90, sections=()):
    viewer = on_behalf_of(patient.pk)
    period = period_for(viewer, asked, today=TODAY)
    return sheet_of(viewer, period, patient=patient, sections=sections, now=NOW, style=PRINT)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Each of PEOPLE: their sheet with every part, its PDF, and the first page of 90 days and of
    a year."""
    with django_db_blocker.unblock():
        seed_demo(today=TODAY, password="x", now=NOW)
        people = Patient.objects.filter(user__email__in=[f"{key}@demo.example" for key in PEOPLE])
        found = {}
        for patient in people.select_related("user"):
            sheet = sheet_for(patient, sections=tuple(AppendixSection))
            fronts = [sheet_pdf(sheet_for(patient, asked=asked)) for asked in (DAYS_90, A_YEAR)]
            found[patient.user.email.partition("@")[0]] = (sheet, sheet_pdf(sheet), *fronts)
        forget_demo_people()
    return found


@pytest.mark.parametrize("key", PEOPLE)
def test_the_first_page_of_everybody_is_one_a4(demo, key):
    _, _, *fronts = demo[key]

    assert [len(PdfReader(io.BytesIO(front)).pages) for front in fronts] == [1, 1]


@pytest.mark.parametrize("key", PEOPLE)
def test_every_word_of_every_part_is_printed(demo, key):
    sheet, pdf, *_ = demo[key]
    words = words_of(pdf)

    missing = [fact for fact in facts_of(sheet) if "".join(fact.split()) not in words]

    assert missing == []


def test_the_tags_say_what_is_a_heading_a_table_a_row_and_a_picture(demo):
    _, pdf, *_ = demo["aoi"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        kinds = [str(one.S) for one in opened.objects if _is_element(one)]
        scopes = [one for one in opened.objects if _is_element(one) and one.S == "/TH"]
        without_words = [
            one
            for one in opened.objects
            if _is_element(one) and one.S == "/Figure" and not str(one.get("/Alt", "")).strip()
        ]
        outline = opened.open_outline()
        titles = [item.title for item in outline.root] + [
            child.title for item in outline.root for child in item.children
        ]

    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD"} <= set(kinds)
    assert kinds.count("/H1") == 1
    assert scopes
    assert without_words == []
    assert any("毎日の記録" in title for title in titles)


def _is_element(one):
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"


def test_the_first_page_reads_in_the_order_of_the_issue(demo):
    _, _, front, _ = demo["mio"]
    words = words_of(front)
    order = ["記録できた夜", "服用量", "症状(本人が決めた順の3つ)", "PS(0〜9", "眠りと夢"]
    order += ["副作用", "この4週間", "先生に聞きたいこと", "先生に伝えたいこと"]
    order += ["検査の値", "ほかの薬", "この薬", "診断や処方の提案ではありません"]

    places = [words.index("".join(one.split())) for one in order]

    assert places == sorted(places)


def test_a_note_that_is_cut_on_the_first_page_stands_in_full_behind_it():
    patient = make_patient()
    make_note(patient, TODAY, "つらい夜でした。" * 249 + "おわり🙂𠮷髙﨑", tell_doctor=True)

    sheet = sheet_for(patient, sections=[AppendixSection.NOTES])
    words = words_of(sheet_pdf(sheet))

    assert len(sheet.appendix) == 1
    assert "おわり" in words
    assert "𠮷髙﨑" in words


def test_short_notes_need_no_second_page():
    patient = make_patient()
    make_note(patient, TODAY, "よく眠れました。", tell_doctor=True)

    assert sheet_for(patient, sections=[AppendixSection.NOTES]).appendix == ()


def test_long_names_and_many_symptoms_leave_the_first_page_one():
    patient = make_patient(display_name="髙﨑 𠮷子" * 5)
    for number in range(40):
        name = f"じぶんで名づけた、とてもながい症状のなまえの{number:02d}番め"
        symptom = make_symptom(patient, name, anchor="ながいめやす" * 12, position=number)
        for back in range(20):
            rate(symptom, TODAY - timedelta(days=back), (number + back) % 11)

    assert len(PdfReader(io.BytesIO(sheet_pdf(sheet_for(patient)))).pages) == 1
