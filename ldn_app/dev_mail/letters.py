"""Reading the files that the mail backend wrote."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True)
class KeptLetter:
    """One outgoing mail. ``name`` is its file's name without the ending."""

    name: str
    subject: str
    sender: str
    addressees: str
    sent_at: datetime
    text: str
    other_parts: tuple[str, ...]


def letters_in(folder: Path, *, at_most: int = 100) -> list[KeptLetter]:
    """The newest letters, newest first; empty when nothing was sent yet."""
    newest_first = sorted(folder.glob("*.eml"), reverse=True)
    return [_read(path) for path in newest_first[:at_most]]


def letter_named(folder: Path, name: str) -> KeptLetter | None:
    """None when there is no such letter; a name never leads out of the folder."""
    path = folder / f"{name}.eml"
    if path.parent != folder or not path.is_file():
        return None
    return _read(path)


def _read(path: Path) -> KeptLetter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    text = message.get_body(("plain", "html"))
    return KeptLetter(
        name=path.stem,
        subject=str(message["subject"] or ""),
        sender=str(message["from"] or ""),
        addressees=", ".join(str(message[name]) for name in ("to", "cc", "bcc") if message[name]),
        sent_at=datetime.fromtimestamp(int(path.stem.partition("-")[0]) / 1e9, tz=UTC),
        text=text.get_content() if text else "",
        other_parts=tuple(_label(part) for part in message.walk() if _is_other(part, text)),
    )


def _is_other(part: EmailMessage, text: EmailMessage | None) -> bool:
    return part is not text and not part.is_multipart()


def _label(part: EmailMessage) -> str:
    return part.get_filename() or part.get_content_type()
