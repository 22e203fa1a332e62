"""The last look before the page: whatever is not on this list is taken out."""

import nh3

TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "br", "div"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "strong", "em", "code", "span", "button", "ruby", "rt", "rp"),
}
ATTRIBUTES = {
    "a": {"href", "rel", "class"},
    "button": {"type", "class", "popovertarget", "popovertargetaction", "aria-label"},
    "span": {"class", "id", "popover", "role", "aria-label"},
    "div": {"class", "id", "role", "aria-label", "tabindex"},
    "rt": {"aria-hidden"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "ol": {"start"},
}


def clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"https", "tel"},
        link_rel=None,
        strip_comments=True,
    )
