"""All checks by name, for script/check and for the tests."""

from ..catalogue.entries import Catalogue
from .dates import review_dates
from .links import inward_links, outward_links, terms_and_figures
from .problem import Check, Problem
from .references import (
    doubled_references,
    malformed_references,
    numbers_without_a_note,
    sources_of_pages,
    unknown_notes,
    unused_references,
)
from .shape import claims, known_values, neutral_faces, sections, summaries
from .wording import forbidden_words

CHECKS: tuple[Check, ...] = (
    unknown_notes,
    unused_references,
    malformed_references,
    doubled_references,
    sources_of_pages,
    numbers_without_a_note,
    review_dates,
    forbidden_words,
    outward_links,
    inward_links,
    terms_and_figures,
    sections,
    summaries,
    neutral_faces,
    known_values,
    claims,
)


def problems(catalogue: Catalogue) -> list[Problem]:
    return [problem for check in CHECKS for problem in check(catalogue)]
