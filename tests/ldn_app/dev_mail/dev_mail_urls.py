"""The site's addresses as development settings have them."""

from django.urls import include, path

from ldn_app.urls import urlpatterns as site

urlpatterns = [*site, path("dev/mail/", include("ldn_app.dev_mail.urls"))]
