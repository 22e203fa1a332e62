"""Form fields that understand what people type on a Japanese keyboard."""

from collections.abc import Callable
from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from .typed_text import cleaned, half_width


def plain_number(text: object, *, units: tuple[str, ...] = ()) -> str:
    """``text`` in half-width digits without blanks, thousands commas and a trailing unit.

    「４．５ ㎎」 and 「4,5」 become 4.5; 「1,000」 becomes 1000.
    """
    plain = half_width(str(text)).replace(" ", "").lower()
    plain = plain.replace("。", ".").replace("、", ",")
    for unit in units:
        plain = plain.removesuffix(unit.lower())
    head, comma, tail = plain.rpartition(",")
    if comma and "." not in plain and "," not in head and len(tail) != 3:
        return f"{head}.{tail}"
    return plain.replace(",", "")


class TypedTextField(forms.CharField):
    """Words that a person typed, cleaned before anything looks at them; the field for every text
    that is kept. Line breaks stay where there is room for them, in a ``Textarea``."""

    def to_python(self, value: object) -> str:
        lines = isinstance(self.widget, forms.Textarea)
        return super().to_python(cleaned(value, lines=lines) if isinstance(value, str) else value)


class HalfWidthTextField(TypedTextField):
    """Words that are kept half-width on one line. They are narrowed before their length is looked
    at: 「㍿」 is one letter and becomes four."""

    def to_python(self, value: object) -> str:
        return super().to_python(half_width(value) if isinstance(value, str) else value)


class TypedDecimalField(forms.DecimalField):
    """A decimal that may be typed full-width, with a comma or with one of ``units`` behind it."""

    def __init__(self, *, units: tuple[str, ...] = (), **kwargs) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        kwargs.setdefault("error_messages", {}).setdefault("invalid", _("数字で入力してください。"))
        self.units = units
        super().__init__(**kwargs)

    def to_python(self, value: object) -> Decimal | None:
        return super().to_python(_plain(value, self.units))


class TypedIntegerField(forms.IntegerField):
    """A whole number that may be typed full-width or with one of ``units`` behind it."""

    def __init__(self, *, units: tuple[str, ...] = (), **kwargs) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        kwargs.setdefault("error_messages", {}).setdefault("invalid", _("数字で入力してください。"))
        self.units = units
        super().__init__(**kwargs)

    def to_python(self, value: object) -> int | None:
        return super().to_python(_plain(value, self.units))


def _plain(value: object, units: tuple[str, ...]) -> object:
    return plain_number(value, units=units) if isinstance(value, str) else value


class ScaleField(forms.TypedChoiceField):
    """0 to 10, or None when nothing was chosen. Render it with ``components/scale_0_10.html``."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("error_messages", {}).setdefault(
            "invalid_choice", _("0から10のどれかを選んでください。")
        )
        kwargs["error_messages"].setdefault("required", _("0から10のどれかを選んでください。"))
        choices = [(str(point), str(point)) for point in range(11)]
        super().__init__(
            choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **kwargs
        )


Validator = Callable[[object], None]


def between(lowest: Decimal | int, highest: Decimal | int, message: str) -> list[Validator]:
    """Both limits with one sentence that says what to do."""
    return [MinValueValidator(lowest, message), MaxValueValidator(highest, message)]
