"""script/bench library: what five pages of the library weigh, cost, and score in Lighthouse."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django

from .figures import ROOT, Figures

PAGES = (
    "/learn/",
    "/learn/studies-1/",
    "/learn/never-together/",
    "/learn/claims/",
    "/learn/search/",
)
LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WARM_UP = 20
ROUNDS = 5
# What else the machine does makes a run slower and never quicker, so the best run is the page's.
RUNS = 3
ENOUGH = 98


def main(arguments: list[str]) -> None:
    [out] = arguments
    _install_lighthouse()
    django.setup()
    from ldn_app.supervise.preflight import Place
    from ldn_app.supervise.prepare import prepare

    from .web import free_port, running_web

    prepare()
    place = Place("127.0.0.1", free_port(), Path(os.environ["LDN_DATA_DIR"]))
    os.environ["SITE_URL"] = f"http://127.0.0.1:{place.port}"
    figures = Figures("library")
    with running_web(place, database=None) as web:
        for path in PAGES:
            _measure(figures, web, path)
    Path(out).write_text(json.dumps(figures.values), encoding="utf-8")


def _install_lighthouse() -> None:
    """It is for measuring only and not small: fetched when it is first wanted."""
    if not LIGHTHOUSE.exists():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)


def _measure(figures: Figures, web, path: str) -> None:
    from .first_visit import load_first_time
    from .load import Call, one_after_another
    from .web import Spent

    print(f"== {path}", file=sys.stderr, flush=True)
    name, spent, call = path.strip("/"), Spent(), Call(path, {"Accept-Encoding": "gzip"})
    one_after_another(web.port, call, WARM_UP)
    for _ in range(ROUNDS):
        spent.add(web, call)
    loaded = load_first_time(web.port, path)
    figures.add(f"{name}.cpu_ms", spent.web_ms)
    figures.add(f"{name}.html_gz_bytes", spent.taken.body_bytes)
    figures.add(f"{name}.gz_bytes", loaded.bodies)
    figures.add(f"{name}.requests", loaded.requests)
    for category, score in _best_scores(f"http://127.0.0.1:{web.port}{path}").items():
        figures.add(f"{name}.{category}", score)


def _best_scores(address: str) -> dict[str, float]:
    best = dict.fromkeys(CATEGORIES, 0.0)
    for _ in range(RUNS):
        try:
            found = _lighthouse(address)
        except subprocess.SubprocessError as trouble:
            print(f"   a run was lost: {trouble}", file=sys.stderr, flush=True)
            continue
        best = {name: max(best[name], found[name]) for name in CATEGORIES}
        if min(best.values()) >= ENOUGH:
            break
    return best


def _lighthouse(address: str) -> dict[str, float]:
    """Scores from 0 to 100, as a slow phone on a slow line would get them."""
    from .first_visit import ARGUMENTS, CHROMIUM

    with tempfile.TemporaryDirectory(prefix="ldn-lighthouse-") as folder:
        report = Path(folder) / "report.json"
        command = [
            *("node", str(LIGHTHOUSE), address, "--quiet", "--output=json"),
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)} --user-data-dir={folder}/chrome",
        ]
        environment = {**os.environ, "CHROME_PATH": CHROMIUM}
        subprocess.run(command, env=environment, check=True, timeout=180, stdout=sys.stderr)
        found = json.loads(report.read_text(encoding="utf-8"))
    _say_what_was_lost(found)
    return {name: (found["categories"][name]["score"] or 0) * 100 for name in CATEGORIES}


def _say_what_was_lost(found: dict) -> None:
    for name in CATEGORIES:
        for one in found["categories"][name]["auditRefs"]:
            audit = found["audits"][one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                said = audit.get("displayValue", "")
                print(f"   {name}: {audit['title']} {said}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
