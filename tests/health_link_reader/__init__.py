"""A program that is not ours reads a SMART Health Link (npm: kill-the-clipboard, MIT)."""

import json
import subprocess
from pathlib import Path

import playwright

from tests.waiting import DEADLINE_SECONDS

NODE = Path(playwright.__file__).parent / "driver" / "node"
PROGRAM = Path(__file__).parent / "read.mjs"


def read_link(link: str, *, recipient: str, passcode: str = "", **asked) -> dict:
    """``label``, ``flag``, ``exp``, ``manifest`` and ``resources``; or ``refused`` and ``why``."""
    question = {"link": link, "recipient": recipient, "passcode": passcode, **asked}
    done = subprocess.run(
        [NODE, PROGRAM],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
        check=True,
    )
    return json.loads(done.stdout)
