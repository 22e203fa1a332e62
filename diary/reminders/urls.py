from django.urls import path

from .views import calendar, channels, devices, night, operator, settings

app_name = "reminders"

urlpatterns = [
    path("ops/", operator.operations, name="operations"),
    path("metrics", operator.metrics, name="metrics"),
    path("n/<str:night_token>/", night.night, name="night"),
    path("n/<str:night_token>/later/", devices.later, name="later"),
    path("n/stop/<str:channel_token>/", night.unsubscribe, name="unsubscribe"),
    path("calendar/<str:feed_token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("settings/reminders/calendar/", calendar.calendar, name="calendar"),
    path("settings/reminders/calendar/make/", calendar.make_calendar, name="make_calendar"),
    path("settings/reminders/calendar/end/", calendar.end_calendar, name="end_calendar"),
    path("settings/reminders/", settings.overview, name="settings"),
    path("settings/reminders/device/", devices.device, name="device"),
    path("settings/reminders/rest/", settings.rest, name="rest"),
    path("settings/reminders/place/", settings.place, name="place"),
    path("settings/reminders/kinds/<slug:kind>/", settings.one_kind, name="kind"),
    path("settings/reminders/channels/<int:channel_id>/switch/", channels.switch, name="switch"),
    path("settings/reminders/channels/<int:channel_id>/try/", channels.trial, name="trial"),
]
