from ldn_app.accounts.checks import SHARED_LIMITS, visitors_can_be_told_apart


def test_a_proxy_that_nobody_counted_is_named(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0

    assert visitors_can_be_told_apart(None) == [SHARED_LIMITS]


def test_a_counted_proxy_or_none_is_fine(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert visitors_can_be_told_apart(None) == []

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    settings.SECURE_PROXY_SSL_HEADER = None
    assert visitors_can_be_told_apart(None) == []
