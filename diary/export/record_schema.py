"""The JSON Schema (2020-12) of record.json, made from the models that it is written from."""

import json

from django.db import models

from ldn_app.access.viewer import NOBODY

from .columns import choices_of, columns_document, field_of, title_of, words_of
from .formats import FORMAT, FORMAT_VERSION, SCHEMA
from .tables import ExportTable, tables_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NUMBER_TEXT = r"^-?[0-9]+(\.[0-9]+)?$"

# Decimals are text, so that 1.50 stays 1.50.
KINDS: dict[type[models.Field], dict] = {
    models.DateTimeField: {"type": "string", "format": "date-time"},
    models.DateField: {"type": "string", "format": "date"},
    models.TimeField: {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}"},
    models.BooleanField: {"type": "boolean"},
    models.DecimalField: {"type": "string", "pattern": NUMBER_TEXT},
    models.IntegerField: {"type": "integer"},
    models.ForeignKey: {"type": "integer"},
    models.UUIDField: {"type": "string", "format": "uuid"},
    models.JSONField: {"type": ["array", "object", "null"]},
    models.GenericIPAddressField: {"type": "string"},
}


def record_schema() -> dict:
    """The schema of everything that an export holds. Asks the database nothing.

    A reader passes over what it does not know: a new table or column keeps the version, one that
    is renamed, removed or means something else raises it.
    """
    tables = list(tables_of(NOBODY))
    return {
        "$schema": DIALECT,
        "$id": f"urn:{FORMAT}:{FORMAT_VERSION}",
        "title": SCHEMA,
        "type": "object",
        "required": ["format", "version", "schema", "written_at", "privacy", "records"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": FORMAT_VERSION},
            "schema": {"const": SCHEMA},
            "written_at": {"type": "string", "format": "date-time"},
            "privacy": {"type": "object", "additionalProperties": {"type": "object"}},
            "records": {
                "type": "object",
                "required": [table.label for table in tables],
                "properties": {table.label: _rows(table) for table in tables},
            },
        },
        "$defs": {table.label: _row(table) for table in tables},
    }


def _rows(table: ExportTable) -> dict:
    return {"type": "array", "items": {"$ref": f"#/$defs/{table.label}"}}


def _row(table: ExportTable) -> dict:
    return {
        "title": title_of(table.label),
        "type": "object",
        "required": list(table.columns),
        "properties": {name: _value(table.label, name) for name in table.columns},
    }


def _value(label: str, name: str) -> dict:
    field = field_of(label, name)
    words = {"description": words_of(label, name)}
    if choices := [value for value, _words in choices_of(field)]:
        extra = [""] if field.blank and "" not in choices and isinstance(choices[0], str) else []
        return {**words, "enum": [*choices, *extra, *([None] if field.null else [])]}
    kind = next((found for of, found in KINDS.items() if isinstance(field, of)), {"type": "string"})
    if field.null and isinstance(kind["type"], str):
        kind = {**kind, "type": [kind["type"], "null"]}
    return {**words, **kind}


def format_documents() -> dict[str, str]:
    """Name and text of each document. ``manage.py write_formats`` writes them."""
    schema = json.dumps(record_schema(), ensure_ascii=False, indent=2)
    return {
        "columns.md": "\n".join(columns_document(tables_of(NOBODY))) + "\n",
        "record.schema.json": schema + "\n",
    }
