"""The log of earlier versions: URL names become kinds, and no row is lost."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from diary.export.access_pages import PAGE_OF, page_of
from diary.sharing.labels import access_words
from ldn_app.access.models import AccessEvent, AccessKind
from tests.factories.people import LONG_AGO, make_clinician, make_grant, make_patient

migration = import_module("ldn_app.access.migrations.0013_kinds_instead_of_url_names")

pytestmark = pytest.mark.django_db

OLD_ROWS = [
    ("shared:sheet", "診察のまとめを見た"),
    ("shared:day 2026-11-21", "2026年11月21日(土)の記録を見た"),
    ("room:day 2026-11-22", "2026年11月22日(日)の記録を見た"),
    ("room:job_file", "PDFを開いた"),
    ("grant:declined", "ことわった"),
    ("shl:manifest", "番号を入れてリンクを開いた"),
    ("through", "ページを開いた"),
    ("through 2026-11-21", "ページを開いた"),
    ("shared:state", "ページを開いた"),
    ("no day", "ページを開いた"),
]


@pytest.fixture
def old_rows():
    """Rows as they were before, the page where the kind is now."""
    patient = make_patient()
    grant = make_grant(patient, make_clinician())
    rows = AccessEvent.objects.unscoped(reason="test")
    for number, (page, _) in enumerate(OLD_ROWS):
        at = LONG_AGO + timedelta(minutes=number)
        rows.create(patient=patient, grant=grant, reader_name="青木", kind=page, at=at)
    return rows.order_by("at")


def test_the_patient_reads_what_they_read_before(old_rows):
    migration.name_kinds(apps, None)

    assert [access_words(event) for event in old_rows] == [words for _, words in OLD_ROWS]
    assert list(old_rows.values_list("kind", "day"))[:2] == [
        ("reader_summary", None),
        ("reader_day", date(2026, 11, 21)),
    ]


def test_the_export_writes_what_it_wrote_before(old_rows):
    migration.name_kinds(apps, None)

    assert [page_of(event.kind, event.day) for event in old_rows] == [page for page, _ in OLD_ROWS]


def test_once_more_changes_nothing_and_back_gives_the_names_again(old_rows):
    migration.name_kinds(apps, None)
    known = list(old_rows.values_list("kind", "day"))
    migration.name_kinds(apps, None)
    assert list(old_rows.values_list("kind", "day")) == known

    migration.name_urls(apps, None)

    assert list(old_rows.values_list("kind", "day")) == [(page, None) for page, _ in OLD_ROWS]


def test_every_kind_comes_out_of_the_log_and_into_the_export_under_the_same_name():
    assert PAGE_OF.keys() == set(AccessKind)
    assert {page: str(kind) for kind, page in PAGE_OF.items()}.items() <= migration.KIND_OF.items()


def test_a_page_of_the_first_version_is_read_as_what_it_is_now():
    assert migration.KIND_OF["sharing:sheet"] == AccessKind.READER_SUMMARY
