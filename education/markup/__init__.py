"""The library's Markdown: CommonMark, tables, notes, terms, figures, and readings above words."""
