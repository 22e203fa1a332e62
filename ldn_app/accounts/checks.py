"""What ``check --deploy`` says about the sign-in of an installation."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

SHARED_LIMITS = Warning(
    "The site stands behind a proxy, but TRUSTED_PROXY_COUNT is 0.",
    hint="All visitors seem to come from the proxy and share one rate limit. Set it to the number "
    "of your own proxies that append to X-Forwarded-For.",
    id="accounts.W001",
)


@register(Tags.security, deploy=True)
def visitors_can_be_told_apart(app_configs, **kwargs) -> list[Warning]:
    behind_a_proxy = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) is not None
    if behind_a_proxy and settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0:
        return [SHARED_LIMITS]
    return []
