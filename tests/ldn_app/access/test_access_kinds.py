"""The log keeps kinds: no URL name is stored, and no URL name is read."""

import pytest
from django.http import HttpResponse
from django.urls import path

from diary.sharing.labels import access_words
from ldn_app.access.audience import for_reader
from ldn_app.access.models import AccessEvent, AccessKind
from ldn_app.access.viewer import on_behalf_of
from tests.architecture.test_addresses import our_patterns
from tests.cast import make_cast, sign_in_twice

READ_THROUGH_A_GRANT = {"reader", "visitor", "link file"}
# How far a PDF is: nothing of the diary is on these, and the file is logged by its view.
NOT_LOGGED = {
    f"{start}/{end}"
    for start in ("look/sheet/pdf/<uuid:paper_id>", "shared/<uuid:public_id>/pdf/<uuid:paper_id>")
    for end in ("", "state/", "summary.pdf")
}


@for_reader(AccessKind.READER_SUMMARY)
def sheet(request, grant):
    return HttpResponse("sheet")


urlpatterns = [path("renamed/<uuid:public_id>/", sheet, name="renamed")]


@pytest.mark.parametrize("kind", AccessKind)
def test_every_kind_has_its_words(kind):
    words = access_words(AccessEvent(kind=kind))

    assert words == kind.label
    assert words not in {"", kind.value, "ページを開いた"}


def test_every_view_that_reads_through_a_grant_names_a_kind():
    kinds = {
        route: view.access_kind
        for route, view in our_patterns()
        if view.audience in READ_THROUGH_A_GRANT
    }

    assert {route for route, kind in kinds.items() if kind is None} == NOT_LOGGED
    assert all(isinstance(kind, AccessKind) for kind in kinds.values() if kind is not None)
    assert len(kinds) > len(NOT_LOGGED)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_renaming_a_url_does_not_change_what_the_patient_reads(client):
    cast = make_cast()
    sign_in_twice(client, cast.clinician.user)

    assert client.get(f"/renamed/{cast.grant.public_id}/").content == b"sheet"

    event = AccessEvent.objects.visible_to(on_behalf_of(cast.patient.pk)).get()
    assert (event.kind, event.day) == ("reader_summary", None)
    assert access_words(event) == "診察のまとめを見た"


@pytest.mark.parametrize("kind", ["through", "", "shared:sheet"])
def test_what_is_no_kind_is_a_page_that_was_opened(kind):
    assert access_words(AccessEvent(kind=kind)) == "ページを開いた"
