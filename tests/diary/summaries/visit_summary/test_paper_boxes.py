"""No word of a paper lies over another or leaves the page, whatever somebody typed."""

import io
from datetime import UTC, date, datetime, timedelta
from itertools import cycle

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
from ldn_app.ui.typed_text import half_width
from ldn_app.ui.typesetter import html_to_pdf
from ldn_app.ui.undrawn import BOX
from tests.diary.summaries.visit_summary.test_visit_pdf import words_of
from tests.factories import papers
from tests.factories.entries import make_dose, make_note, make_side_effect, make_symptom, rate
from tests.factories.people import forget_demo_people, make_patient
from tests.factories.plans import make_plan
from tests.factories.visits import make_visits
from tests.paper_boxes import measured

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
SMALLEST = 7.9  # points: 8, as the file rounds it
FULLEST = ("hikari", "mio", "aoi", "yuki")
LETTERS = {
    "kanji": "鬱蒼",
    "one word": "W",
    "emoji": "👩🏽‍⚕️🙂",
    "Korean": "김민준",
    "Thai": "กำลังใจ",
    "Devanagari": "क्षत्रिय",
    "Burmese": "ကျွန်တော်",
    "Arabic": "محمد",
    "Khmer": "ខ្មែរ",
}
# Each word of a record in another script, so that each of them stands at several places.
MIXTURES = (("kanji", "one word", "emoji"), tuple(LETTERS), tuple(reversed(LETTERS)))

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.xdist_group("boxes")]


def printed(patient, *, days, name=""):
    viewer = on_behalf_of(patient.pk)
    asked = PeriodRequest(FREE, TODAY - timedelta(days=days - 1), TODAY)
    patient.display_name = name
    sheet = sheet_of(
        viewer,
        period_for(viewer, asked, today=TODAY),
        patient=patient,
        sections=tuple(AppendixSection),
        now=NOW,
        style=PRINT,
    )
    return sheet_pdf(sheet)


def assert_is_sound(pdf):
    paper = measured(pdf)

    assert paper.over == []
    assert paper.outside == []
    assert paper.smallest >= SMALLEST


def test_the_measure_sees_words_that_lie_over_others():
    style = '<p style="position: absolute; top: {}; left: {}">言葉です</p>'
    over = html_to_pdf("<title>x</title>" + style.format("0", "0") + style.format("2mm", "4mm"))
    outside = html_to_pdf("<title>x</title>" + style.format("0", "200mm"))

    assert measured(over).over
    assert measured(outside).outside


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        seed_demo(today=TODAY, password="x", now=NOW)
        yield {
            patient.user.email.partition("@")[0]: patient
            for patient in Patient.objects.select_related("user").filter(
                user__email__endswith="@demo.example"
            )
        }
        forget_demo_people()


@pytest.mark.parametrize("key", FULLEST)
def test_all_parts_of_somebody_without_a_name(people, key):
    pdf = printed(people[key], days=90)

    assert_is_sound(pdf)
    names = [one.title for one in outline_of(PdfReader(io.BytesIO(pdf)).outline)]
    compared = [name for name in names if ": " in name]
    assert len(set(compared)) == len(compared)
    assert compared or key == "hikari"


def outline_of(items):
    for item in items:
        if isinstance(item, list):
            yield from outline_of(item)
        else:
            yield item


def test_a_month_of_everybody_else_with_a_name(people):
    others = [patient for key, patient in people.items() if key not in FULLEST]

    assert len(others) > 8
    for patient in others:
        assert_is_sound(printed(patient, days=30, name=patient.display_name))


def test_a_year(people):
    assert_is_sound(printed(people["aoi"], days=365, name="𠮷田 ゆき(見本)"))


@pytest.mark.parametrize("scripts", MIXTURES)
def test_the_longest_words_of_every_script(scripts):
    patient = make_patient()
    endless = cycle(LETTERS[script] for script in scripts)
    fill(patient, lambda longest: (next(endless) * longest)[:longest])

    assert_is_sound(printed(patient, days=30, name=(next(endless) * 40)[:40]))


def fill(patient, text):
    """Every column that a person fills, as full as it goes."""
    plan = make_plan(patient, first_day=TODAY - timedelta(days=20))
    symptoms = [make_symptom(patient, f"{text(38)}{n}", anchor=text(100)) for n in range(5)]
    for back in range(1, 15):
        day = TODAY - timedelta(days=back)
        make_dose(plan, day, note=text(200))
        make_side_effect(patient, day, "headache", "severe")
        for symptom in symptoms:
            rate(symptom, day, back % 11)
    for back in range(1, 4):
        make_note(patient, TODAY - timedelta(days=back), text(400), tell_doctor=back < 3)
    for number in range(9):
        papers.make_medicine(patient, name=f"{text(78)}{number}", note=text(200))
        papers.make_result(
            patient,
            TODAY - timedelta(days=2),
            half_width(f"{text(38)}{number}")[:40],  # Some letters grow when they are narrowed.
            "22",
            unit=half_width(text(15))[:20],
        )
    papers.make_supply(patient, TODAY, lot=text(40), strength_text=text(40), quantity_text=text(40))
    visit = make_visits(patient, TODAY)
    visit.clinic, visit.question_1 = text(60), text(200)
    visit.question_2 = visit.question_3 = text(200)
    visit.save()


def test_what_no_face_can_draw_is_named_and_boxed():
    patient = make_patient()
    make_plan(patient, first_day=TODAY - timedelta(days=20))

    words = words_of(printed(patient, days=30, name="ខ្មែរ 김 𐀀"))

    assert "表示できない文字があります" in words
    assert "クメール文字" in words
    assert "U+17" in words
    assert BOX in words
    assert "김" in words


def test_what_every_face_draws_is_not_spoken_of():
    patient = make_patient()
    make_plan(patient, first_day=TODAY - timedelta(days=20))

    words = words_of(printed(patient, days=30, name="髙﨑 𠮷子 김 สมชาย Nguyễn 张伟 渡邉󠄁"))

    assert "表示できない" not in words
