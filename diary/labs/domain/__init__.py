"""What a laboratory slip means: readings, units, the range that is printed on it. Pure."""
