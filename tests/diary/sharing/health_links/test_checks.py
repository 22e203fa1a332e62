from diary.sharing.health_links.checks import TOO_LONG, links_fit_their_address


def test_a_name_that_leaves_no_room_for_the_secret_is_named(settings):
    settings.SITE_URL = "https://" + "a" * 71
    assert links_fit_their_address(None) == []

    settings.SITE_URL = "https://" + "a" * 72
    assert len(settings.SITE_URL + "/shl/" + "x" * 43 + "/") > 128
    assert links_fit_their_address(None) == [TOO_LONG]
