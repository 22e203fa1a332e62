"""The PDF: its words, its pages, its fonts, its tags."""

import io
import itertools
import logging
import re
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
import time_machine
from pypdf import PdfReader

from diary.summaries.charts.style import PRINT
from diary.summaries.domain.period import PeriodRequest
from diary.summaries.domain.visit_summary import DEFAULT_APPENDIX, AppendixSection
from diary.summaries.visit_summary.pdf import sheet_pdf
from diary.summaries.visit_summary.preferences import period_for
from diary.summaries.visit_summary.sheet import sheet_of
from ldn_app.access.viewer import on_behalf_of
from tests.factories.entries import (
    make_dose,
    make_note,
    make_side_effect,
    make_sleep,
    make_symptom,
    rate,
)
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)

# One worker, so that what the tests share is made once.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.xdist_group("visit pdf")]


def sheet_for(patient, asked="90", sections=DEFAULT_APPENDIX):
    viewer = on_behalf_of(patient.pk)
    period = period_for(viewer, PeriodRequest(asked), today=TODAY)
    return sheet_of(viewer, period, patient=patient, sections=sections, now=NOW, style=PRINT)


def printed(patient, asked="90", sections=DEFAULT_APPENDIX):
    return sheet_pdf(sheet_for(patient, asked, sections))


def words_of(pdf):
    """All words without blanks: the PDF breaks lines where the page does."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def page_count(pdf):
    return len(PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture(scope="module")
def fuller_pdf(django_db_setup, django_db_blocker):
    """Six ordinary weeks, printed once for all tests that only look at the file."""
    with django_db_blocker.unblock():
        patient = make_patient(display_name="髙﨑 𠮷子")
        fill(patient)
        sheet = sheet_for(patient)
        pdf = sheet_pdf(sheet)
        patient.user.delete()
    return sheet, pdf


def fill(patient):
    plan = make_plan(patient, first_day=TODAY - timedelta(days=42))
    symptoms = [make_symptom(patient, name) for name in ("だるさ", "頭痛", "しびれ", "冷え")]
    for back in range(1, 43):
        day = TODAY - timedelta(days=back)
        if back % 7:
            make_dose(plan, day, filled_later=back % 5 == 0)
        for place, symptom in enumerate(symptoms):
            rate(symptom, day, (back + place) % 11)
        make_sleep(patient, day, quality=back % 11, insomnia="some", vivid_dreams="strong")
        make_side_effect(patient, day, "headache", "mild")
    make_note(patient, TODAY, "夢をよく見ます 🙂", tell_doctor=True)


def facts_of(sheet):
    """Every word that the sheet holds."""
    yield from (sheet.name, sheet.period, *sheet.status_lines)
    yield from (*sheet.recorded, *sheet.plan_now, *sheet.alerts)
    for section in sheet.sections:
        yield from (section.title, section.instead, section.key, section.below, *section.facts)
        for entry in section.entries:
            yield from (entry.head, entry.words)
        for table in section.tables:
            yield from (table.title, *table.heads, *itertools.chain(*table.rows))


def test_every_fact_of_the_sheet_is_printed(fuller_pdf):
    sheet, pdf = fuller_pdf
    words = words_of(pdf)

    missing = [fact for fact in facts_of(sheet) if "".join(fact.split()) not in words]

    assert missing == []


def test_six_ordinary_weeks_fit_on_one_sheet_of_a4(fuller_pdf):
    reader = PdfReader(io.BytesIO(fuller_pdf[1]))

    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert "1/1" in words_of(fuller_pdf[1])


def test_fonts_are_ours_embedded_and_subset(fuller_pdf):
    with pikepdf.open(io.BytesIO(fuller_pdf[1])) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]

        names = {str(font.BaseFont).removeprefix("/") for font in fonts}
        files = [font.DescendantFonts[0].FontDescriptor.FontFile2 for font in fonts]

    assert all(name[6] == "+" for name in names)
    assert all(("BIZ" in name or "Noto" in name) for name in names)
    assert len(files) == len(fonts) > 0


def test_the_file_is_tagged_in_japanese_and_every_chart_has_words(fuller_pdf):
    with pikepdf.open(io.BytesIO(fuller_pdf[1])) as pdf:
        figures = [obj for obj in pdf.objects if _is_figure(obj)]

        assert str(pdf.Root.Lang) == "ja"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert pdf.open_metadata().get("pdfuaid:part") == "1"
        assert len(figures) == 10
        assert all(str(figure.Alt).strip() for figure in figures)


def _is_figure(obj):
    return isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/Figure"


def test_title_and_metadata_tell_an_onlooker_nothing(fuller_pdf):
    info = PdfReader(io.BytesIO(fuller_pdf[1])).metadata

    assert info.title == "記録ノート 2026-11-22"
    assert set(info) <= {"/Title", "/Producer", "/CreationDate", "/ModDate"}


def test_rare_kanji_and_emoji_are_printed_and_nothing_is_logged(caplog):
    patient = make_patient(display_name="髙﨑 𠮷子 😀")

    with caplog.at_level(logging.DEBUG):
        pdf = printed(patient)

    assert "髙﨑𠮷子" in words_of(pdf)
    assert "𠮷" not in caplog.text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {str(font.BaseFont) for font in opened.pages[0].Resources.Font.values()}
    assert any("Noto-Sans-JP" in name for name in names)
    assert any("Noto-Emoji" in name for name in names)


def test_an_empty_diary_prints_one_honest_page():
    pdf = printed(make_patient())

    assert page_count(pdf) == 1
    assert words_of(pdf).count("未記録") >= 6


def test_one_night_prints_one_page():
    patient = make_patient()
    make_dose(make_plan(patient, first_day=TODAY - timedelta(days=1)), TODAY - timedelta(days=1))

    pdf = printed(patient, "30")

    assert page_count(pdf) == 1
    assert "1/1夜" in words_of(pdf)


def test_forty_symptoms_are_all_printed():
    patient = make_patient()
    names = [f"じぶんで名づけた症状その{number}" for number in range(40)]
    for number, name in enumerate(names):
        rate(make_symptom(patient, name), TODAY, number % 11)

    words = words_of(printed(patient, sections=[AppendixSection.SYMPTOMS]))

    assert all(name in words for name in names)


def test_long_notes_flow_over_pages_and_lose_nothing():
    patient = make_patient()
    for back in range(6):
        text = f"{back}番め。" + "つらい夜でした。" * 245 + f"おわり{back}"
        make_note(patient, TODAY - timedelta(days=back), text, tell_doctor=True)

    pdf = printed(patient)

    assert page_count(pdf) > 1
    assert all(f"おわり{back}" in words_of(pdf) for back in range(6))


def test_a_word_without_a_blank_does_not_leave_the_page():
    patient = make_patient()
    make_note(patient, TODAY, "a" * 2000, tell_doctor=True)

    assert words_of(printed(patient)).count("a") >= 2000


@time_machine.travel("2026-11-22T12:00:00+09:00", tick=False)
def test_the_answer_is_shown_in_place_kept_nowhere_and_named_neutrally(client):
    patient = make_patient(display_name="はなこ")
    client.force_login(patient.user)

    answer = client.get("/visit/summary.pdf?period=30")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    name = r'inline; filename="kiroku-2026-11-22_30d_[0-9a-f]{6}\.pdf"'
    assert re.fullmatch(name, answer["Content-Disposition"])
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert answer.content.startswith(b"%PDF-")
