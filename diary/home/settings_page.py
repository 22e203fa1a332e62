"""What the settings page says: every decision with what holds now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ldn_app.accounts.models import Clinician, Patient, SignInSession, User
from ldn_app.accounts.services import live_consent
from ldn_app.accounts.setting_forms import HOURS
from ldn_app.accounts.time_zones import zone_words
from ldn_app.clock import today_of
from ldn_app.ui.dates import full_day_label


@dataclass(frozen=True)
class SettingRow:
    """A line that links to a page. ``value``: what holds now, in words; may be empty."""

    text: str
    href: str
    value: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[SettingRow, ...]


def build_patients_settings(user: User, *, now: datetime) -> tuple[Section, ...]:
    """The sections of a patient's settings page."""
    patient = user.patient
    sections = (
        Section(_("はじめの準備"), _first_run_lines(patient)),
        Section(_("わたしのこと"), _person_lines(patient)),
        Section(_("見え方"), (*_look_lines(patient), _furigana_line(patient))),
        Section(_("記録のもと"), _record_lines()),
        Section(_("そのほかの記録"), _paper_lines()),
        Section(_("ログイン"), _sign_in_lines(user, now)),
        Section(_("記録のあずけ方"), _custody_lines(user)),
    )
    return tuple(section for section in sections if section.rows)


def build_clinicians_settings(user: User, *, now: datetime) -> tuple[Section, ...]:
    """The sections of a clinician's settings page."""
    clinician = user.clinician
    return (
        Section(
            _("わたしのこと"), (_setting(_("お名前(患者さんが見る名前)"), "name", clinician.name),)
        ),
        Section(_("見え方"), _look_lines(clinician)),
        Section(_("ログイン"), _sign_in_lines(user, now)),
        Section(_("共有された記録"), _clinic_lines()),
        Section(
            _("アカウント"),
            (SettingRow(_("アカウントを消す"), reverse("account_deletion:delete")),),
        ),
    )


def _clinic_lines() -> tuple[SettingRow, ...]:
    return (
        SettingRow(_("患者さんの一覧"), reverse("shared:grants")),
        SettingRow(_("医療機関のページ"), reverse("clinic:door"), _("番号・受け取り・メンバー")),
        SettingRow(_("家族などから見せてもらっている記録"), reverse("shared:with_me")),
    )


def _first_run_lines(patient: Patient) -> tuple[SettingRow, ...]:
    if patient.first_run_done_at is not None:
        return ()
    return (
        SettingRow(_("はじめの準備をつづける"), reverse("accounts:welcome"), _("4つの短い質問")),
    )


def _person_lines(patient: Patient) -> tuple[SettingRow, ...]:
    return (
        _setting(_("お名前または呼び名"), "name", patient.display_name or _("なし")),
        _setting(_("時間帯"), "time-zone", zone_words(patient.time_zone)),
        _setting(_("1日の始まり"), "day-start", _hour_words(patient)),
        _setting(_("週の始まり"), "week-start", patient.get_week_starts_on_display()),
    )


def _look_lines(person: Patient | Clinician) -> tuple[SettingRow, ...]:
    return (
        _setting(_("文字の大きさ"), "text-size", person.get_text_size_display()),
        _setting(_("画面の色"), "theme", person.get_theme_display()),
    )


def _furigana_line(patient: Patient) -> SettingRow:
    return _setting(_("ふりがな"), "furigana", _("つける") if patient.furigana else _("つけない"))


def _record_lines() -> tuple[SettingRow, ...]:
    back = urlencode({"next": reverse("accounts:settings")})
    opioids = f"{reverse('safety:opioids')}?{back}"
    return (
        SettingRow(_("計画"), reverse("doses:regimen")),
        SettingRow(_("オピオイドの薬"), opioids, _("使っているかどうか")),
        SettingRow(_("記録する症状"), reverse("symptoms:choose")),
        SettingRow(_("受診の予定"), reverse("visits:visits")),
        SettingRow(_("お知らせ"), reverse("reminders:settings")),
    )


def _paper_lines() -> tuple[SettingRow, ...]:
    return (
        SettingRow(_("検査の値"), reverse("labs:labs")),
        SettingRow(_("質問票の点数・生活の制限(PS)"), reverse("questionnaires:scores")),
        SettingRow(_("ほかの薬"), reverse("safety:other_medicines")),
        SettingRow(_("薬の入手"), reverse("supply:supplies")),
    )


def _sign_in_lines(user: User, now: datetime) -> tuple[SettingRow, ...]:
    held = Counter(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    places = SignInSession.objects.filter(user_id=user.pk, expire_date__gt=now).count()
    password = user.has_usable_password()
    return (
        SettingRow(_("メールアドレス"), reverse("account_email"), user.email),
        SettingRow(
            _("パスワード"),
            reverse("account_change_password" if password else "account_set_password"),
            _("あり") if password else _("なし。メールの番号で入ります"),
        ),
        SettingRow(
            _("パスキー"),
            reverse("mfa_list_webauthn"),
            _("%(count)d個") % {"count": held["webauthn"]} if held["webauthn"] else _("なし"),
        ),
        SettingRow(
            _("2段階の確認"),
            reverse("mfa_index"),
            _("使っている") if held["totp"] else _("使っていない"),
        ),
        SettingRow(
            _("ログイン中の端末"),
            reverse("usersessions_list"),
            _("%(count)d台") % {"count": places},
        ),
    )


def _day_of(user: User, moment: datetime) -> date:
    """On the clock of a patient; of others, who have none, on the site's."""
    patient = getattr(user, "patient", None)
    return today_of(patient, moment) if patient else timezone.localdate(moment)


def _custody_lines(user: User) -> tuple[SettingRow, ...]:
    consent = live_consent(user)
    given = full_day_label(_day_of(user, consent.given_at)) if consent else _("まだ")
    return (
        SettingRow(_("先生に見せる・見せた相手"), reverse("sharing:overview")),
        SettingRow(_("見せてもらっている記録"), reverse("shared:with_me")),
        SettingRow(_("同意したこと"), reverse("accounts:consent"), given),
        SettingRow(_("すべてダウンロード"), reverse("export:download"), _("いつでも何回でも")),
        SettingRow(_("記録を取り込む"), reverse("importing:choose_file"), _("ファイルからもどす")),
        SettingRow(_("アカウントと記録を消す"), reverse("account_deletion:delete")),
    )


def _setting(text: str, topic: str, value: str) -> SettingRow:
    return SettingRow(text, reverse("accounts:setting", args=[topic]), value)


def _hour_words(patient: Patient) -> str:
    return dict(HOURS)[str(patient.day_starts_at.hour)]
