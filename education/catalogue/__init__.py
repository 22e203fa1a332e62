"""The library's content as it stands in the files: read once, then only looked at."""
