"""Neutral addresses: none names a drug, a disease or a symptom (docs/decisions/0013)."""

from django.urls import path

from . import views

app_name = "education"
urlpatterns = [
    path("", views.index, name="index"),
    path("search/", views.search, name="search"),
    path("claims/", views.claims, name="claims"),
    path("words/", views.words, name="words"),
    path("changes/", views.changes, name="changes"),
    path("sources/", views.sources, name="sources"),
    path("furigana/", views.furigana, name="furigana"),
    path("for-doctors.pdf", views.sheet_for_doctors, name="sheet"),
    path("en/<slug:slug>/", views.english_page, name="english"),
    path("<slug:slug>/", views.page, name="page"),
    path("<slug:slug>/print/", views.page_to_print, name="print"),
]
