"""One day of a diary as its readers see it: nothing is left empty, nothing is added up."""
