"""The page for the doctor: facts → charts → one sheet for the screen and for paper."""
