""".env.example names every setting that may come from outside, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"^(?:# )?([A-Z][A-Z0-9_]+)=", re.MULTILINE)
READ = re.compile(r"\benv(?:ironment)?\.(?:str|int|bool|list|path|get)\(\s*\"([A-Z0-9_]+)\"")
BY_COMPOSE = re.compile(r"\$\{([A-Z0-9_]+)")
# docker compose itself reads this one.
FOR_DOCKER = {"COMPOSE_PROJECT_NAME"}


def read_by_the_product() -> set[str]:
    files = [
        *ROOT.glob("ldn_app/settings/*.py"),
        *ROOT.glob("ldn_app/supervise/*.py"),
    ]
    names = {name for file in files for name in READ.findall(file.read_text(encoding="utf-8"))}
    return names | set(BY_COMPOSE.findall((ROOT / "docker-compose.yml").read_text("utf-8")))


def test_every_setting_is_explained_and_every_explained_setting_is_read():
    named = NAMED.findall((ROOT / ".env.example").read_text(encoding="utf-8"))

    assert len(named) == len(set(named))
    assert set(named) == read_by_the_product() | FOR_DOCKER
