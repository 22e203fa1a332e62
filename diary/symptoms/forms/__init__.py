"""Everything that cleans what people type in this room."""
