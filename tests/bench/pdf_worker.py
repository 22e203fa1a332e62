"""Makes one patient's PDF again and again and prints figures as JSON.

Usage: python -m tests.bench.pdf_worker EMAIL DAYS PARTS TIMES    PARTS: front, three or full
"""

import io
import json
import sys
import time
from datetime import timedelta
from statistics import median

import django
from pypdf import PdfReader

from .pdf_alone import peak_bytes

# What is printed beside the first page.
PARTS = {"front": (), "three": ("timeline", "symptoms", "notes", "labs"), "full": None}


def main(email: str, days: int, parts: str, times: int) -> None:
    begun = time.perf_counter()
    django.setup()
    from django.utils import timezone

    from diary.summaries.charts.style import PRINT
    from diary.summaries.domain.period import FREE, Period
    from diary.summaries.domain.visit_summary import AppendixSection, known_sections
    from diary.summaries.visit_summary.pdf import sheet_pdf
    from diary.summaries.visit_summary.sheet import sheet_of
    from ldn_app.access.viewer import on_behalf_of
    from ldn_app.accounts.models import Patient
    from ldn_app.clock import clock_of

    patient, now = Patient.objects.get(user__email=email), timezone.now()
    today = clock_of(patient).day_of(now)
    period = Period(FREE, today - timedelta(days=days - 1), today)
    chosen = PARTS[parts]
    sections = tuple(AppendixSection) if chosen is None else known_sections(chosen)
    viewer, seconds, cpu, grown = on_behalf_of(patient.pk), [], [], {}
    for number in range(times):
        start, spent = time.perf_counter() if number else begun, time.process_time()
        pdf = sheet_pdf(
            sheet_of(viewer, period, patient=patient, sections=sections, now=now, style=PRINT)
        )
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - spent)
        grown[number + 1] = _resident_bytes()
    told = {
        "cold_s": seconds[0],
        "warm_s": median(seconds[1:]),
        "warm_cpu_s": median(cpu[1:]),
        "kb": len(pdf) / 1000,
        "pages": len(PdfReader(io.BytesIO(pdf)).pages),
        "peak_rss_mb": peak_bytes() / 1e6,
        "rss_mb_after_20": grown[min(20, times)] / 1e6,
        "rss_mb_at_the_end": grown[times] / 1e6,
    }
    print(json.dumps(told))


def _resident_bytes() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
