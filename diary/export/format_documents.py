"""The two documents that are made from the models; docs/formats/ holds a copy to read and link."""

import json

from ldn_app.access.viewer import NOBODY

from .columns import columns_document
from .record_schema import record_schema
from .tables import tables_of


def format_documents() -> dict[str, str]:
    """Name and text of each document. ``manage.py write_formats`` writes them."""
    schema = json.dumps(record_schema(), ensure_ascii=False, indent=2)
    return {
        "columns.md": "\n".join(columns_document(tables_of(NOBODY))) + "\n",
        "record.schema.json": schema + "\n",
    }
