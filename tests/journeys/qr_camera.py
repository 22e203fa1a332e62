"""A camera: what a phone reads from the QR that another screen shows."""

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator


def read_qr(shown: Locator) -> str:
    """The text of the one QR on the picture of ``shown``."""
    with Image.open(BytesIO(shown.screenshot())) as picture:
        [found] = zxingcpp.read_barcodes(picture)
    return found.text
