"""From the bytes of a file to its text. Programs in Japan write at least five encodings."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

UTF_8, SHIFT_JIS, EUC_JP, JIS, UTF_16 = "UTF-8", "Shift_JIS", "EUC-JP", "ISO-2022-JP", "UTF-16"
ENCODINGS = (UTF_8, SHIFT_JIS, UTF_16, EUC_JP, JIS)

MARKS = (
    (BOM_UTF8, "utf-8-sig", UTF_8),
    (BOM_UTF16_LE, "utf-16", UTF_16),
    (BOM_UTF16_BE, "utf-16", UTF_16),
)
LOOKED_AT = 2000
ESCAPE = b"\x1b"
# What follows an escape in ISO-2022-JP: how the bytes up to the next escape are read.
SHIFTS = {b"(B": "ascii", b"(J": "ascii", b"$@": "two", b"$B": "two", b"(I": "kana"}


class NotText(ValueError):
    """The bytes are no text in an encoding that we know."""


def text_of(content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of ``content`` and the name of its encoding, one of ENCODINGS; ``encoding``: the
    one that somebody chose. Raises NotText."""
    if encoding is not None:
        return _in_chosen(content, encoding), encoding
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            return _decoded(content, codec), name
    if (codec := _sixteen_bits(content)) is not None:
        return _decoded(content, codec), UTF_16
    if content.isascii() and any(ESCAPE + shift in content for shift in SHIFTS):
        return _from_jis(content), JIS
    try:
        return _decoded(content, "utf-8"), UTF_8
    except NotText:
        return _shift_jis_or_euc(content)


def _in_chosen(content: bytes, encoding: str) -> str:
    if encoding == JIS:
        return _from_jis(content)
    if encoding == UTF_16:
        marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        return _decoded(content, "utf-16" if marked else _sixteen_bits(content) or "utf-16-le")
    codecs = {UTF_8: "utf-8-sig", SHIFT_JIS: "cp932", EUC_JP: "euc_jp"}
    return _decoded(content, codecs[encoding])


def _shift_jis_or_euc(content: bytes) -> tuple[str, str]:
    """Japanese in EUC-JP passes for half-width katakana in Shift_JIS, and the other way round for
    rare characters. Sentences have kana: the reading with more of them is the right one."""
    found = []
    for codec, name in (("cp932", SHIFT_JIS), ("euc_jp", EUC_JP)):
        try:
            found.append((_decoded(content, codec), name))
        except NotText:
            continue
    if not found:
        raise NotText
    return max(found, key=lambda reading: _kana(reading[0]))


def _kana(text: str) -> int:
    return sum("ぁ" <= letter <= "ヶ" for letter in text[:LOOKED_AT])


def _from_jis(content: bytes) -> str:
    """ISO-2022-JP with the characters that Windows and phones add to it (①, 髙): its two bytes are
    those of Shift_JIS in another order."""
    pieces = content.split(ESCAPE)
    written = bytearray(pieces[0])
    for piece in pieces[1:]:
        shift, rest = SHIFTS.get(piece[:2]), piece[2:]
        if shift == "ascii":
            written += rest
        elif shift == "kana":
            written += bytes(byte | 0x80 for byte in rest)
        elif shift == "two":
            written += _as_shift_jis(rest)
        else:
            raise NotText
    return _decoded(bytes(written), "cp932")


def _as_shift_jis(pairs: bytes) -> bytes:
    """The arithmetic of JIS X 0208, annex 1. Line ends pass; some programs go on behind them."""
    written = bytearray()
    rest = iter(pairs)
    for row in rest:
        if row < 0x21:
            written.append(row)
            continue
        cell = next(rest, None)
        if cell is None or not 0x21 <= cell <= 0x7E or row > 0x7E:
            raise NotText
        written.append((row + 1) // 2 + (0x70 if row < 0x5F else 0xB0))
        if row % 2:
            written.append(cell + (0x1F if cell < 0x60 else 0x20))
        else:
            written.append(cell + 0x7E)
    return bytes(written)


def _decoded(content: bytes, codec: str) -> str:
    try:
        text = content.decode(codec)
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
