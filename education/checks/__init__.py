"""What a machine can see wrong with the library's content. Pure functions over the catalogue."""
