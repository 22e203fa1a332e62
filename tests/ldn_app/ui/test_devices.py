import pytest

from ldn_app.ui.devices import device_name

APPLE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 "


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (APPLE + "Mobile/15E148 Safari/604.1", "iPhone の Safari"),
        (APPLE + "Mobile/15E148 Safari Line/13.1", "iPhone の LINE"),
        (APPLE + "CriOS/120 Mobile Safari/604.1", "iPhone の Chrome"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537", "Android の Chrome"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Windows の Edge"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/17 Safari/605", "Mac の Safari"),
        ("curl/8", "名前の分からない端末"),
        ("", "名前の分からない端末"),
    ],
)
def test_a_device_is_called_what_its_owner_calls_it(user_agent, name):
    assert device_name(user_agent) == name
