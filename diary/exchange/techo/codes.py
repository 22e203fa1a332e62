"""QR codes of the parts: the bytes as they stand (8-bit mode), level M, black on white."""

import segno
from django.utils.translation import gettext as _

from ldn_app.ui.svg import Svg

BORDER_MODULES = 4  # The quiet zone that ISO/IEC 18004 asks for.


def code_of(data: bytes) -> segno.QRCode:
    """8-bit mode for all of it: readers of this format decode Shift_JIS themselves."""
    return segno.make(data, error="m", mode="byte", micro=False, boost_error=False)


def code_svg(data: bytes, *, place: int, count: int) -> Svg:
    title = _("QRコード %(place)s枚め(全部で%(count)s枚)") % {"place": place, "count": count}
    svg = code_of(data).svg_inline(
        scale=4, border=BORDER_MODULES, dark="#000", light="#fff", title=title, omitsize=True
    )
    return Svg(svg)
