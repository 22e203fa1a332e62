"""Every box for an e-mail address: one form of it, and a sentence where there is none."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.addresses import NotAnAddress, canonical_address
from ldn_app.ui.fields import TypedTextField

ADDRESS_LABEL = _("メールアドレス")
SENTENCES = {
    "required": _("メールアドレスを入力してください。"),
    "form": _("メールアドレスの形を確かめてください。例: hanako@example.jp"),
    "blank": _("メールアドレスの途中に空白があります。空白を消してください。"),
    "local": _("@の前は、半角の英数字と記号で入力してください。例: hanako@example.jp"),
    "domain": _("@のうしろを確かめてください。例: hanako@example.jp"),
}


class AddressField(TypedTextField):
    """Gives the canonical form. The box is plain text with the keyboard for addresses: a browser's
    own e-mail box refuses addresses of carriers and the full-width ＠ before we see them."""

    def __init__(self, **kwargs) -> None:
        attrs = {
            "inputmode": "email",
            "autocomplete": kwargs.pop("autocomplete", "email"),
            "autocapitalize": "off",
            "spellcheck": "false",
        }
        kwargs = {"label": ADDRESS_LABEL, "widget": forms.TextInput(attrs=attrs), **kwargs}
        super().__init__(**kwargs)
        self.error_messages.update(SENTENCES)

    def to_python(self, value: object) -> str:
        if value in self.empty_values or not str(value).strip():
            return ""
        try:
            return canonical_address(str(value))
        except NotAnAddress as problem:
            raise forms.ValidationError(
                self.error_messages[problem.code], code=problem.code
            ) from problem
