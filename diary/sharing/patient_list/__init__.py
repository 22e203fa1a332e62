"""The clinician's list: many patients on one page, made for a morning of forty."""
