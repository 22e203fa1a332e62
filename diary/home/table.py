"""Where pages of ``ldn_app`` lead in the diary, and what they show of it (settings.HOME)."""

from ldn_app.accounts.home import Home, Place

from .settings_page import build_clinicians_settings, build_patients_settings

HOME = Home(
    places={
        Place.TONIGHT: "doses:today",
        Place.SHARED_WITH_CLINICS: "shared:grants",
        Place.SHARED_WITH_ME: "shared:with_me",
        Place.CLINICS: "clinic:door",
        Place.OPIOIDS: "safety:opioids",
        Place.NEW_PLAN: "doses:regimen_new",
        Place.SYMPTOMS: "symptoms:choose",
        Place.DOWNLOAD: "export:download",
        Place.DELETION: "account_deletion:delete",
    },
    build_patients_settings=build_patients_settings,
    build_clinicians_settings=build_clinicians_settings,
)
