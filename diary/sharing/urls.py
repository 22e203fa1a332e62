from django.urls import include, path

from ldn_app.background_jobs.urls import job_urls

from .health_links.patient_views import new_health_link
from .job_pages import ReaderSheetPages, VisitorSheetPages
from .views import (
    clinic,
    days,
    family,
    giving,
    owners,
    patient,
    pdf_batch,
    reader,
    visitor,
)
from .views.pdf_batch import BatchPages

patient_urls = (
    [
        path("", patient.overview, name="overview"),
        path("log/", patient.log, name="log"),
        path("room/", patient.new_in_the_room, name="new_in_the_room"),
        path("link/", new_health_link, name="new_health_link"),
        path("clinic/", giving.find_clinic, name="find_clinic"),
        path("clinic/<str:clinic_code>/", giving.clinic_terms, name="clinic_terms"),
        path("person/", giving.new_person, name="new_person"),
        path("<uuid:public_id>/", patient.grant, name="grant"),
        path("<uuid:public_id>/revoke/", patient.revoke, name="revoke"),
    ],
    "sharing",
)
visitor_urls = (
    [
        path("", visitor.door, name="door"),
        path("sheet/", visitor.sheet, name="sheet"),
        path("sheet/days/<day:day>/", days.visitors_day, name="day"),
        path("sheet/summary.pdf", visitor.summary_pdf, name="pdf"),
        *job_urls(VisitorSheetPages(), "sheet/pdf/"),
        path("leave/", visitor.leave, name="leave"),
    ],
    "room",
)
reader_urls = (
    [
        path("", reader.grants, name="grants"),
        path("with-me/", family.with_me, name="with_me"),
        path("invited/<uuid:invited_id>/", family.invited, name="invited"),
        path("papers/", pdf_batch.ask, name="several"),
        *job_urls(BatchPages(), "papers/"),
        path("<uuid:public_id>/", reader.sheet, name="sheet"),
        path("<uuid:public_id>/days/<day:day>/", days.readers_day, name="day"),
        path("<uuid:public_id>/summary.pdf", reader.summary_pdf, name="pdf"),
        *job_urls(ReaderSheetPages(), "<uuid:public_id>/pdf/"),
    ],
    "shared",
)
clinic_urls = (
    [
        path("", clinic.door, name="door"),
        path("join/", clinic.join, name="join"),
        path("requests/<uuid:request_id>/accept/", clinic.accept, name="accept"),
        path("requests/<uuid:request_id>/decline/", clinic.decline, name="decline"),
        path("members/<int:member_id>/remove/", owners.remove, name="remove"),
        path("members/<int:member_id>/owner/", owners.promote, name="promote"),
        path("invited/<uuid:invitation_id>/", clinic.invited, name="invited"),
        path("invited/<uuid:invitation_id>/cancel/", owners.cancel, name="cancel"),
        path("<str:clinic_code>/poster.pdf", clinic.poster, name="poster"),
        path("<str:clinic_code>/invite/", owners.invite, name="invite"),
        path("<str:clinic_code>/step-down/", owners.stop_owning, name="step_down"),
    ],
    "clinic",
)
urlpatterns = [
    path("sharing/", include(patient_urls)),
    path("look/", include(visitor_urls)),
    path("shared/", include(reader_urls)),
    path("clinic/", include(clinic_urls)),
]
