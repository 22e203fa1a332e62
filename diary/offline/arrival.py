"""Answers that a phone may send twice, or later than they were made."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import wraps
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from ldn_app.access.kept_forms import KeptForm
from ldn_app.accounts.cipher import decrypt, encrypt
from ldn_app.accounts.models import Patient
from ldn_app.ui.audience import View

from .models import ReplayedAnswer

KEPT_FOR = timedelta(days=14)
KEPT_AT_FIELD = "kept_at"
LONGEST_QUESTION = 60
LARGEST_NUMBER = 2**53  # what a browser counts exactly


class NotAcceptable(ValueError):
    """What the phone says about an answer cannot be true, or it waited too long."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """``made_at``: when the answer was given. ``waited``: it was kept on the phone meanwhile."""

    made_at: datetime
    client_id: UUID | None = None
    waited: bool = False
    order: "Order | None" = None


@dataclass(frozen=True, slots=True)
class Order:
    """Which answer of one phone to one question this is; a newer one has a larger ``number``."""

    phone: UUID
    number: int
    question: str


def owner_mark(patient_id: int) -> str:
    """Tells a phone whose answers it keeps, without telling who that is."""
    return salted_hmac("diary.offline.owner", str(patient_id), algorithm="sha256").hexdigest()[:32]


def kept_at_token(form: KeptForm) -> str:
    """For a form that waited for a sign-in: when it was posted first, in our own words."""
    return encrypt(f"{KEPT_AT_FIELD}|{form.owner_id}|{form.kept_at}")


def _first_posted(posted: Mapping[str, str], user_id: int) -> datetime | None:
    """When this person posted it first; None for a form that is posted now."""
    try:
        purpose, owner, moment = decrypt(posted.get(KEPT_AT_FIELD, "")).split("|")
    except (InvalidToken, ValueError):
        return None
    return (
        datetime.fromisoformat(moment)
        if (purpose, owner) == (KEPT_AT_FIELD, str(user_id))
        else None
    )


def read_arrival(posted: Mapping[str, str], *, now: datetime) -> Arrival:
    """What came with an answer. Raises NotAcceptable.

    How long it waited is measured on the phone's own clock, from ``made_at`` to ``sent_at``
    (milliseconds): a phone whose clock is wrong still tells the right moment.
    """
    if not posted.get("client_id"):
        return Arrival(now)
    try:
        client_id, order = UUID(posted["client_id"]), _order(posted)
        if not posted.get("made_at"):
            return Arrival(now, client_id, order=order)
        waited = timedelta(milliseconds=int(posted["sent_at"]) - int(posted["made_at"]))
    except (KeyError, ValueError, OverflowError) as broken:
        raise NotAcceptable from broken
    if not timedelta(0) <= waited <= KEPT_FOR:
        raise NotAcceptable
    return Arrival((now - waited).astimezone(UTC), client_id, waited=True, order=order)


def _order(posted: Mapping[str, str]) -> Order | None:
    """None for what has no order: a button that answers more than one question, an older page."""
    question = posted.get("clear") or posted.get("answer")
    if not (question and posted.get("number")):
        return None
    number = int(posted["number"])
    is_ours = question.isprintable() and len(question) <= LONGEST_QUESTION
    if not (is_ours and 0 < number < LARGEST_NUMBER):
        raise NotAcceptable
    return Order(UUID(posted["phone"]), number, question)


def nothing_recorded(response: HttpResponse) -> HttpResponse:
    """Say that ``response`` asks back: the same answer may come again."""
    response.records_nothing = True
    return response


def arrives_once(view: View) -> View:
    """For POSTs below @for_patient: the view finds ``request.arrival``, an Arrival.

    An answer that arrived before is not given to the view again (204), nor one that is older than
    what the same phone answered to the same question: the last tap counts, not the last arrival.
    409: it was kept for somebody else who used this phone. 422: it cannot be accepted. Without a
    client's id (no script) nothing is different from any other form.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        now = timezone.now()
        try:
            request.arrival = read_arrival(request.POST, now=now)
        except NotAcceptable:
            return HttpResponse(status=422)
        first = _first_posted(request.POST, request.user.pk)
        if first is not None and now - first <= KEPT_FOR:
            request.arrival = replace(request.arrival, made_at=first, waited=True)
        if request.method != "POST" or request.arrival.client_id is None:
            return view(request, *args, **kwargs)
        mark = owner_mark(request.viewer.patient_id)
        if not constant_time_compare(request.POST.get("owner", ""), mark):
            return HttpResponse(status=409)
        return _once(view, request, now, args, kwargs)

    return guarded


@transaction.atomic
def _once(view: View, request: HttpRequest, now: datetime, args, kwargs) -> HttpResponse:
    """The note that it arrived and what it changes are written together or not at all."""
    arrival = request.arrival
    known = ReplayedAnswer.objects.editable_by(request.viewer)
    columns = _columns_of(arrival.order, request.path)
    if arrival.order:
        # One after the other: two that meet would not see each other. NO KEY, because the note
        # below refers to the same row.
        mine = Patient.objects.select_for_update(no_key=True).filter(pk=request.viewer.patient_id)
        mine.values_list("pk").get()
    _, is_new = known.get_or_create(
        client_id=arrival.client_id,
        defaults={
            "patient_id": request.viewer.patient_id,
            "made_at": arrival.made_at,
            "received_at": now,
            **columns,
        },
    )
    if not is_new or (arrival.order and _is_overtaken(known, columns)):
        return HttpResponse(status=204)
    response = view(request, *args, **kwargs)
    if response.status_code >= 400 or getattr(response, "records_nothing", False):
        transaction.set_rollback(True)
    return response


def _columns_of(order: Order | None, path: str) -> dict[str, object]:
    if order is None:
        return {}
    question = f"{path} {order.question}"
    return {"phone": order.phone, "number": order.number, "question": question}


def _is_overtaken(known: QuerySet, columns: Mapping[str, object]) -> bool:
    newer = {"phone": columns["phone"], "question": columns["question"]}
    return known.filter(**newer, number__gt=columns["number"]).exists()
