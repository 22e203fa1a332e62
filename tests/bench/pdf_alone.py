"""Prints the peak memory, in megabytes, of a process that makes one patient's PDF again and again.

Usage: python -m tests.bench.pdf_alone PATIENT_ID TIMES
"""

import sys
from pathlib import Path

import django


def main(patient_id: int, times: int) -> None:
    django.setup()
    from django.utils import timezone

    from diary.summaries.charts.style import PRINT
    from diary.summaries.domain.period import PeriodRequest
    from diary.summaries.visit_summary.pdf import sheet_pdf
    from diary.summaries.visit_summary.sheet import compose_sheet
    from ldn_app.access.viewer import on_behalf_of
    from ldn_app.accounts.models import Patient

    patient = Patient.objects.get(pk=patient_id)
    viewer, now = on_behalf_of(patient_id), timezone.now()
    for _ in range(times):
        sheet_pdf(
            compose_sheet(viewer, patient=patient, asked=PeriodRequest("30"), now=now, style=PRINT)
        )
    print(peak_bytes() / 1e6)


def peak_bytes() -> int:
    """Of this program alone; ``getrusage`` counts what the process was before it became this."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
