"""One form for every e-mail address, at its entry and on the wire; pure.

The kept form is what a person reads: small letters, no quotation marks, the domain in A-labels, so
that one mailbox has one account however a keyboard or a browser spells it. On the wire a local part
that is no dot-atom is quoted (RFC 5321, 4.1.2): carriers of old gave out addresses such as
``taro..yamada@docomo.ne.jp``, which a strict server takes in no other way.
"""

import re
import unicodedata

import idna

from ldn_app.ui.typed_text import half_width, without_selectors

MOST_TYPED, MOST_CHARACTERS, MOST_LOCAL = 1000, 254, 64
BLANKS = re.compile(r"\s")
ATOMS = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]+")
DOT_ATOM = re.compile(r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*")
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
DOTS = str.maketrans({"\u3002": ".", "\uff61": "."})
# Until about 2009 they gave out local parts with dots in a row or at an end.
CARRIERS = (
    "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "vodafone.ne.jp",
    "disney.ne.jp", "jp-t.ne.jp", "willcom.com", "pdx.ne.jp", "ymobile.ne.jp", "ymobile1.ne.jp",
    "y-mobile.ne.jp", "emnet.ne.jp", "emobile.ne.jp", "uqmobile.jp", "mopera.net", "mopera.ne.jp",
)  # fmt: skip


class NotAnAddress(ValueError):
    """What was typed can be no address. ``code``: "form", "blank", "local" or "domain"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def canonical_address(typed: str) -> str:
    """The one form of the address that was ``typed``; raises NotAnAddress.

    Its own result comes out unchanged.
    """
    if len(typed) > MOST_TYPED:
        raise NotAnAddress("form")
    plain = unicodedata.normalize("NFKC", without_selectors(half_width(typed)))
    plain = without_selectors(half_width(plain)).translate(DASHES).translate(DOTS)
    plain = plain.strip().strip("<>").strip()
    plain = re.sub(r"^mailto:", "", plain, flags=re.IGNORECASE).lower()
    if BLANKS.search(plain):
        raise NotAnAddress("blank")
    local, at, domain = plain.rpartition("@")
    if not at or not local or not domain:
        raise NotAnAddress("form")
    address = f"{_local(local, domain)}@{_domain(domain)}"
    if len(address) > MOST_CHARACTERS:
        raise NotAnAddress("form")
    return address


def wire_address(address: str) -> str:
    """``address`` as a mail server is told: ASCII, the local part quoted where it has to be.

    What is no address at all comes out unchanged.
    """
    try:
        address = canonical_address(address)
    except NotAnAddress:
        return address
    local, _, domain = address.rpartition("@")
    return address if DOT_ATOM.fullmatch(local) else f'"{local}"@{domain}'


def _local(local: str, domain: str) -> str:
    if len(local) > 2 and local[0] == local[-1] == '"':
        local = local[1:-1].replace("\\", "")
    if not ATOMS.fullmatch(local):
        raise NotAnAddress("form" if local.isascii() else "local")
    if len(local) > MOST_LOCAL or not (DOT_ATOM.fullmatch(local) or _is_carrier(domain)):
        raise NotAnAddress("form")
    return local


def _is_carrier(domain: str) -> bool:
    return any(domain == known or domain.endswith(f".{known}") for known in CARRIERS)


def _domain(domain: str) -> str:
    """IDNA 2008 over UTS 46, as browsers do; a name of at least two parts, and no number."""
    try:
        name = idna.encode(domain.rstrip("."), uts46=True, std3_rules=True).decode()
    except (idna.IDNAError, UnicodeError) as broken:
        raise NotAnAddress("domain") from broken
    labels = name.split(".")
    if len(labels) < 2 or not all(labels) or labels[-1].isdecimal() or len(labels[-1]) < 2:
        raise NotAnAddress("domain")
    return name
