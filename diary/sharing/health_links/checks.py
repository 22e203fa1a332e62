"""What ``check`` says when this site's name is too long for links to other apps."""

from django.conf import settings
from django.core.checks import Warning, register
from django.urls import reverse

from .payload import KEY_LETTERS, LONGEST_ADDRESS

TOO_LONG = Warning(
    "SITE_URL is so long that no link for other apps can be made.",
    hint=f"The specification allows an address of {LONGEST_ADDRESS} letters, secret included.",
    id="sharing.W001",
)


@register(deploy=True)
def links_fit_their_address(app_configs, **kwargs) -> list[Warning]:
    address = settings.SITE_URL + reverse("shl:manifest", args=["x" * KEY_LETTERS])
    return [TOO_LONG] if len(address) > LONGEST_ADDRESS else []
