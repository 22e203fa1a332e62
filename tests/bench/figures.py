"""What was measured: one flat list of names and numbers, for people and for machines."""

import json
import os
import platform
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Figures:
    """``aims``: name → the largest number that is still good; ``floors``: the smallest."""

    name: str
    aims: dict[str, float] = field(default_factory=dict)
    floors: dict[str, float] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        self.values[name] = round(value, 3)

    def missed(self) -> list[str]:
        """Figures above their aim or below their floor."""
        above = [name for name, aim in self.aims.items() if self.values.get(name, 0) > aim]
        below = [
            name for name, least in self.floors.items() if self.values.get(name, least) < least
        ]
        return above + below

    def table(self) -> str:
        width = max(map(len, self.values), default=0)
        return "\n".join(self._line(name, width) for name in self.values)

    def _line(self, name: str, width: int) -> str:
        line = f"{name:<{width}}  {self.values[name]:>12,g}"
        if name in self.aims:
            kept = "ok" if self.values[name] <= self.aims[name] else "MISSED"
            line += f"   aim ≤ {self.aims[name]:g}  {kept}"
        if name in self.floors:
            kept = "ok" if self.values[name] >= self.floors[name] else "MISSED"
            line += f"   aim ≥ {self.floors[name]:g}  {kept}"
        return line

    def write(self, path: Path) -> None:
        content = {"bench": self.name, **circumstances(), "figures": self.values}
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def circumstances() -> dict[str, object]:
    """Which code, when, and on what kind of machine; nothing that names the machine."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "commit": commit.stdout.strip() or "unknown",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "cores": os.cpu_count(),
            "memory_gib": round(memory / 2**30, 1),
            "cpu": _cpu_name(),
            "system": f"{platform.system()} {platform.machine()}",
            "python": platform.python_version(),
        },
    }


def _cpu_name() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
