"""The QR that opens a look, as SVG: error correction M, black on white in every theme."""

import segno

from ldn_app.ui.svg import Svg

BORDER_MODULES = 4  # The quiet zone that ISO/IEC 18004 asks for.


def qr_svg(text: str, *, title: str) -> Svg:
    """``title``: what a screen reader says instead of the picture."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    svg = code.svg_inline(
        scale=4, border=BORDER_MODULES, dark="#000", light="#fff", title=title, omitsize=True
    )
    return Svg(svg)
