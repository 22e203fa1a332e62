"""The Dockerfile, step by step, with its paths moved into a folder of a test."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from .compose import ROOT

STEP = re.compile(r"([A-Z]+) +((?:.*\\\n)*.*)\n")
# The image's own folders; longer names first.
FOLDERS = ("/var/lib/apt/lists", "/opt/venv", "/app", "/tmp")


@dataclass
class Image:
    """What the steps so far have made below ``root``."""

    root: Path
    env: dict[str, str]
    user: str = "root"
    command: tuple[str, ...] = ()

    def inside(self, text: str) -> str:
        """``text`` with the image's folders where they are here."""
        for folder in FOLDERS:
            text = re.sub(rf"(?<![\w.]){folder}(?=[\s/:\"]|$)", f"{self.root}{folder}", text)
        return text


def steps() -> list[tuple[str, str]]:
    """(instruction, its words), continued lines joined, comments left out."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found = STEP.findall("\n".join(lines) + "\n")
    return [(name, words.replace("\\\n", " ")) for name, words in found]


def build(image: Image) -> None:
    """Run every step; one that nobody here knows is an error, not a silence."""
    for folder in FOLDERS:
        Path(f"{image.root}{folder}").mkdir(parents=True, exist_ok=True)
    for name, words in steps():
        STEPS[name](image, words)


def _run(image: Image, words: str) -> None:
    subprocess.run(
        ["sh", "-ec", image.inside(words)], cwd=f"{image.root}/app", env=image.env, check=True
    )


def _copy(image: Image, words: str) -> None:
    """Stages share one folder here, so that what one takes from another is there already."""
    if words.startswith("--from="):
        return
    source, target = words.split()
    if source != ".":
        shutil.copy(ROOT / source, image.inside(target))
        return
    ignored = (ROOT / ".dockerignore").read_text().split()
    shutil.copytree(
        ROOT,
        f"{image.root}/app",
        dirs_exist_ok=True,
        ignore=lambda folder, names: [name for name in names if _is_ignored(folder, name, ignored)],
    )


def _is_ignored(folder: str, name: str, ignored: list[str]) -> bool:
    """A pattern without ``**/`` counts for the top folder only."""
    on_top = Path(folder) == ROOT
    return any(
        fnmatch(name, pattern.removeprefix("**/"))
        for pattern in ignored
        if on_top or pattern.startswith("**/")
    )


def _env(image: Image, words: str) -> None:
    for pair in words.split():
        name, _, value = pair.partition("=")
        image.env[name] = image.inside(value.replace("$PATH", image.env["PATH"]))


def _user(image: Image, words: str) -> None:
    image.user = words


def _command(image: Image, words: str) -> None:
    image.command = tuple(json.loads(words))


def _nothing(image: Image, words: str) -> None:
    """FROM: this machine takes its place. WORKDIR, EXPOSE: known by everything above."""


STEPS = {
    "FROM": _nothing,
    "WORKDIR": _nothing,
    "EXPOSE": _nothing,
    "RUN": _run,
    "COPY": _copy,
    "ENV": _env,
    "USER": _user,
    "CMD": _command,
}
