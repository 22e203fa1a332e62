"""The archive of a large diary as a paper that a worker makes, with a page that shows how far."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from diary.doses.models import Dose
from diary.papers.makers import Maker, Order, offer
from diary.papers.models import PaperJob
from diary.papers.progress import Words
from diary.papers.services.asking import ask_for_paper
from diary.papers.zip_stream import ZipStream
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating
from ldn_app.access.models import ChangeEvent
from ldn_app.access.viewer import Viewer
from ldn_app.clock import clock_of

from .archive import archive_members

KIND = "archive"
# The rooms that grow with every day; measured, 10,000 of their rows take two seconds.
GROWING = (SymptomRating, ChangeEvent, Dose, SideEffect, Sleep, DayNote)
LONG_ROWS = 8_000
# How long a file takes, in files of one table.
WEIGHTS = {"record.json": 8, "record.fhir.json": 30, "summary.pdf": 8}


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
    """File by file: a file is handed over when its last row was read, since SQLite lets nobody
    write who is still reading. Zipped, the largest file of ten years has less than a megabyte."""
    members = [*archive_members(order.viewer, order.patient, order.now)]
    weights = [WEIGHTS.get(member.name, 1) for member in members]
    stream = ZipStream(local_now=order.now.astimezone(clock_of(order.patient).zone))
    for number, member in enumerate(members):
        order.tell(sum(weights[:number]), sum(weights))
        yield b"".join(stream.add(member))
    yield stream.close()


def archive_words() -> Words:
    still_there = _("記録はそのままです。もう一度作れます。")
    return Words(
        over=(_("1時間がすぎたので、このファイルは消しました。"), still_there),
        failed=(_("ファイルを作れませんでした。"), still_there),
        done=(_("ファイルができました。"), _("1時間で消えます。あなただけが開けます。")),
        open_it=_("まとめて(zip)ダウンロード"),
        again=_("もう一度作る"),
    )
