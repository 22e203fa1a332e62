"""script/bench pdf: the sheet for the doctor on paper, of an invented patient of two years.

Usage: python -m tests.bench.pdf_sheets MANY OUT    MANY: how many PDFs one process makes in a row
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from ldn_app.supervise.prepare import prepare

from .figures import ROOT

WHO = "aoi@demo.example"
WARM = 8


def main(many: int, out: Path) -> None:
    import django

    django.setup()
    prepare()
    _seed()
    figures: dict[str, float] = {}
    for days in (30, 90, 180, 365):
        for parts in ("front", "three", "full"):
            told = _alone(days, parts, WARM)
            for name in ("cold_s", "warm_s", "warm_cpu_s", "kb", "pages", "peak_rss_mb"):
                figures[f"pdf.{days}.{parts}.{name}"] = told[name]
    told = _alone(90, "front", many)
    figures["pdf.row.count"] = many
    figures["pdf.row.rss_mb_after_20"] = told["rss_mb_after_20"]
    figures["pdf.row.rss_mb_at_the_end"] = told["rss_mb_at_the_end"]
    figures["pdf.row.growth_mb"] = told["rss_mb_at_the_end"] - told["rss_mb_after_20"]
    figures |= _page()
    out.write_text(json.dumps(figures), encoding="utf-8")


def _seed() -> None:
    from django.utils import timezone

    from diary.demo.seeding import seed_demo
    from ldn_app.accounts.models import Patient
    from ldn_app.clock import clock_of

    now = timezone.now()
    seed_demo(today=clock_of(Patient(time_zone="Asia/Tokyo")).day_of(now), password="x", now=now)


def _alone(days: int, parts: str, times: int) -> dict[str, float]:
    """In a process of its own, as a worker would make it."""
    command = [sys.executable, "-m", "tests.bench.pdf_worker", WHO, str(days), parts, str(times)]
    told = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ
    )
    return json.loads(told.stdout)


def _page() -> dict[str, float]:
    """CPU and SQL of the web page, at two and at ten years."""
    from django.test import Client

    from ldn_app.accounts.models import User
    from tests.sql import statements

    figures = {}
    for age, email in (("2y", WHO), ("10y", "yuki@demo.example")):
        browser, user = Client(), User.objects.get(email=email)
        browser.force_login(user)
        with statements() as found:
            browser.get("/visit/?period=90")
        spent = []
        for _ in range(10):
            start = time.process_time()
            browser.get("/visit/?period=90")
            spent.append(time.process_time() - start)
        figures[f"visit.sql_{age}"] = len(found)
        figures[f"visit.cpu_ms_{age}"] = median(spent) * 1000
    return figures


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
