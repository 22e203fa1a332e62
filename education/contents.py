"""The first page: what everybody must know, and every page by its topic."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from .catalogue.entries import Page
from .markup.numbering import Numbering
from .pages import Point, Source, point_of, sources_of
from .shelf import address_in, address_of, catalogue, renderer
from .words import TOPICS


@dataclass(frozen=True, slots=True)
class Entry:
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Topic:
    key: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    points: tuple[Point, ...]
    topics: tuple[Topic, ...]
    english: tuple[Entry, ...]
    sources: tuple[Source, ...]


@cache
def contents() -> Contents:
    numbering = Numbering()
    points = tuple(point_of(one, numbering) for one in catalogue().must_knows)
    topics = tuple(
        Topic(key, str(TOPICS.get(key, key)), tuple(_entry(page) for page in pages))
        for key, pages in groupby(catalogue().pages, key=lambda page: page.topic)
    )
    english = tuple(Entry(address_in(page), page.title) for page in catalogue().english)
    return Contents(points, topics, english, sources_of(numbering))


def _entry(page: Page) -> Entry:
    return Entry(address_of(page.slug), renderer().words(page.title))
