"""What can be found, and where. Made from the catalogue once; searched in memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ..catalogue.entries import Catalogue, Page
from ..markup.parser import tokens_of
from ..markup.readings import Readings
from ..pages import plain
from .folding import fold, words_of

MOST = 30
SYNONYM_BEGINS = 3


class Weight(IntEnum):
    """How much a hit says that this is the page that was looked for."""

    TITLE = 40
    NAME = 30
    HEADING = 12
    ANSWER = 8
    TEXT = 3


class HitKind(IntEnum):
    """In this order they are listed when they weigh the same."""

    INGREDIENT = 0
    PAGE = 1
    WORD = 2
    CLAIM = 3


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. ``fields``: folded texts, each as written and by its kana."""

    kind: HitKind
    address: str
    title: str
    passages: tuple[str, ...]
    fields: tuple[tuple[Weight, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    kind: HitKind
    address: str
    title: str
    passage: str


class Index:
    def __init__(self, catalogue: Catalogue, address: Callable[[str], str]) -> None:
        self._readings = Readings(catalogue.readings)
        self._address = address
        self._documents = tuple(self._all(catalogue))
        self._synonyms = tuple(_groups(catalogue))

    def search(self, query: str) -> list[Found]:
        """What holds every word of ``query`` in any spelling, the best first."""
        words = [self._spellings(word) for word in words_of(query)]
        if not words:
            return []
        weighed = ((_weight(document, words), document) for document in self._documents)
        hits = [(weight, document) for weight, document in weighed if weight]
        hits.sort(key=lambda hit: (-hit[0], hit[1].kind))
        return [
            Found(one.kind, one.address, one.title, self._passage(one, words))
            for _, one in hits[:MOST]
        ]

    def _spellings(self, word: str) -> tuple[str, ...]:
        """``word`` and what else it is called; the beginning of a name is enough."""
        same = [word]
        for group in self._synonyms:
            begins = len(word) >= SYNONYM_BEGINS and any(name.startswith(word) for name in group)
            if begins or word in group:
                same += group
        return tuple(dict.fromkeys(same))

    def _passage(self, document: Document, words: Sequence[tuple[str, ...]]) -> str:
        """The first sentence that holds one of the words, or else the beginning."""
        for passage in document.passages:
            spelled = self._both(passage)
            if any(name in spelled for names in words for name in names):
                return passage
        return document.passages[0] if document.passages else ""

    def _both(self, text: str) -> str:
        """Folded as written, and by its readings; a bar keeps the two apart."""
        written, kana = fold(text), fold(self._readings.kana(text))
        return written if written == kana else f"{written}|{kana}"

    def _fields(self, *given: tuple[Weight, Iterable[str]]) -> tuple[tuple[Weight, str], ...]:
        return tuple((weight, "|".join(map(self._both, texts))) for weight, texts in given)

    def _all(self, catalogue: Catalogue) -> Iterator[Document]:
        for page in catalogue.pages:
            yield self._page(page)
        home = self._address("words")
        for term in catalogue.terms:
            names = (term.term, term.reading, *term.words)
            fields = self._fields((Weight.NAME, names), (Weight.TEXT, [term.sentence]))
            where = f"{home}#{term.term}"
            yield Document(HitKind.WORD, where, term.term, (term.sentence,), fields)
        home = self._address("claims")
        for claim in catalogue.claims:
            says = plain(claim.says)
            fields = self._fields((Weight.ANSWER, [claim.claim]), (Weight.TEXT, [says]))
            where = f"{home}#claim-{claim.number}"
            yield Document(HitKind.CLAIM, where, claim.claim, (says,), fields)
        for ingredient in catalogue.ingredients:
            fields = self._fields((Weight.NAME, ingredient.names))
            where, names = self._address(ingredient.page), ("、".join(ingredient.names[1:]),)
            passages = names if names[0] else ()
            yield Document(HitKind.INGREDIENT, where, ingredient.names[0], passages, fields)

    def _page(self, page: Page) -> Document:
        headings, sentences = _pieces(page.body)
        answers = [plain(sentence) for sentence in page.summary]
        fields = self._fields(
            (Weight.TITLE, [page.title]),
            (Weight.NAME, page.words),
            (Weight.HEADING, headings),
            (Weight.ANSWER, answers),
            (Weight.TEXT, sentences),
        )
        where = self._address(page.slug)
        return Document(HitKind.PAGE, where, page.title, (*answers, *sentences), fields)


def _weight(document: Document, words: Sequence[tuple[str, ...]]) -> int:
    """0 when any of the words is nowhere in the document."""
    total = 0
    for names in words:
        hit = sum(weight for weight, text in document.fields if any(name in text for name in names))
        if not hit:
            return 0
        total += hit
    return total


def _groups(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """Names of the same thing, folded."""
    for term in catalogue.terms:
        yield _folded((term.term, term.reading, *term.words))
    for ingredient in catalogue.ingredients:
        yield _folded(ingredient.names)


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(fold, names) if name))


def _pieces(markdown: str) -> tuple[list[str], list[str]]:
    """Headings, and the sentences of everything else."""
    headings: list[str] = []
    sentences: list[str] = []
    tokens = tokens_of(markdown)
    for at, token in enumerate(tokens):
        if token.type != "inline":
            continue
        text = plain(token.content).replace("\n", "")
        if tokens[at - 1].type == "heading_open":
            headings.append(text)
        else:
            sentences += [piece + "。" for piece in text.split("。") if piece.strip()]
    return headings, sentences
