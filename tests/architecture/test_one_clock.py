"""What a patient or a doctor reads as "today" is the dose day; nobody asks the calendar for it."""

import re

from tests.architecture.test_unscoped_access import ROOT, source_files

# file → why it may take a calendar date from an instant
MAY_ASK_THE_CALENDAR = {
    "diary/importing/domain/typed_days.py": "a table may name a date without an hour",
    "diary/importing/plans.py": "orders plans whose first line is missing; shown nowhere",
    "diary/importing/writing.py": "closes a plan that is deleted a moment later",
    "diary/account_deletion/services.py": "a tombstone has no patient, and so no clock",
    "diary/jahis/from_diary.py": "the format asks for a date of the calendar",
    "diary/export/views.py": "the name of a file that is downloaded",
    "diary/reminders/facts/batch.py": "an appointment is on a day of the calendar",
    "diary/reminders/neutral_texts.py": "an appointment is on a day of the calendar",
    "diary/sharing/pdf_batch.py": "the name of a file that is downloaded",
    "diary/sharing/views/pdf_batch.py": "the name of a file that is downloaded",
    "diary/sharing/labels.py": "a date beside its clock, as a calendar shows both",
    "diary/summaries/visit_summary/background_pdf.py": "the name of a file that is downloaded",
    "diary/summaries/visit_summary/pdf.py": "the name of a file that is downloaded",
    "diary/summaries/visit_summary/sheet.py": "a date beside its clock, as a calendar shows both",
    "education/management/commands/check_library.py": "the library knows no patient",
    "education/views.py": "the library knows no patient",
    "diary/home/settings_page.py": "a clinician has no dose day",
    "ldn_app/clock.py": "the one place that knows dose days",
    "ldn_app/ui/dates.py": "a date beside its clock, as a calendar shows both",
    "ldn_app/ui/templatetags/ui.py": "a date beside its clock, as a calendar shows both",
}
CALENDAR = re.compile(r"localdate\(|\.date\(\)|\.today\(\)|timedelta\(days=[^)]*\.time\(\)")


def test_nobody_else_reads_a_calendar_date_from_an_instant():
    found = {name for name, text in source_files() if CALENDAR.search(text)}

    assert found == set(MAY_ASK_THE_CALENDAR)


def test_a_date_without_its_clock_stands_in_no_template_of_the_diary():
    """``local_day`` is a date of the calendar: right beside the clock, wrong by itself."""
    alone = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "templates" / "diary").rglob("*.html"))
        for line in path.read_text("utf-8").splitlines()
        if "|local_day" in line and "clock" not in line
    ]

    assert alone == []


def test_dose_days_are_worked_out_in_one_place():
    working = [name for name, text in source_files() if "def dose_day_of" in text]

    assert working == ["ldn_app/clock.py"]
