"""A person whose record is sealed finds one page: the one that can take the erasure back."""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from ldn_app.accounts.models import Patient
from ldn_app.ui.errors import page_not_found

OWN_PAGES = {"patient", "account"}  # audiences of views
STAY_OPEN = {
    "account_deletion:delete",
    "account_deletion:take_back",
    "accounts:prove_by_mail",  # 「いますぐ消す」 asks who is there
}


class SealedRecordMiddleware:
    """Leads the owner of a sealed record to the page about it, from every page of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if getattr(view, "audience", "") not in OWN_PAGES or not is_sealed(request):
            return None
        if request.resolver_match.view_name in STAY_OPEN:
            return None
        answer = redirect("account_deletion:delete")
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Who came to a record while it was being erased finds that it is not there."""
        if not isinstance(error, (DatabaseError, ObjectDoesNotExist)):
            return None
        patient_id = getattr(request.viewer, "patient_id", None)
        if patient_id is None:
            is_gone = isinstance(error, Patient.DoesNotExist)
        else:
            is_gone = not Patient.objects.filter(pk=patient_id, sealed_at__isnull=True).exists()
        return page_not_found(request, Http404()) if is_gone else None


def is_sealed(request: HttpRequest) -> bool:
    """Whether the person who is signed in asked to have their record erased."""
    user = request.user
    patient = getattr(user, "patient", None) if user.is_authenticated else None
    return patient is not None and patient.sealed_at is not None
