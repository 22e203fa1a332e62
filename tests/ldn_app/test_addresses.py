"""One form for every e-mail address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_app.addresses import NotAnAddress, canonical_address, wire_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("hanako@example.jp", "hanako@example.jp"),
        ("  Hanako@Example.JP\r\n", "hanako@example.jp"),
        ("\u3000hanako@example.jp\u3000", "hanako@example.jp"),
        ("hanako＠example.jp", "hanako@example.jp"),
        ("hanako﹫example.jp", "hanako@example.jp"),
        ("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "hanako@example.jp"),
        ("hanako@example。jp", "hanako@example.jp"),
        ("hanako@example｡jp", "hanako@example.jp"),
        ("hanako@example.jp.", "hanako@example.jp"),
        ("hana\u200bko@example.jp", "hanako@example.jp"),
        ("\ufeffhanako@example.jp", "hanako@example.jp"),
        ("\u202ehanako@example.jp\u202c", "hanako@example.jp"),
        ("hanako\u2060@exam\u00adple.jp", "hanako@example.jp"),
        ("hanako\u3164@example.jp", "hanako@example.jp"),
        ("hanako\ufe0f@example.jp", "hanako@example.jp"),
        ("hanako\x00\x1b@example.jp", "hanako@example.jp"),
        ("mailto:hanako@example.jp", "hanako@example.jp"),
        ("<hanako@example.jp>", "hanako@example.jp"),
        ("hanako‐y@example‑a.jp", "hanako-y@example-a.jp"),
        ("kana@日本語.jp", "kana@xn--wgv71a119e.jp"),
        ("kana@XN--WGV71A119E.jp", "kana@xn--wgv71a119e.jp"),
        ("kana@日本語。jp", "kana@xn--wgv71a119e.jp"),
        ("kana@サーバー.jp", "kana@xn--vckucxgb.jp"),
        ("kana@ｻｰﾊﾞｰ.jp", "kana@xn--vckucxgb.jp"),
        ("o'hara+note@example.co.jp", "o'hara+note@example.co.jp"),
        ("taro..yamada@docomo.ne.jp", "taro..yamada@docomo.ne.jp"),
        ("taro.yamada.@docomo.ne.jp", "taro.yamada.@docomo.ne.jp"),
        ("taro.yamada.@ezweb.ne.jp", "taro.yamada.@ezweb.ne.jp"),
        (".taro-_-@ezweb.ne.jp", ".taro-_-@ezweb.ne.jp"),
        ("taro...y@au.com", "taro...y@au.com"),
        ("taro.@a1.ezweb.ne.jp", "taro.@a1.ezweb.ne.jp"),
        ("taro..y@t.vodafone.ne.jp", "taro..y@t.vodafone.ne.jp"),
        ("taro..y@softbank.ne.jp", "taro..y@softbank.ne.jp"),
        ('"taro..yamada"@docomo.ne.jp', "taro..yamada@docomo.ne.jp"),
        ("taro。。yamada＠docomo．ne．jp", "taro..yamada@docomo.ne.jp"),
    ],
)
def test_however_it_is_spelled_it_is_one_address(typed, address):
    assert canonical_address(typed) == address
    assert canonical_address(address) == address


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "form"),
        ("hanako", "form"),
        ("@example.jp", "form"),
        ("hanako@", "form"),
        ("hanako@taro@example.jp", "form"),
        ("a@example.jp,b@example.jp", "form"),
        ("taro..yamada@example.jp", "form"),  # a slip of the finger outside of the carriers
        ("taro.@gmail.com", "form"),
        ("(hanako)@example.jp", "form"),
        ("x" * 65 + "@example.jp", "form"),
        ("hanako@" + ".".join(["a" * 60] * 5) + ".jp", "domain"),
        ("hanako@" + "a" * 2000 + ".jp", "form"),
        ("hanako yamada@example.jp", "blank"),
        ("hanako@example.jp taro@example.jp", "blank"),
        ("hanako@example.jp\r\nBcc: taro@example.jp", "blank"),
        ("花子@example.jp", "local"),
        ("ünal@example.jp", "local"),
        ("hanako@example", "domain"),
        ("hanako@localhost", "domain"),
        ("hanako@192.0.2.1", "domain"),
        ("hanako@[192.0.2.1]", "domain"),
        ("hanako@example..jp", "domain"),
        ("hanako@-example.jp", "domain"),
        ("hanako@exam_ple.jp", "domain"),
        ("hanako@xn--zzzz.jp", "domain"),
        ("hanako@例え 。jp", "blank"),
    ],
)
def test_what_is_no_address_says_why(typed, code):
    with pytest.raises(NotAnAddress) as problem:
        canonical_address(typed)

    assert problem.value.code == code


@given(st.text(max_size=80) | st.emails())
def test_the_form_is_final_and_goes_over_the_wire(typed):
    try:
        address = canonical_address(typed)
    except NotAnAddress:
        return

    assert canonical_address(address) == address
    assert address.isascii()
    assert canonical_address(wire_address(address)) == address


@pytest.mark.parametrize(
    ("address", "wire"),
    [
        ("hanako@example.jp", "hanako@example.jp"),
        ("taro..yamada@docomo.ne.jp", '"taro..yamada"@docomo.ne.jp'),
        ("taro.yamada.@ezweb.ne.jp", '"taro.yamada."@ezweb.ne.jp'),
        ('"taro..yamada"@docomo.ne.jp', '"taro..yamada"@docomo.ne.jp'),
        ("kana@日本語.jp", "kana@xn--wgv71a119e.jp"),  # a row from before the form
        (
            "bounce+7-0123456789abcdef@note.example.org",
            "bounce+7-0123456789abcdef@note.example.org",
        ),
        ("note@localhost", "note@localhost"),
    ],
)
def test_a_server_is_told_what_it_can_read(address, wire):
    assert wire_address(address) == wire
