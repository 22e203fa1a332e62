"""What somebody posted when their session was over, until the same person has signed in again.

A form carries a sealed mark of whoever it was printed for. What comes in without a session is
encrypted into the session of that browser (of nobody: it ends within a day) and is shown to one
person only: the one whose mark the form carries. It stands in no address, log or browser storage.
Decision 0033.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from ldn_app.accounts.cipher import decrypt, encrypt
from ldn_app.accounts.models import SignInSession
from ldn_app.ui.typed import typed_fields

OWNER_FIELD = "form_owner"
KEPT_FIELD = "kept_form"
IN_SESSION = "kept_forms"
PURPOSE = "form"
# What destroys a record is decided anew after sign-in; the list of kept forms is no form.
DECIDED_ANEW = ("/settings/delete/", "/unsent/")
LIFETIME = timedelta(days=1)
MOST = 8
LONGEST = 60_000  # characters; the longest form of ours holds some thousands


@dataclass(frozen=True, slots=True)
class KeptForm:
    """``address``: where it was posted to. ``page``: where the form stood. ``fields``: pairs as
    they were posted, without secrets. ``had_files``: files cannot be kept."""

    key: str
    owner_id: int
    address: str
    page: str
    fields: list[list[str]]
    had_files: bool
    kept_at: str

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.kept_at)


def owner_token(user_id: int) -> str:
    """The mark for forms that are printed for this person; only this site can read it."""
    return encrypt(f"{PURPOSE}|{user_id}")


def owner_of(request: HttpRequest) -> int | None:
    """For whom the posted form was printed; None when it does not say so."""
    try:
        purpose, _, user_id = decrypt(request.POST.get(OWNER_FIELD, "")).partition("|")
    except (InvalidToken, ValueError):
        return None
    return int(user_id) if purpose == PURPOSE and user_id.isdecimal() else None


def is_someone_elses(request: HttpRequest) -> bool:
    """Whether the form was printed for another person than the one who is signed in."""
    owner_id = owner_of(request) if request.method == "POST" else None
    return owner_id is not None and owner_id != request.user.pk


def keep_form(request: HttpRequest, *, now: datetime) -> bool:
    """Keep what was posted; False when it is not known whose it is, or it is no form of ours.

    An answer with an id of the phone that a script sent waits on the phone and is not kept twice.
    """
    by_script = request.htmx and request.POST.get("client_id")
    owner_id = None if by_script else owner_of(request) or _owner_of_ended_session(request)
    fields = [list(field) for field in typed_fields(request) if field[0] != OWNER_FIELD]
    if owner_id is None or request.path.startswith(DECIDED_ANEW):
        return False
    if sum(len(value) for _, value in fields) > LONGEST:
        return False
    form = KeptForm(
        key=uuid4().hex,
        owner_id=owner_id,
        address=request.get_full_path(),
        page=_page_of(request),
        fields=fields,
        had_files=bool(request.FILES),
        kept_at=now.isoformat(),
    )
    sealed = encrypt(json.dumps(asdict(form), ensure_ascii=False))
    request.session[IN_SESSION] = [*request.session.get(IN_SESSION, []), sealed][-MOST:]
    return True


def something_is_kept(request: HttpRequest) -> bool:
    """Whether this browser has something kept, whoever's it is."""
    return bool(request.session.get(IN_SESSION))


def kept_forms(request: HttpRequest, *, now: datetime) -> list[KeptForm]:
    """What is kept for whoever is signed in, the latest first."""
    found = (_open(sealed) for sealed in reversed(request.session.get(IN_SESSION, [])))
    return [
        form
        for form in found
        if form and form.owner_id == request.user.pk and now - form.at <= LIFETIME
    ]


def kept_form(request: HttpRequest, key: str, *, now: datetime) -> KeptForm | None:
    """One of them; None when it is gone, too old or somebody else's."""
    return next((form for form in kept_forms(request, now=now) if form.key == key), None)


def forget_form(request: HttpRequest, key: str) -> None:
    """Throw away one of them; one that is gone already stays gone."""
    _keep_only(request, lambda form: form.key != key)


def forget_other_peoples(request: HttpRequest) -> None:
    """Throw away what is kept for somebody else than whoever is signed in."""
    _keep_only(request, lambda form: form.owner_id == request.user.pk)


def _keep_only(request: HttpRequest, wanted) -> None:
    before = request.session.get(IN_SESSION, [])
    after = [sealed for sealed in before if (form := _open(sealed)) and wanted(form)]
    if after != before:
        request.session[IN_SESSION] = after


def _open(sealed: str) -> KeptForm | None:
    """None for what was sealed with a key that was forgotten."""
    try:
        return KeptForm(**json.loads(decrypt(sealed)))
    except InvalidToken:
        return None


def _owner_of_ended_session(request: HttpRequest) -> int | None:
    """Whose session it was that ended, just now or while its row is still there."""
    if (ended := getattr(request, "ended_user_id", None)) is not None:
        return ended
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row = SignInSession.objects.filter(session_key=key, expire_date__lt=timezone.now()).first()
    user_id = row.get_decoded().get("_auth_user_id") if row else None
    return int(user_id) if user_id else None


def _page_of(request: HttpRequest) -> str:
    """The page of ours on which the form stood; "" when the browser does not say."""
    page = urlsplit(request.headers.get("Referer", ""))
    query = f"?{page.query}" if page.query else ""
    return page.path + query if page.netloc == request.get_host() else ""
