"""What search engines and link previews read. Onlookers see previews: neutral words only."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from .catalogue.entries import Reference
from .markup.rendering import Html
from .pages import BuiltPage
from .registry import address_in

AUDIENCES = {"patients": "Patient", "family": "Caregiver", "clinicians": "Clinician"}
ARTICLES = {
    *("rct", "crossover-rct", "open-trial", "retrospective", "case-report", "review"),
    *("systematic-review", "meta-analysis", "lab", "protocol"),
}
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Head:
    """``tab_title`` and ``canonical`` name no drug, disease or symptom; ``description`` may."""

    tab_title: str
    description: str
    canonical: str
    image: str
    data: Html


def head_of(built: BuiltPage) -> Head:
    page = built.page
    return Head(
        tab_title=page.tab_title,
        description=built.description,
        canonical=absolute(address_in(page)),
        image=absolute("/static/icons/icon-512.png"),
        data=json_ld(_medical_page(built)),
    )


def made_head(tab_title: str, description: str, name: str) -> Head:
    """The head of a page that is made from the data files; ``name``: of its address."""
    address = absolute(reverse(name))
    data = {"@type": "MedicalWebPage", "name": tab_title, "url": address, "inLanguage": "ja"}
    return Head(
        tab_title=tab_title,
        description=description,
        canonical=address,
        image=absolute("/static/icons/icon-512.png"),
        data=json_ld(data),
    )


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def json_ld(data: Mapping[str, Any]) -> Html:
    """A data block; nothing in it can end the element that it stands in."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return Html(text.translate(ESCAPES))


def _medical_page(built: BuiltPage) -> dict[str, Any]:
    page = built.page
    known = {
        "@type": "MedicalWebPage",
        "name": page.title,
        "description": built.description,
        "url": absolute(address_in(page)),
        "inLanguage": page.language,
        "isAccessibleForFree": True,
        "datePublished": _iso(page.written_on),
        "dateModified": _iso(page.reviewed_on),
        "lastReviewed": _iso(page.reviewed_on),
        "audience": [
            {"@type": "MedicalAudience", "audienceType": AUDIENCES[one]}
            for one in page.audience
            if one in AUDIENCES
        ],
        "publisher": {"@type": "Organization", "name": settings.NEUTRAL_NAME},
        "citation": list(_citations(source.reference for source in built.sources)),
    }
    return {name: value for name, value in known.items() if value}


def _citations(references: Iterable[Reference]) -> Iterable[dict[str, Any]]:
    for reference in references:
        kind = "MedicalScholarlyArticle" if reference.kind in ARTICLES else "CreativeWork"
        known = {
            "@type": kind,
            "name": reference.title,
            "author": [{"@type": "Person", "name": name} for name in reference.authors],
            "isPartOf": {"@type": "Periodical", "name": reference.journal}
            if reference.journal
            else None,
            "datePublished": str(reference.year) if reference.year else None,
            "sameAs": f"https://doi.org/{reference.doi}" if reference.doi else reference.url,
        }
        yield {name: value for name, value in known.items() if value}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
