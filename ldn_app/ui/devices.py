"""What to call the device behind a User-Agent line, in words that its owner recognises."""

from django.utils.translation import gettext as _

# The order matters: an iPad or Android line also contains words of the ones below it.
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Line/", "LINE"),
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(user_agent: str) -> str:
    """``iPhone の Safari``; 「名前の分からない端末」 when the line says nothing familiar."""
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    if system and browser:
        return _("%(system)s の %(browser)s") % {"system": system, "browser": browser}
    return system or browser or _("名前の分からない端末")
