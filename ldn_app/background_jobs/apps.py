from django.apps import AppConfig


class BackgroundJobsConfig(AppConfig):
    name = "ldn_app.background_jobs"
    label = "papers"
