"""The cast: everybody who may come to an address, once and for all tests of rights."""

import time
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.internal.userkit import user_id_to_str
from django.test import Client
from django.utils import timezone

from ldn_app.access.audience import LOOK_COOKIE
from ldn_app.access.models import ShareGrant
from ldn_app.access.visitor_access import RoomKeys, begin_look
from ldn_app.accounts.models import Clinician, ClinicInvitation, ClinicMember, Patient, User
from ldn_app.accounts.session_limits import BEGAN, SEEN

from .factories.people import (
    FAR_AWAY,
    LONG_AGO,
    make_clinic,
    make_clinician,
    make_grant,
    make_invitation,
    make_patient,
    make_proved_user,
    make_room,
    make_user,
)

FAMILY = "family@example.jp"
MEMBERS = (
    "anonymous",
    "patient",
    "other_patient",
    "clinician",
    "revoked_clinician",
    "expired_clinician",
    "strange_clinician",
    "colleague_clinician",
    "removed_clinician",
    "one_step_clinician",
    "family",
    "staff",
    "superuser",
)
# Browsers in the consulting room, signed in nowhere: see Visitors.
VISITORS = (
    "visitor_without_code",
    "visitor",
    "visitor_over_budget",
    "late_visitor",
    "revoked_visitor",
)


@dataclass(frozen=True)
class Cast:
    """``patient`` owns what an address names; the others are everybody else.

    ``clinician`` owns the clinic of ``grant``; ``colleague_clinician`` works there,
    ``one_step_clinician`` too but gives no second proof, ``removed_clinician`` did;
    ``strange_clinician`` owns another clinic. ``family`` is invited to ``invitation`` and, as a
    colleague, to ``clinic_invitation``. ``waiting_grant``: sent to the clinic, not taken.
    """

    patient: Patient
    other_patient: Patient
    clinician: Clinician
    revoked_clinician: Clinician
    expired_clinician: Clinician
    strange_clinician: Clinician
    colleague_clinician: Clinician
    removed_clinician: Clinician
    one_step_clinician: Clinician
    family: User
    staff: User
    superuser: User
    grant: ShareGrant
    revoked_grant: ShareGrant
    expired_grant: ShareGrant
    waiting_grant: ShareGrant
    invitation: ShareGrant
    clinic_invitation: ClinicInvitation

    def user(self, member: str) -> User | None:
        """The account of a member; None for somebody who is not signed in."""
        if member == "anonymous":
            return None
        person = getattr(self, member)
        return person if isinstance(person, User) else person.user


@dataclass(frozen=True)
class Readers:
    """People to whom the patient opened a part, or nothing yet, each through their own grant.

    ``family_reader`` took an invitation, ``family`` did not answer; ``narrow_clinician`` may read
    one category, ``past_clinician`` days long ago; to ``waiting_clinician`` something was sent.
    """

    accounts: dict[str, User]
    grants: dict[str, ShareGrant]


def make_readers(cast: Cast) -> Readers:
    """Whoever the cast has a grant for, and further readers; everybody by the name of a member."""
    patient = cast.patient
    narrow, past, waiting = make_clinician(), make_clinician(), make_clinician()
    relative = make_proved_user("relative@example.jp")
    taken = {"reader": relative, "accepted_at": LONG_AGO}
    own = {
        "family_reader": (relative, make_invitation(patient, relative.email, **taken)),
        "family": (cast.family, cast.invitation),
        "narrow_clinician": (narrow.user, make_grant(patient, narrow, categories=["symptoms"])),
        "past_clinician": (past.user, make_grant(patient, past, last_day=LONG_AGO.date())),
        "waiting_clinician": (waiting.user, make_grant(patient, waiting, accepted_at=None)),
        "revoked_clinician": (cast.revoked_clinician.user, cast.revoked_grant),
        "expired_clinician": (cast.expired_clinician.user, cast.expired_grant),
    }
    members = {name: (cast.user(name), cast.grant) for name in MEMBERS if name not in own}
    everybody = members | own
    return Readers(
        accounts={name: account for name, (account, _grant) in everybody.items()},
        grants={name: grant for name, (_account, grant) in everybody.items()},
    )


