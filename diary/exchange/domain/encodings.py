"""From the bytes of a file to its text. Programs in Japan write at least four encodings."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

MARKS = (
    (BOM_UTF8, "utf-8-sig", "UTF-8"),
    (BOM_UTF16_LE, "utf-16", "UTF-16"),
    (BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# Strict enough to refuse each other's bytes, in this order; cp932 is what Excel calls Shift_JIS.
UNMARKED = (("utf-8", "UTF-8"), ("cp932", "Shift_JIS"))
LOOKED_AT = 2000


class NotText(ValueError):
    """The bytes are no text in an encoding that we know."""


def text_of(content: bytes) -> tuple[str, str]:
    """The text of ``content`` and the name of its encoding. Raises NotText."""
    for mark, encoding, name in MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding), name
    if (encoding := _sixteen_bits(content)) is not None:
        return _decoded(content, encoding), "UTF-16"
    for encoding, name in UNMARKED:
        try:
            return _decoded(content, encoding), name
        except NotText:
            continue
    raise NotText


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as unknown:
        raise NotText from unknown
    if "\0" in text:
        raise NotText
    return text


def _sixteen_bits(content: bytes) -> str | None:
    """UTF-16 without its mark: digits, commas and line ends have a zero byte on one side."""
    start = content[:LOOKED_AT]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if len(content) % 2 or max(even, odd) * 10 < len(start) // 2:
        return None
    if even == odd:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"
