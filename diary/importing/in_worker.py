"""A large file is read and taken in by a worker; pages show what it found.

A reading is a background job: one for one question, encrypted, gone after an hour. What was chosen
for the columns is kept with the file and not in the job: it may name a symptom.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from django.utils.crypto import salted_hmac

from ldn_app.access.viewer import Viewer
from ldn_app.background_jobs.deletion import delete_jobs
from ldn_app.background_jobs.models import PaperJob
from ldn_app.background_jobs.owners import jobs_of
from ldn_app.background_jobs.renderers import JobInput, JobRenderer
from ldn_app.clock import clock_of, today_of

from . import waiting
from .compare import compare
from .models import WaitingFile
from .preview import Preview, build_preview
from .problems import FileProblem, NotWaitingAnyMore, RowProblem
from .recognise import own_file
from .rows import IncomingRecord, read_own_file
from .table.combining import Which
from .table.layout import LAYOUT_FIELDS
from .table.mapping import Mapped, mapped, plans_of, symptoms_of
from .table.mend import mend_pieces
from .table.opening import Opened, as_json, open_table
from .table.preview import ShownLine, Told, first_lines, layout_words, tell
from .table.reading import Reader, TableReading
from .writing import take_in

KIND = "reading"
HEAD, ROWS, OWN, TAKE = "head", "rows", "own", "take"


def render_reading(job: JobInput) -> Iterator[bytes]:
    """What was found, as JSON: {"problem": sentence} where the file cannot be taken in."""
    try:
        file = _file_of(job)
        found = STEPS[job.asked["step"]](job, file)
    except FileProblem as problem:
        found = {"problem": str(problem)}
    yield json.dumps(found).encode()


reading_renderer = JobRenderer(render_reading, steps=1)


def fingerprint(choices: Mapping[str, str], step: str) -> str:
    """Equal for equal choices, as far as ``step`` uses them; does not reveal them."""
    if step == HEAD:
        choices = {name: choices.get(name, "") for name in LAYOUT_FIELDS}
    return salted_hmac(__name__, json.dumps(choices, sort_keys=True)).hexdigest()[:32]


def forget_readings(viewer: Viewer, *, file_stays: bool = False) -> None:
    """Delete what was found so far: the file is gone; or it stays and the record has moved on, of
    which its columns know nothing."""
    done = [PaperJob.State.DONE, PaperJob.State.FAILED]
    rows = jobs_of(viewer).filter(kind=KIND, state__in=done)
    delete_jobs(rows.exclude(asked__step=HEAD) if file_stays else rows)


def _file_of(job: JobInput) -> waiting.Waiting:
    """The file that the job is about, as chosen. Raises NotWaitingAnyMore."""
    kind = WaitingFile.Kind.OWN if job.asked["kind"] == "own" else WaitingFile.Kind.TABLE
    file = waiting.waiting_file(job.viewer, kind=kind, now=job.now, whole=True)
    if file is None or file.row.pk != job.asked["file"]:
        raise NotWaitingAnyMore
    if fingerprint(file.choices, job.asked["step"]) != job.asked["choices"]:
        raise NotWaitingAnyMore
    return file


def _head(job: JobInput, file: waiting.Waiting) -> dict[str, Any]:
    return as_json(open_table(file.content, file.choices, _today(job)))


def _rows(job: JobInput, file: waiting.Waiting) -> dict[str, Any]:
    opened, chosen, reading = _read(job, file)
    names = [one.name for one in symptoms_of(job.viewer)]
    told = tell(opened.table, chosen, reading, names)
    layout = layout_words(opened.table, opened.encoding)
    lines = [asdict(line) for line in first_lines(reading.record)]
    found = {"lines": lines, "told": asdict(told), "layout": layout}
    found["preview"] = _preview(job, reading.record)
    found["mend"] = "".join(mend_pieces(opened.table, reading.bad)) if reading.bad else ""
    return found


def _own(job: JobInput, file: waiting.Waiting) -> dict[str, Any]:
    return {"preview": _preview(job, _own_record(job, file))}


def _take(job: JobInput, file: waiting.Waiting) -> dict[str, Any]:
    """Take the file in; it is deleted when no row of it stays out."""
    is_own = job.asked["kind"] == "own"
    record = _own_record(job, file) if is_own else _read(job, file)[2].record
    viewer = replace(job.viewer, user_id=job.patient.user_id)
    agreed = {name: job.asked[name] for name in ("keep", "shown", "without_bad")}
    taken = take_in(viewer, record, now=job.now, **agreed)
    if not record.problems:
        waiting.forget(job.viewer)
    forget_readings(job.viewer, file_stays=bool(record.problems))
    return {"added": taken.added, "changed": taken.changed, "stays": bool(record.problems)}


STEPS = {HEAD: _head, ROWS: _rows, OWN: _own, TAKE: _take}


def _read(job: JobInput, file: waiting.Waiting) -> tuple[Opened, Mapped, TableReading]:
    today = _today(job)
    opened = open_table(file.content, file.choices, today)
    chosen = mapped(file.choices, symptoms_of(job.viewer))
    if chosen is None:
        raise NotWaitingAnyMore
    reader = Reader(
        chosen, plans_of(job.viewer), today=today, now=job.now, clock=clock_of(job.patient)
    )
    return opened, chosen, reader.read(opened.table)


def _own_record(job: JobInput, file: waiting.Waiting) -> IncomingRecord:
    return read_own_file(own_file(file.content), today=_today(job))


def _preview(job: JobInput, record: IncomingRecord) -> dict[str, Any]:
    return asdict(build_preview(record, compare(job.viewer, record, keep=True)))


def _today(job: JobInput):
    return today_of(job.patient, job.now)


def preview_from_json(kept: Mapping[str, Any]) -> Preview:
    return Preview(
        **{
            **kept,
            "facts": tuple(map(tuple, kept["facts"])),
            "examples": tuple(kept["examples"]),
            "left_out": tuple(kept["left_out"]),
            "problems": tuple(RowProblem(**one) for one in kept["problems"]),
        }
    )


def rows_from_json(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The context of the preview page."""
    told = {**kept["told"], "which": Which(kept["told"]["which"])}
    return {
        "lines": [ShownLine(**line) for line in kept["lines"]],
        "told": Told(**told),
        "layout": kept["layout"],
    }
