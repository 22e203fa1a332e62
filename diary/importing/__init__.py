"""What comes in: read, compared with the record, shown, and only then written, all or nothing."""
