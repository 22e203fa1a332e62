"""A grant as a link that apps of others read (SMART Health Links)."""
