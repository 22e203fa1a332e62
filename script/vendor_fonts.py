"""Cut the PDF's fonts down: two everyday weights of BIZ UDPGothic, one face of its rare
characters, kanji that only Noto Sans JP has (𠮷) and emoji in one colour.

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

# Beside the kanji of CP932 (JIS X 0208 and the vendors' characters: 髙 﨑 ① Ⅳ ㎎).
EXTRA_RANGES = (
    (0x0020, 0x017F),  # Latin
    (0x2000, 0x2BFF),  # punctuation, arrows, shapes
    (0x3000, 0x33FF),  # Japanese punctuation, kana, enclosed letters, units
    (0xFF00, 0xFFEF),  # full-width and half-width forms
)
UPRIGHT_ONLY = {"vert", "vrt2", "vkna", "vhal", "vpal", "vkrn"}


def everyday_characters() -> set[int]:
    found = set()
    for lead in range(0x81, 0xFD):
        for trail in range(0x40, 0xFD):
            text = bytes([lead, trail]).decode("cp932", errors="ignore")
            if len(text) == 1:
                found.add(ord(text))
    for first, last in EXTRA_RANGES:
        found.update(range(first, last + 1))
    return found


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


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
