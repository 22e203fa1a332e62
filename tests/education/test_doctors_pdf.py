"""「先生に渡す資料」: two pages, tagged, in our faces, with every sentence of the page."""

import re
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from education.clinician_pdf import doctors_html, doctors_pdf
from education.pages import built_page

# One worker, so that what the tests share is made once.
pytestmark = pytest.mark.xdist_group("doctors pdf")


@pytest.fixture(scope="module")
def pdf():
    return PdfReader(BytesIO(doctors_pdf()))


def words(text: str) -> str:
    return re.sub(r"[\s\[\]\d]+", "", text)


def test_it_is_two_pages_of_a4(pdf):
    assert len(pdf.pages) == 2
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]


def test_it_is_tagged_and_neutral_outside(pdf):
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "ja"
    assert pdf.metadata.title == "記録ノート 2026-11-22"


def test_the_picture_says_what_it_shows():
    with pikepdf.open(BytesIO(doctors_pdf())) as document:
        texts = [
            str(one["/Alt"])
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]

    assert any("痛みの差" in text for text in texts)


def test_every_face_is_ours(pdf):
    faces = {
        str(font.get_object()["/BaseFont"])
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert all("UDPGothic" in face or "NotoSansJP" in face for face in faces), faces


def test_every_sentence_and_source_is_printed(pdf):
    printed = words("".join(page.extract_text() for page in pdf.pages))
    built = built_page("for-doctors")

    for heading in built.headings:
        assert words(heading.text) in printed
    for source in built.sources:
        if source.reference.doi:
            assert words(source.reference.doi) in printed
    for told in ("オピオイドとの併用は禁忌", "この資料は、治療を勧めるものではありません"):
        assert told in printed


def test_it_asks_for_no_file():
    assert "http" not in re.sub(r'href="[^"]*"|doi:\S+', "", doctors_html()).replace(
        built_address(), ""
    )


def built_address() -> str:
    return re.search(r"/ (http\S+)", doctors_html())[1]


@pytest.mark.django_db
def test_it_is_shown_under_a_neutral_name(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/learn/for-doctors.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="kiroku-for-doctors.pdf"'
