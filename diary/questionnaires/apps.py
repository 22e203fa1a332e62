from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "diary.questionnaires"
    label = "questionnaires"
