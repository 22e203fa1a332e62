"""The log named URLs, and the day after a space; now it has kinds, and a column for the day.

A name that no version of ours stored stays as it is: the patient reads 「ページを開いた」.
"""

from datetime import date

from django.db import migrations

KIND_OF = {
    "grant:taken": "grant_taken",
    "grant:declined": "grant_declined",
    "grant:clinic_closed": "clinic_closed",
    "grant:reader_gone": "reader_gone",
    "shared:grants": "patient_listed",
    "shared:sheet": "reader_summary",
    "shared:day": "reader_day",
    "shared:pdf": "reader_pdf",
    "shared:ask": "reader_pdf_asked",
    "shared:job_file": "reader_pdf_fetched",
    "shared:batch_file": "batch_fetched",
    "room:enter": "visitor_entered",
    "room:sheet": "visitor_summary",
    "room:day": "visitor_day",
    "room:pdf": "visitor_pdf",
    "room:ask": "visitor_pdf_asked",
    "room:job_file": "visitor_pdf_fetched",
    "comments:shared": "comments_opened",
    "comment:written": "comment_written",
    "comments:withdraw": "comment_withdrawal",
    "comment:taken_back": "comment_taken_back",
    "shl:manifest": "link_opened",
    "shl:record": "link_record",
    "shl:summary": "link_summary",
    # Until d38b848 the pages of a reader were called like this.
    "sharing:sheet": "reader_summary",
    "sharing:pdf": "reader_pdf",
}
PAGE_OF = {kind: page for page, kind in reversed(KIND_OF.items())}


def name_kinds(apps, schema_editor) -> None:
    events = apps.get_model("access", "AccessEvent")._base_manager.all()
    for stored in events.values_list("kind", flat=True).distinct():
        name, day = _split(stored)
        kind = KIND_OF.get(name, name)
        if (kind, day) != (stored, None):
            events.filter(kind=stored).update(kind=kind, day=day)


def name_urls(apps, schema_editor) -> None:
    events = apps.get_model("access", "AccessEvent")._base_manager.all()
    for kind, day in list(events.values_list("kind", "day").distinct()):
        page = PAGE_OF.get(kind, kind)
        stored = page if day is None else f"{page} {day}"
        events.filter(kind=kind, day=day).update(kind=stored, day=None)


def _split(stored: str) -> tuple[str, date | None]:
    name, _space, day = stored.rpartition(" ")
    try:
        return name, date.fromisoformat(day)
    except ValueError:
        return stored, None


class Migration(migrations.Migration):
    dependencies = [("access", "0012_access_kind")]

    operations = [migrations.RunPython(name_kinds, name_urls)]
