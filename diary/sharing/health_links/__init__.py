"""Links that apps of others read (SMART Health Links): made, shown and answered here."""
