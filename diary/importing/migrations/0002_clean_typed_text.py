"""Words that came in before they were cleaned at the border are cleaned where they stand.

Nothing that can be seen goes. It may run twice, and the code runs before and after it.
"""

from django.db import IntegrityError, migrations, transaction

from ldn_app.ui.typed_text import cleaned, without_unseen

COLUMNS = {
    ("access", "AccessEvent"): ("reader_name", "clinic_name"),
    ("access", "Look"): ("visitor_name",),
    ("accounts", "Clinic"): ("name",),
    ("accounts", "Clinician"): ("name", "institution"),
    ("accounts", "Patient"): ("display_name",),
    ("comments", "Comment"): ("author_name", "clinic_name", "text"),
    ("doses", "Dose"): ("note",),
    ("doses", "RegimenEvent"): ("note", "withdrawn_note"),
    ("labs", "LabResult"): ("item_name", "value_text", "unit", "low_text", "high_text"),
    ("questionnaires", "Response"): ("instrument_name", "version", "scale_name"),
    ("reminders", "ReminderSettings"): ("own_text",),
    ("safety", "OtherMedicine"): ("name", "note"),
    ("supply", "Supply"): ("strength_text", "lot", "quantity_text"),
    ("symptoms", "DayNote"): ("text",),
    ("symptoms", "TrackedSymptom"): ("name", "anchor"),
    ("visits", "Visit"): ("clinic", "question_1", "question_2", "question_3"),
    ("visits", "VisitNote"): ("text",),
}
NOTHING_TO_SEE = "〓"  # What Japanese printers set where a letter was missing.
TRIES = 50


def clean(apps, schema_editor):
    for (app, name), columns in COLUMNS.items():
        model = apps.get_model(app, name)
        for pk, *values in model._base_manager.values_list("pk", *columns).iterator():
            changed = {
                column: after
                for column, before in zip(columns, values, strict=True)
                if before and (after := kept(before, model._meta.get_field(column))) != before
            }
            if changed:
                write(model, pk, changed)


def kept(before, field):
    """NFC can be longer than what was typed, and a column holds only so much."""
    longest = field.max_length or len(before) * 3
    after = cleaned(before, lines=True)
    if len(after) > longest:
        after = without_unseen(before, lines=True)
    if after.strip():
        return after
    return "" if field.blank and field.model._meta.model_name != "comment" else NOTHING_TO_SEE


def write(model, pk, changed):
    """Two rows that differed in nothing that one can see stay two: the second one says so."""
    column = next(iter(changed))
    longest = model._meta.get_field(column).max_length
    for number in range(1, TRIES):
        tail = f" ({number})" if number > 1 else ""
        room = longest - len(tail) if longest else None
        values = {**changed, column: changed[column][:room] + tail} if tail else changed
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**values)
        except IntegrityError:
            continue
        return


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0001_waiting_file"),
        ("access", "0007_health_links"),
        ("accounts", "0007_clinicians_looks_and_closed_clinics"),
        ("comments", "0001_initial"),
        ("doses", "0001_initial"),
        ("labs", "0001_initial"),
        ("questionnaires", "0001_initial"),
        ("reminders", "0004_refill"),
        ("safety", "0001_initial"),
        ("supply", "0002_refill"),
        ("symptoms", "0002_red_flags_are_ticked"),
        ("visits", "0002_visits_are_planned"),
    ]

    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]
