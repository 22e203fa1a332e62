"""Cut the PDF's fonts down: two everyday weights of BIZ UDPGothic, one face of its rare
characters, kanji that only Noto Sans JP has (𠮷), emoji in one colour, and a face each for the
scripts in which people in Japan write names and notes beside Japanese (decision 0032).

Usage: vendor_fonts.py SOURCE_FOLDER TARGET_FOLDER. Pages on a screen use the system's fonts.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FACES = {
    "Regular": "biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf",
    "Bold": "biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf",
}
RARE_FAMILY = "BIZ UDPGothic Rare"
NOTO = "noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf"
NOTO_RARE_FAMILY = "Noto Sans JP Rare"
EMOJI = "noto-emoji/400Regular/NotoEmoji_400Regular.ttf"
# Each without what the faces before it draw already.
OTHER_SCRIPTS = {
    "NotoSans": "noto-sans/400Regular/NotoSans_400Regular.ttf",
    "NotoSansSC": "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansKR": "noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf",
    "NotoSansThai": "noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf",
    "NotoSansDevanagari": "noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf",
    "NotoSansArabic": "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
    "NotoSansMyanmar": "noto-sans-myanmar/400Regular/NotoSansMyanmar_400Regular.ttf",
}

# Beside the kanji of CP932 (JIS X 0208 and the vendors' characters: 髙 﨑 ① Ⅳ ㎎).
EXTRA_RANGES = (
    (0x0020, 0x017F),  # Latin
    (0x2000, 0x2BFF),  # punctuation, arrows, shapes
    (0x3000, 0x33FF),  # Japanese punctuation, kana, enclosed letters, units
    (0xFF00, 0xFFEF),  # full-width and half-width forms
)
LATIN = ((0x0180, 0x036F), (0x0370, 0x052F), (0x1E00, 0x1FFF), (0x20A0, 0x20BF))
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3))
UPRIGHT_ONLY = {"vert", "vrt2", "vkna", "vhal", "vpal", "vkrn"}


def everyday_characters() -> set[int]:
    return characters_in("cp932") | within(EXTRA_RANGES)


def characters_in(codec: str) -> set[int]:
    """Those of two bytes."""
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    texts = (pair.decode(codec, errors="ignore") for pair in pairs)
    return {ord(text) for text in texts if len(text) == 1}


def within(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


def wanted_of(name: str, found: set[int]) -> set[int]:
    """What ``found``, the characters of a face, has of the scripts that it is here for."""
    if name == "NotoSans":
        return found & within(LATIN)
    if name == "NotoSansSC":
        return found & characters_in("gb2312")
    return found & within(HANGUL) if name == "NotoSansKR" else found


def options() -> subset.Options:
    chosen = subset.Options()
    chosen.hinting = False
    chosen.notdef_outline = True
    chosen.name_IDs = ["*"]
    chosen.layout_features = sorted(set(chosen.layout_features) - UPRIGHT_ONLY)
    chosen.drop_tables = [*chosen.drop_tables, "vhea", "vmtx", "meta"]
    return chosen


def cut(source: Path, target: Path, characters: set[int], *, family: str | None = None) -> None:
    """Write ``source`` with ``characters`` only; ``family`` gives it a name of its own."""
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options())
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    if family:
        rename(font, family)
    font.save(target)


def characters_of(font: Path) -> set[int]:
    return set(TTFont(font).getBestCmap())


def rename(font: TTFont, family: str) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = family
        elif record.nameID == 6:
            record.string = family.replace(" ", "") + "-Regular"


def main(source: Path, target: Path) -> None:
    everyday = everyday_characters()
    for weight, name in FACES.items():
        cut(source / name, target / f"BIZUDPGothic-{weight}.subset.ttf", everyday)
    regular = source / FACES["Regular"]
    known = characters_of(regular)
    rare = known - everyday
    cut(regular, target / "BIZUDPGothic-Rare.subset.ttf", rare, family=RARE_FAMILY)
    rarest = characters_of(source / NOTO) - known - everyday
    cut(source / NOTO, target / "NotoSansJP-Rare.subset.ttf", rarest, family=NOTO_RARE_FAMILY)
    emoji = characters_of(source / EMOJI) - known
    cut(source / EMOJI, target / "NotoEmoji.subset.ttf", emoji)
    known |= everyday | rarest | emoji
    for name, path in OTHER_SCRIPTS.items():
        found = wanted_of(name, characters_of(source / path)) - known
        # Marks stand on a letter or a dotted circle of their own face.
        cut(source / path, target / f"{name}.subset.ttf", found | {0x20, 0x25CC})
        known |= found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
