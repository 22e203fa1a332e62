from django.urls import path

from .views import first_run, leaving, prove, recovery, second_step, sessions, settings

app_name = "accounts"

urlpatterns = [
    path("settings/", settings.overview, name="settings"),
    path("settings/consent/", settings.given_consent, name="consent"),
    path("settings/change/<slug:topic>/", settings.setting, name="setting"),
    path("settings/sessions/end/", sessions.end_session, name="end_session"),
    path("second-step/", second_step.second_step, name="second_step"),
    path("leave/", leaving.leave, name="leave"),
    path("left/", leaving.left, name="left"),
    path("recover/", recovery.recover, name="recover"),
    path("recover/cancel/<str:recovery_token>/", recovery.cancel, name="recover_cancel"),
    path("prove/", prove.prove_by_mail, name="prove_by_mail"),
    path("welcome/", first_run.welcome, name="welcome"),
    path("welcome/opioids/", first_run.opioids, name="welcome_opioids"),
    path("welcome/plan/", first_run.plan, name="welcome_plan"),
    path("welcome/symptoms/", first_run.symptoms, name="welcome_symptoms"),
    path("welcome/ready/", first_run.ready, name="welcome_ready"),
]
