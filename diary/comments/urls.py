from django.urls import path

from . import views

app_name = "comments"
urlpatterns = [
    path("sharing/comments/", views.received, name="received"),
    path("sharing/comments/<uuid:comment_id>/read/", views.read, name="read"),
    path("shared/<uuid:public_id>/comments/", views.shared, name="shared"),
    path(
        "shared/<uuid:public_id>/comments/<uuid:comment_id>/withdraw/",
        views.withdraw,
        name="withdraw",
    ),
]
