from django.urls import include, path

from .views import patient, reader, visitor

patient_urls = (
    [
        path("", patient.overview, name="overview"),
        path("log/", patient.log, name="log"),
        path("room/", patient.new_in_the_room, name="new_in_the_room"),
        path("<uuid:public_id>/", patient.grant, name="grant"),
        path("<uuid:public_id>/revoke/", patient.revoke, name="revoke"),
    ],
    "sharing",
)
visitor_urls = (
    [
        path("", visitor.door, name="door"),
        path("sheet/", visitor.sheet, name="sheet"),
        path("sheet/summary.pdf", visitor.summary_pdf, name="pdf"),
        path("leave/", visitor.leave, name="leave"),
    ],
    "room",
)
reader_urls = (
    [
        path("", reader.grants, name="grants"),
        path("<uuid:public_id>/", reader.sheet, name="sheet"),
        path("<uuid:public_id>/summary.pdf", reader.summary_pdf, name="pdf"),
    ],
    "shared",
)
urlpatterns = [
    path("sharing/", include(patient_urls)),
    path("look/", include(visitor_urls)),
    path("shared/", include(reader_urls)),
]