@dataclass(frozen=True)
class Visitors:
    """Browsers in front of a look in the room: their keys of the QR, and their cookie ("": none).

    ``visitor`` gave the right code. ``visitor_over_budget`` spent ten wrong ones; the hour of
    ``late_visitor`` is over; the look of ``revoked_visitor`` was ended by the patient.
    """

    keys: dict[str, RoomKeys]
    cookies: dict[str, str]


def make_visitors(patient: Patient) -> Visitors:
    """One grant for each."""
    now = timezone.now()
    rooms = {name: make_room(patient) for name in VISITORS}
    began = {"visitor": now, "late_visitor": now - timedelta(hours=1), "revoked_visitor": now}
    cookies = dict.fromkeys(VISITORS, "") | {
        name: begin_look(rooms[name][1].secret, rooms[name][1].code, visitor_name="医師", now=at)
        for name, at in began.items()
    }
    everybodys = ShareGrant.objects.unscoped(reason="test data")
    everybodys.filter(pk=rooms["revoked_visitor"][0].pk).update(revoked_at=now)
    everybodys.filter(pk=rooms["visitor_over_budget"][0].pk).update(wrong_codes=10)
    return Visitors({name: keys for name, (_grant, keys) in rooms.items()}, cookies)


def make_cast() -> Cast:
    patient = make_patient()
    clinician, revoked, expired = make_clinician(), make_clinician(), make_clinician()
    strange = make_clinician()
    colleague, removed, one_step = make_clinician(), make_clinician(), make_clinician()
    clinic = make_clinic(clinician, colleague, removed, one_step)
    make_clinic(strange)
    owners = ClinicMember.objects.filter(clinician__in=[clinician, strange])
    owners.update(is_owner=True)
    ClinicMember.objects.filter(clinician=removed).update(removed_at=LONG_AGO)
    return Cast(
        patient=patient,
        other_patient=make_patient(),
        clinician=clinician,
        revoked_clinician=revoked,
        expired_clinician=expired,
        strange_clinician=strange,
        colleague_clinician=colleague,
        removed_clinician=removed,
        one_step_clinician=one_step,
        family=make_proved_user(FAMILY),
        staff=make_user(is_staff=True),
        superuser=make_user(is_staff=True, is_superuser=True),
        grant=make_grant(patient, clinician, may_comment=True),
        revoked_grant=make_grant(patient, revoked, revoked_at=LONG_AGO + timedelta(days=1)),
        expired_grant=make_grant(patient, expired, expires_at=LONG_AGO + timedelta(days=1)),
        waiting_grant=make_grant(patient, clinician, accepted_at=None),
        invitation=make_invitation(patient, FAMILY),
        clinic_invitation=ClinicInvitation.objects.create(
            clinic=clinic, email=FAMILY, created_at=LONG_AGO, expires_at=LONG_AGO + FAR_AWAY
        ),
    )


def sign_in(client: Client, cast: Cast, member: str) -> None:
    """Sign ``member`` in as far as they go; somebody who is not signed in stays so."""
    user = cast.user(member)
    if member == "one_step_clinician":
        client.force_login(user)
    elif user is not None:
        sign_in_twice(client, user)


def sign_in_twice(client: Client, user: User, *, at: float | None = None) -> None:
    """Sign ``user`` in with a second proof, as clinicians must. ``at``: seconds; None is now."""
    sign_in_by(client, user, "mfa", type="totp", at=at)


def sign_in_by(client: Client, user: User, method: str, *, at: float | None = None, **more) -> None:
    """Sign ``user`` in with one proof in the session: "code", "password" or "mfa"."""
    client.force_login(user)
    session = client.session
    proof = {"method": method, "at": time.time() if at is None else at, **more}
    session["account_authentication_methods"] = [proof]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session[BEGAN], session[SEEN] = proof["at"], time.time()
    session.save()


def come_in(client: Client, visitors: Visitors, visitor: str) -> None:
    """Give the browser what ``visitor`` has: the cookie of a look, or none."""
    if visitors.cookies[visitor]:
        client.cookies[LOOK_COOKIE] = visitors.cookies[visitor]
