from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Tells the browser no ``maxlength``: it would cut what is pasted without a word.

    A script counts against ``data-longest`` and says so; the form refuses with a sentence and
    keeps what was typed.
    """

    def render(self, template_name: str, context: dict, request=None) -> str:
        attrs = context.get("widget", {}).get("attrs", {})
        if "maxlength" in attrs:
            attrs["data-longest"] = attrs.pop("maxlength")
        return super().render(template_name, context, request)
