"""JSON in which a decimal keeps its digits: FHIR says that 0.30 is not 0.3."""

import json
from decimal import Decimal

_text = json.encoder.encode_basestring


def json_text(value: object) -> str:
    """``value`` (dicts, lists, texts, numbers, truth) as JSON without blanks."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        members = (f"{_text(name)}:{json_text(content)}" for name, content in value.items())
        return f"{{{','.join(members)}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(json_text, value))}]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value)
