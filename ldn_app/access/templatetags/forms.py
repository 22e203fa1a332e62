"""``{% csrf_token %}`` in every template: Django's own, and for whom the form is printed."""

from django import template
from django.http import HttpRequest
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..kept_forms import OWNER_FIELD, owner_token

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> SafeString:
    token = CsrfTokenNode().render(context)
    owner = _owner_token(getattr(context, "request", None) or context.get("request"))
    if not (token and owner):
        return SafeString(token)
    return format_html('{}<input type="hidden" name="{}" value="{}">', token, OWNER_FIELD, owner)


def _owner_token(request: HttpRequest | None) -> str:
    """One for all forms of a page; "" when nobody is signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    if not hasattr(request, "form_owner_token"):
        request.form_owner_token = owner_token(user.pk)
    return request.form_owner_token
