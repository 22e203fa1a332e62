"""The archive of a large diary as a paper that a worker makes, with a page that shows how far."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from diary.doses.models import Dose
from diary.papers.makers import Maker, Order, offer
from diary.papers.models import PaperJob
from diary.papers.progress import Words
from diary.papers.services.asking import ask_for_paper
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating
from ldn_app.access.models import ChangeEvent
from ldn_app.access.viewer import Viewer

from .archive import zip_pieces

KIND = "archive"
# The rooms that grow with every day; measured, 10,000 of their rows take two seconds.
GROWING = (SymptomRating, ChangeEvent, Dose, SideEffect, Sleep, DayNote)
LONG_ROWS = 8_000


def offer_archive() -> None:
    """Called once, when the site starts."""
    offer(KIND, Maker(make_archive, steps=1))


def takes_long(viewer: Viewer) -> bool:
    """Whether the archive of the viewer's own record takes so long that a bar is wanted."""
    rows = 0
    for model in GROWING:
        rows += model.objects.visible_to(viewer).count()
        if rows >= LONG_ROWS:
            return True
    return False


def ask_for_archive(viewer: Viewer, *, now: datetime) -> PaperJob:
    """One job, however often the button is tapped."""
    return ask_for_paper(viewer, KIND, {}, now=now)


def make_archive(order: Order) -> Iterator[bytes]:
    return zip_pieces(order.viewer, patient=order.patient, now=order.now, done=order.tell)


def archive_words() -> Words:
    still_there = _("記録はそのままです。もう一度作れます。")
    return Words(
        over=(_("1時間がすぎたので、このファイルは消しました。"), still_there),
        failed=(_("ファイルを作れませんでした。"), still_there),
        done=(_("ファイルができました。"), _("1時間で消えます。あなただけが開けます。")),
        open_it=_("まとめて(zip)ダウンロード"),
        again=_("もう一度作る"),
    )
