from django.apps import AppConfig


class PhoneConfig(AppConfig):
    name = "diary.phone"
    label = "phone"
