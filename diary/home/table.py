"""What pages of ``ldn_app`` show of the diary and link to in it (settings.HOME)."""

from ldn_app.accounts.home import DiaryPage, Home

from .settings_page import build_clinicians_settings, build_patients_settings

HOME = Home(
    pages={
        DiaryPage.TONIGHT: "doses:today",
        DiaryPage.SHARED_WITH_CLINICS: "shared:grants",
        DiaryPage.SHARED_WITH_ME: "shared:with_me",
        DiaryPage.CLINICS: "clinic:door",
        DiaryPage.OPIOIDS: "safety:opioids",
        DiaryPage.NEW_PLAN: "doses:regimen_new",
        DiaryPage.SYMPTOMS: "symptoms:choose",
        DiaryPage.DOWNLOAD: "export:download",
        DiaryPage.DELETION: "account_deletion:delete",
    },
    build_patients_settings=build_patients_settings,
    build_clinicians_settings=build_clinicians_settings,
)
