"""The smallest journey: the browser, the server and the database find one another."""


def test_health_is_told_to_a_browser(phone):
    answer = phone.goto("/healthz")

    assert answer.status == 200
