"""The text of a SMART Health Link, version 1: what a QR holds and an app reads.

Source: HL7 SMART Health Cards and Links IG 1.0.0 (STU 1), "SMART Health Links Specification",
https://hl7.org/fhir/uv/smart-health-cards-and-links/links-specification.html, read 2026-11-22.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

SCHEME = "shlink:/"
LONGEST_ADDRESS = 128
LONGEST_LABEL = 80
KEY_LETTERS = 43  # 32 bytes in base64url
PASSCODE = "P"


class AddressTooLong(ValueError):
    """The site's name is so long that the specification forbids such a link."""


@dataclass(frozen=True, slots=True)
class HealthLink:
    """``address``: where the list of files is asked for, with at least 256 random bits.

    ``file_key``: 32 bytes in base64url, which open the files. ``label``: what an app shows before
    anything was opened; it must say nothing of the record.
    """

    address: str
    file_key: str
    expires_at: datetime
    label: str

    def __post_init__(self) -> None:
        if len(self.address) > LONGEST_ADDRESS:
            raise AddressTooLong
        if len(self.file_key) != KEY_LETTERS or len(self.label) > LONGEST_LABEL:
            raise ValueError("key or label of another length")

    @property
    def text(self) -> str:
        """``shlink:/…``; without the address of anybody's viewer in front of it."""
        payload = {
            "url": self.address,
            "key": self.file_key,
            "exp": int(self.expires_at.timestamp()),
            "flag": PASSCODE,
            "label": self.label,
            "v": 1,
        }
        plain = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        return SCHEME + urlsafe_b64encode(plain.encode()).decode().rstrip("=")
