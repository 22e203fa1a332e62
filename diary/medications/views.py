"""Other medicines: the list, one medicine, the question about opioids."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of
from ldn_app.ui.redirects import safe_next

from .errors import EndsBeforeItBegins, MedicineIsListed
from .forms import MedicineForm, OpioidForm
from .models import OpioidAnswer, OtherMedicine
from .opioids import opioid_question
from .queries import build_medicines_page
from .services import answer_about_opioids, change_medicine, list_medicine, remove_medicine


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def other_medicines(request: HttpRequest) -> HttpResponse:
    """The list, and the question about opioids, whose answer is posted here."""
    now = timezone.now()
    today = today_of(request.user.patient, now)
    form = OpioidForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer_about_opioids(request.viewer, **form.cleaned_data, today=today, now=now)
        messages.success(request, _("答えを記録しました。"))
        return redirect("safety:other_medicines")
    page = build_medicines_page(request.viewer, today=today)
    context = {"page": page, "form": form, **_asked(page.opioids)}
    status = 422 if form.is_bound else 200
    return render(request, "diary/medications/medicines.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def opioids(request: HttpRequest) -> HttpResponse:
    """The question alone: in the first run, from the settings and from Tonight's notice.

    After an answer the page says what it means, and leads on to ``next``.
    """
    now = timezone.now()
    form = OpioidForm(request.POST if request.method == "POST" else None)
    onward = safe_next(request)
    if form.is_valid():
        today = today_of(request.user.patient, now)
        answer_about_opioids(request.viewer, **form.cleaned_data, today=today, now=now)
        messages.success(request, _("答えを記録しました。"))
        return redirect(f"{reverse('safety:opioids')}?{urlencode({'next': onward})}")
    context = {"form": form, "onward": onward, **_asked(OpioidAnswer.last_of(request.viewer))}
    status = 422 if form.is_bound else 200
    return render(request, "diary/medications/opioids.html", context, status=status)


def _asked(answer: OpioidAnswer | None) -> dict:
    """The question, the last answer and what is said to it."""
    asked = opioid_question()
    return {"asked": asked, "opioids": answer, "said": asked.said[answer.answer] if answer else ""}


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def new_medicine(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = MedicineForm(
        request.POST if request.method == "POST" else None,
        today=today_of(request.user.patient, now),
    )
    if form.is_valid() and _saved(request, form, None, now):
        messages.success(request, _("薬を記録しました。"))
        return redirect("safety:other_medicines")
    status = 422 if form.is_bound else 200
    return render(request, "diary/medications/medicine.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def edit_medicine(request: HttpRequest, medicine_id: int) -> HttpResponse:
    """Put a medicine right, or say when it ended."""
    medicine = get_object_or_404(OtherMedicine.objects.editable_by(request.viewer), pk=medicine_id)
    kept = {field: getattr(medicine, field) for field in MedicineForm.base_fields}
    now = timezone.now()
    form = MedicineForm(
        request.POST if request.method == "POST" else None,
        initial=kept,
        today=today_of(request.user.patient, now),
    )
    if form.is_valid() and _saved(request, form, medicine, now):
        messages.success(request, _("直しました。"))
        return redirect("safety:other_medicines")
    context = {"form": form, "medicine": medicine}
    status = 422 if form.is_bound else 200
    return render(request, "diary/medications/medicine.html", context, status=status)


def _saved(
    request: HttpRequest, form: MedicineForm, medicine: OtherMedicine | None, now: datetime
) -> bool:
    """Save what was typed; False, with the reason in the form, when it cannot be."""
    words = form.words()
    try:
        if medicine is None:
            list_medicine(request.viewer, words=words, now=now)
        else:
            change_medicine(request.viewer, medicine=medicine, words=words, now=now)
    except EndsBeforeItBegins as broken:
        form.add_error("until_on", str(broken))
    except MedicineIsListed as broken:
        form.add_error("name", str(broken))
    else:
        return True
    return False


@require_POST
@for_patient
def remove(request: HttpRequest, medicine_id: int) -> HttpResponse:
    medicine = get_object_or_404(OtherMedicine.objects.editable_by(request.viewer), pk=medicine_id)
    told = {"name": medicine.name}
    remove_medicine(request.viewer, medicine=medicine, now=timezone.now())
    messages.success(request, _("「%(name)s」を消しました。") % told)
    return redirect("safety:other_medicines")
