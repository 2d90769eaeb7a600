"""Which documents a question names: "Nghị quyết 57", "NQ52", "tài liệu học tập", "the summary"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Source, SourceKind
from corpus.library import Library
from corpus.text import fold

_GAP = r"[\W_]+"
_WITHIN = r"[^\w,;:?!]+"  # a gap inside a phrase
_RESOLUTION = rf"(?:nghi{_GAP}quyet|nq|resolutions?)(?:{_GAP}(?:so|no|number|num))?[\W_]*"
_SUFFIX = rf"(?:[\W_]*nq(?:{_GAP}tw)?)?"
_CODE = rf"\d+{_GAP}nq(?:{_GAP}tw)?"
_AND = rf"(?:va|voi|and|with|hay|hoac|or|vs|versus|so{_GAP}voi)"
# "tài liệu học tập triển khai thực hiện Nghị quyết 52": the resolution is part of the guide's name. What is set
# beside a document, or against it, is not: "tài liệu học tập và Nghị quyết 57".
_OTHER = r"(?:va|voi|and|with|hay|hoac|or|vs|versus|so|khac|than|from)"
_OF_RESOLUTION = re.compile(
    rf"(?:{_WITHIN}(?!{_OTHER}\b)\w+){{0,4}}?{_WITHIN}(?:{_RESOLUTION}(?:{_CODE}|\d+)|{_CODE})(?!\w)"
)
# "Theo tài liệu học tập, vì sao có Nghị quyết 52?": the guide alone is asked; its name is blank by now.
_ACCORDING = re.compile(rf"(?<!\w)(?:theo|according{_GAP}to|as{_GAP}per)(?:{_GAP}the)?\s{{4,}}+(?!{_OTHER}\b)")
# "Nghị quyết 52 và 57": one word for two numbers.
_TWO_RESOLUTIONS = re.compile(
    rf"(?<!\w){_RESOLUTION}(?P<first>\d+){_SUFFIX}{_GAP}{_AND}{_GAP}(?P<second>\d+){_SUFFIX}(?!\w)"
)


# A document that is called by its number. "quyết định" is also a verb: there only a number of three digits counts.
_NUMBERED = re.compile(
    rf"(?<!\w)(?:(?:nghi{_GAP}quyet|nq|chi{_GAP}thi|nghi{_GAP}dinh|thong{_GAP}tu|huong{_GAP}dan|resolution|directive|decree"
    rf"|circular)(?:{_GAP}(?:so|no|number))?{_GAP}(?P<number>\d{{2,4}})"
    rf"|(?:quyet{_GAP}dinh|decision)(?:{_GAP}(?:so|no|number))?{_GAP}(?P<decision>\d{{3,4}}))(?!\w|[.,%]\d)"
)
_CODE_IN_TEXT = re.compile(r"(?<!\d)(\d{1,4}) ?- ?[A-ZĐ]{2}[A-ZĐ]*/")


@dataclass(frozen=True, slots=True)
class Mentions:
    """The ids of the documents that a question names, in its order, and the question without their names."""

    source_ids: tuple[str, ...]
    rest: str


def find_documents(question: str, sources: Sequence[Source]) -> Mentions:
    """Which of the sources a question names. A guide or summary "of resolution 52" is one document, not two.

    What a question asks according to a guide or summary is asked of that alone, whatever it names beside it.

    >>> find_documents("Hạ tầng số là gì?", ())
    Mentions(source_ids=(), rest='Hạ tầng số là gì?')
    """
    text = _Text(question)
    by_precedence = sorted(sources, key=lambda source: -source.kind.precedence)
    for source in by_precedence:
        if source.kind is not SourceKind.RESOLUTION:
            _take_names(text, source)
    if len(text.found) != 1 or not _ACCORDING.search(text.folded):
        _take_resolutions(text, by_precedence)
    return Mentions(text.found, " ".join(text.question.split()))


def numbers_spoken_of(library: Library) -> frozenset[str]:
    """The numbers of the documents that the library holds or speaks of: "30-NQ/TW" in 52."""
    texts = (*(clause.text for clause in library.clauses), *(source.number or "" for source in library.sources))
    return frozenset(number for text in texts for number in _CODE_IN_TEXT.findall(text))


def names_a_stranger(question: str, spoken_of: frozenset[str]) -> bool:
    """Whether a question names a document by a number that the library never speaks of.

    >>> names_a_stranger("Nghị quyết 59 nói gì về hội nhập?", frozenset({"52", "57", "30"}))
    True
    """
    numbers = [match["number"] or match["decision"] for match in _NUMBERED.finditer(fold(question))]
    return any(number not in spoken_of for number in numbers)


class _Text:
    """A question from which names are taken out; blanks keep the positions of what is still to be found."""

    def __init__(self, question: str) -> None:
        self.folded = fold(question)
        # A letter outside Vietnamese and English may fold to several; then positions hold in the folded text alone.
        self.question = question if len(self.folded) == len(question) else self.folded
        self._first: dict[str, int] = {}

    @property
    def found(self) -> tuple[str, ...]:
        return tuple(sorted(self._first, key=lambda source_id: self._first[source_id]))

    def take(self, source_id: str, start: int, end: int) -> None:
        self._first[source_id] = min(start, self._first.get(source_id, start))
        blank = " " * (end - start)
        self.folded = self.folded[:start] + blank + self.folded[end:]
        self.question = self.question[:start] + blank + self.question[end:]


def _take_names(text: _Text, source: Source) -> None:
    for pattern in _patterns(source):
        while match := re.search(rf"(?<!\w){pattern}(?!\w)", text.folded):
            start, end = match.span()
            if source.kind is not SourceKind.RESOLUTION and (of := _OF_RESOLUTION.match(text.folded, end)):
                end = of.end()
            text.take(source.id, start, end)


def _take_resolutions(text: _Text, sources: Sequence[Source]) -> None:
    resolutions = [source for source in sources if source.kind is SourceKind.RESOLUTION]
    if two := _TWO_RESOLUTIONS.search(text.folded):
        numbered = [_numbered(two[group], resolutions) for group in ("first", "second")]
        if all(numbered):
            for offset, source_id in enumerate(numbered):
                text.take(source_id, two.start() + offset, two.end())
    for source in resolutions:
        _take_names(text, source)
    years = Counter(source.issued_on.year for source in resolutions if source.issued_on)
    for source in resolutions:
        if source.issued_on and years[source.issued_on.year] == 1:
            _take_year(text, source, source.issued_on.year)


def _take_year(text: _Text, source: Source, year: int) -> None:
    """The only resolution of a year is named by it: "nghị quyết năm 2019", "the 2024 resolution"."""
    for pattern in (rf"{_RESOLUTION}(?:(?:cua|ra|nam|of|from|in){_GAP}){{0,2}}{year}", rf"{year}{_GAP}resolution"):
        while match := re.search(rf"(?<!\w){pattern}(?!\w)", text.folded):
            text.take(source.id, *match.span())


def _patterns(source: Source) -> list[str]:
    names = sorted(source.names, key=len, reverse=True)
    patterns = [_GAP.join(re.escape(word) for word in name.split()) for name in names]
    number = _number(source)
    if number and source.kind is SourceKind.RESOLUTION:
        code = rf"{number}[\W_]*nq(?:{_GAP}tw)?"
        numbered = [rf"{_RESOLUTION}{code}", rf"{_RESOLUTION}{number}"]
        if source.issued_on:  # "Nghị quyết 57 năm 2024": the year is part of the name
            year = source.issued_on.year
            issued = rf"(?:{_GAP}(?:(?:cua|ra|of|from){_GAP})?(?:nam{_GAP})?{year})?"
            numbered = [rf"(?:{year}{_GAP})?{pattern}{issued}" for pattern in numbered]
        patterns = [*numbered, code, *patterns]
    return patterns


def _numbered(number: str, sources: Sequence[Source]) -> str:
    """The id of the resolution with this number; empty where there is none."""
    return next((s.id for s in sources if s.kind is SourceKind.RESOLUTION and _number(s) == number), "")


def _number(source: Source) -> str:
    match = re.match(r"\d+", source.number or "")
    return match[0] if match else ""
