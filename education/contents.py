"""The first page: what everybody must know, and every page by its topic."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from .catalogue.entries import Page
from .categories import TOPICS
from .markup.numbering import Numbering
from .pages import Point, Source, point_of, sources_of
from .registry import address_in, address_of, catalogue, renderer


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Topic:
    key: str
    title: str
    entries: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    points: tuple[Point, ...]
    topics: tuple[Topic, ...]
    english: tuple[ContentsEntry, ...]
    sources: tuple[Source, ...]


@cache
def contents() -> Contents:
    numbering = Numbering()
    points = tuple(point_of(one, numbering) for one in catalogue().must_knows)
    topics = tuple(
        Topic(key, str(TOPICS.get(key, key)), tuple(_entry(page) for page in pages))
        for key, pages in groupby(catalogue().pages, key=lambda page: page.topic)
    )
    english = tuple(ContentsEntry(address_in(page), page.title) for page in catalogue().english)
    return Contents(points, topics, english, sources_of(numbering))


def _entry(page: Page) -> ContentsEntry:
    return ContentsEntry(address_of(page.slug), renderer().words(page.title))
