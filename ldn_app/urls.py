"""Every address of the site, package by package."""

from django.apps import apps
from django.urls import include, path

from diary.home import health
from diary.home.views import front_page
from education import crawlers

from .accounts.admin import staff_pages

urlpatterns = [
    path("", front_page, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("learn/", include("education.urls")),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("accounts/", include("allauth.urls")),
    path("", include("ldn_app.account_pages.urls")),
    path("", include("diary.export.urls")),
    path("", include("diary.importing.urls")),
    path("", include("diary.jahis.urls")),
    path("", include("diary.account_deletion.urls")),
    path("shl/", include("diary.sharing.health_links.urls")),
    path("", include("diary.reminders.urls")),
    path("ops-admin/", staff_pages.urls),
    path("", include("diary.offline.urls")),
    path("", include("diary.doses.urls")),
    path("", include("diary.symptoms.urls")),
    path("", include("diary.summaries.month.urls")),
    path("visit/", include("diary.summaries.visit_summary.urls")),
    path("visits/", include("diary.visits.urls")),
    path("labs/", include("diary.labs.urls")),
    path("supply/", include("diary.supply.urls")),
    path("medicines/", include("diary.medications.urls")),
    path("questionnaires/", include("diary.questionnaires.urls")),
    path("", include("diary.comments.urls")),
    path("", include("diary.sharing.urls")),
]

if apps.is_installed("ldn_app.dev_mail"):
    urlpatterns.append(path("dev/mail/", include("ldn_app.dev_mail.urls")))

handler400 = "ldn_app.ui.errors.bad_request"
handler403 = "ldn_app.ui.errors.permission_denied"
handler404 = "ldn_app.ui.errors.page_not_found"
handler500 = "ldn_app.ui.errors.server_error"
