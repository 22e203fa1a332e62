"""The page with the QR codes, and the same as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of
from ldn_app.ui.file_names import disposition, file_name

from .characters import fitting, pieces
from .forms import NAME_BYTES, SEXES, ListPersonForm
from .from_diary import MedicineList, list_of
from .notebook import Person, records_of
from .qr_codes import code_svg, parts
from .records import written


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def medicine_list(request: HttpRequest) -> HttpResponse:
    """The list as QR codes and as a file. Birthday and sex come by POST and are not stored."""
    now, patient = timezone.now(), request.user.patient
    today = today_of(patient, now)
    shown = Person(name=_first_letters(patient.display_name))
    data = request.POST if request.method == "POST" else None
    form = ListPersonForm(data, today=today, initial={"name": shown.name})
    status = 200
    if form.is_bound:
        if form.is_valid():
            shown = form.person()
        else:
            status = 422
    found = list_of(request.viewer, patient=patient, person=shown, now=now)
    if status == 200 and "file" in request.POST and found.notebook.medicines:
        return _file(found)
    data_id = f"{now:%Y%m%d%H%M%S}"
    context = {"form": form, "list": found, "codes": _codes(found, data_id)}
    context["sex"] = dict(SEXES).get(shown.sex, "")
    return render(request, "diary/jahis/medicine_list.html", context, status=status)


def _codes(found: MedicineList, data_id: str) -> list[str]:
    if not found.notebook.medicines:
        return []
    each = parts(records_of(found.notebook), data_id=data_id)
    return [code_svg(data, place=place, count=len(each)) for place, data in enumerate(each, 1)]


def _file(found: MedicineList) -> HttpResponse:
    name = file_name("txt", day=found.notebook.on_day, about="list")
    headers = {"Content-Disposition": disposition(name)}
    content = written(records_of(found.notebook))
    return HttpResponse(content, content_type="text/plain; charset=Shift_JIS", headers=headers)


def _first_letters(name: str) -> str:
    """As much of a name as the format can carry."""
    return next(iter(pieces(fitting(name), most_bytes=NAME_BYTES)), "")
