"""What is wrong with a gloss: every check gives what it found, and nothing where the gloss is good."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from corpus.clause import ClauseKind
from corpus.gloss import Gloss
from corpus.text import fold, normalise, words

MIN_QUESTIONS_VI = 5
MIN_QUESTIONS_EN = 3
COPIED_WORDS = 4


class Fault(StrEnum):
    """What a check looks for."""

    FIGURE = "a figure of the sentence is missing in the translation"
    TERM = "a term is not translated as the glossary has it"
    NAME = "a name or abbreviation is missing in the translation"
    TOO_FEW = "there are too few questions, or no plain wording"
    TWICE = "a question stands there twice"
    COPY = "a question or the plain wording copies the sentence"
    ANSWER = "an answer is not of a sample question, or does not stand in the sentence"
    UNEQUAL = "equal sentences have different glosses"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of the gloss of one sentence, and the words that show it."""

    clause_id: str
    sentence: int
    fault: Fault
    detail: str


@dataclass(frozen=True, slots=True)
class Term:
    """A fixed term with its English.

    ``short`` are abbreviations of either language that stand for it; ``also`` is English that is right where the
    sentence asks for another form ("Vietnamese" beside "Viet Nam").
    """

    vi: str
    en: str
    short: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def english(self) -> tuple[str, ...]:
        """Every English wording that keeps the term, written out."""
        return (self.en, *self.also)


@dataclass(frozen=True, slots=True)
class Glossed:
    """A gloss beside what it was written for."""

    gloss: Gloss
    kind: ClauseKind
    text: str

    def found(self, fault: Fault, details: Iterable[str]) -> list[Finding]:
        """A finding for each of the details."""
        return [Finding(self.gloss.clause_id, self.gloss.sentence, fault, detail) for detail in details]


def parse_terms(toml: str) -> tuple[Term, ...]:
    """The terms of a glossary, the longest first.

    KeyError where an entry has no ``vi`` or ``en``; tomllib.TOMLDecodeError where it is no TOML.
    """
    rows = tomllib.loads(toml)["term"]
    terms = [
        Term(vi=row["vi"], en=row["en"], short=tuple(row.get("short", ())), also=tuple(row.get("also", ())))
        for row in rows
    ]
    return tuple(sorted(terms, key=lambda term: -len(term.vi)))


def check_all(glossed: Sequence[Glossed], terms: Sequence[Term]) -> list[Finding]:
    """What every check finds, sentence by sentence, and last the equal sentences whose glosses differ."""
    findings = []
    for each in glossed:
        findings += check_figures(each) + check_terms(each, terms) + check_names(each, terms)
        findings += check_extent(each) + check_repeats(each) + check_copying(each, terms) + check_answers(each)
    return findings + check_equal_sentences(glossed)


# Figures

_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_ROMAN = re.compile(r"\b[IVX]{2,}\b")
_PER_CENT = re.compile(r"%|\bper ?cent\b")
_MONTHS = "january february march april may june july august september october november december".split()
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ENGLISH = {word: row for names in (_MONTHS, _CARDINALS, _ORDINALS) for row, word in enumerate(names, start=1)}
# Without "một", "năm" and "tư", which are too often an article, a year, or part of another word.
_VIETNAMESE = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
# Beside one of these a word is part of a larger number, which no translation has to spell in the same parts.
_OF_LARGER_NUMBERS = {*_VIETNAMESE, *"mươi trăm nghìn ngàn vạn triệu tỉ tỷ".split()}
_VIETNAMESE_PHRASES = {"thứ nhất": 1, "thứ tư": 4, "thứ năm": 5, "một vạn": 10_000}


def check_figures(glossed: Glossed) -> list[Finding]:
    """The figures of the sentence that its translation lacks; per cent signs count as figures.

    However they are written: "7,5" is "7.5", "bốn" "four" or "4", "XII" "12", "25/7" "25 July", in any order.
    """
    english = _figures(glossed.gloss.en, thousands=",")
    english.update(_ENGLISH[word] for word in words(glossed.gloss.en) if word in _ENGLISH)
    missing = [f"{figure:g}" for figure in (_vietnamese_figures(glossed.text) - english).elements()]
    lost = len(_PER_CENT.findall(glossed.text)) - len(_PER_CENT.findall(glossed.gloss.en))
    return glossed.found(Fault.FIGURE, missing + ["%"] * lost)


def _vietnamese_figures(text: str) -> Counter[float]:
    figures = _figures(text, thousands=".")
    syllables = words(text)
    spaced = f" {' '.join(syllables)} "
    figures.update({figure: spaced.count(f" {phrase} ") for phrase, figure in _VIETNAMESE_PHRASES.items()})
    for before, syllable, after in zip(["", *syllables], syllables, [*syllables[1:], ""], strict=False):
        if syllable in _VIETNAMESE and not _OF_LARGER_NUMBERS & {before, after}:
            figures[_VIETNAMESE[syllable]] += 1
    return figures


def _figures(text: str, *, thousands: str) -> Counter[float]:
    digits = re.sub(rf"(?<=\d)\{thousands}(?=\d{{3}}(?!\d))", "", text)
    figures = Counter(float(match.replace(",", ".")) for match in _FIGURE.findall(digits))
    figures.update(_roman(match) for match in _ROMAN.findall(text))
    return figures


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


# Terms

# Stands where a term stood.
_TAKEN = "¦"
_LITTLE_ENGLISH = set("a an and at by for from in of on or s the to with".split())
_PLURAL = re.compile(r"(?<=\w\w)(?P<y>ie)?s$")
_ENDING = re.compile(
    r"(?<=\w{4})(?:isation|ational|ability|ation|ional|ising|ition|ably|able|ally|ance|ence|ical|ised|ment|"
    r"age|ant|ate|ent|ing|ion|ise|ity|ive|al|ed|er|ic|ly|or|e|y)$"
)


def check_terms(glossed: Glossed, terms: Sequence[Term]) -> list[Finding]:
    """The terms of the sentence whose English words the translation lacks.

    Each stretch of the sentence belongs to the longest term that fits; word order and inflection are free.
    """
    translation = _stems(glossed.gloss.en)
    there, _ = _take_terms(glossed.text, terms)
    lost = [
        f"{term.vi} = {term.en}"
        for term in there
        if not any(_stems(english) <= translation for english in term.english)
    ]
    return glossed.found(Fault.TERM, lost)


def _stems(english: str) -> Set[str]:
    return {_stem(word) for word in words(english) if word not in _LITTLE_ENGLISH}


def _stem(word: str) -> str:
    singular = _PLURAL.sub(lambda match: "y" if match["y"] else "", word)
    shorter = _ENDING.sub("", singular)
    return word if shorter == word else _stem(shorter)


def _take_terms(text: str, terms: Sequence[Term]) -> tuple[list[Term], list[str]]:
    """The terms of a text, and what is left of the text before, between and after them."""
    found = []
    left = normalise(text)
    for term in sorted(terms, key=lambda term: -len(term.vi)):
        left, count = _pattern(term.vi).subn(_TAKEN, left)
        if count:
            found.append(term)
    return found, left.split(_TAKEN)


@cache
def _pattern(term: str) -> re.Pattern[str]:
    # "kinh tế - xã hội" is also printed "kinh tế-xã hội".
    parts = r"\s*-\s*".join(re.escape(part.strip()) for part in normalise(term).split("-"))
    return re.compile(rf"(?<!\w){parts}(?!\w)")


# Names

_CAPITAL = f"[{''.join(filter(str.isupper, map(chr, range(0x1F00))))}]"
_IN_CAPITALS = re.compile(rf"(?<!\w){_CAPITAL}{{2,}}(?:,? {_CAPITAL}{{2,}})+(?!\w)")
_ABBREVIATION = re.compile(rf"\w*{_CAPITAL}\w*{_CAPITAL}\w*(?:[-/&]\w+)*|\d+(?:[-/]{_CAPITAL}+)+")
_NAME = re.compile(rf"(?<!^)(?<!\w){_CAPITAL}\w*(?: {_CAPITAL}\w*)+")


def check_names(glossed: Glossed, terms: Sequence[Term]) -> list[Finding]:
    """The abbreviations, document numbers and proper names of the sentence that its translation lacks.

    A name may lose its marks ("Tô Lâm", "To Lam"); an abbreviation may be written out as the glossary has it. Names
    that are part of a term are left to :func:`check_terms`, Roman numerals to :func:`check_figures`.
    """
    text = _IN_CAPITALS.sub("", glossed.text)
    translation = fold(glossed.gloss.en)
    names = [name for name in _NAME.findall(text) if not any(normalise(name) in normalise(term.vi) for term in terms)]
    abbreviations = [name for name in _ABBREVIATION.findall(text) if not _ROMAN.fullmatch(name)]
    lost = [name for name in names if fold(name) not in translation]
    lost += [name for name in abbreviations if fold(name) not in translation and not _spelt_out(name, glossed, terms)]
    return glossed.found(Fault.NAME, lost)


def _spelt_out(abbreviation: str, glossed: Glossed, terms: Sequence[Term]) -> bool:
    spelt = [term for term in terms for short in term.short if abbreviation in short.split()]
    return any(_stems(english) <= _stems(glossed.gloss.en) for term in spelt for english in term.english)


# Questions and plain wording

_LITTLE_VIETNAMESE = set(
    "ai bao bị các còn cần cho chưa có cũng của do dưới đang đâu đã để đến đó được gì hay hoặc khi không là lại mà mấy "
    "một nào này năm nếu nhiêu như những ở phải ra rất sao sẽ tại theo thế thì trên trong từ và vào về vì với".split()
)


def check_extent(glossed: Glossed) -> list[Finding]:
    """What the gloss of a clause is short of; a heading needs no questions, a signature has none."""
    if glossed.kind is not ClauseKind.CLAUSE:
        return []
    gloss = glossed.gloss
    short = []
    if len(gloss.questions_vi) < MIN_QUESTIONS_VI:
        short.append(f"questions_vi: {len(gloss.questions_vi)} of {MIN_QUESTIONS_VI}")
    if len(gloss.questions_en) < MIN_QUESTIONS_EN:
        short.append(f"questions_en: {len(gloss.questions_en)} of {MIN_QUESTIONS_EN}")
    if not gloss.plain_vi:
        short.append("plain_vi")
    return glossed.found(Fault.TOO_FEW, short)


def check_repeats(glossed: Glossed) -> list[Finding]:
    """The questions of the gloss that say, word for word, what one before them says."""
    seen: set[tuple[str, ...]] = set()
    again = []
    for question in glossed.gloss.questions:
        key = tuple(words(question))
        if key in seen:
            again.append(question)
        seen.add(key)
    return glossed.found(Fault.TWICE, again)


def check_copying(glossed: Glossed, terms: Sequence[Term]) -> list[Finding]:
    """The Vietnamese wordings of the gloss with four syllables in a row of the sentence, little words left out.

    The terms of the glossary may be copied; a row ends at them.
    """
    sentence = set(_rows_of_words(glossed.text, terms))
    wordings = (*glossed.gloss.questions_vi, *((glossed.gloss.plain_vi,) if glossed.gloss.plain_vi else ()))
    copied = []
    for wording in wordings:
        rows = [" ".join(row) for row in _rows_of_words(wording, terms) if row in sentence]
        copied += [f"{rows[0]} | {wording}"] if rows else []
    return glossed.found(Fault.COPY, copied)


def check_answers(glossed: Glossed) -> list[Finding]:
    """The short answers of the gloss that do not stand word for word in the sentence, or answer no question of it."""
    wrong = [
        f"{answer} | {question}"
        for question, answer in glossed.gloss.answers.items()
        if not answer.strip() or answer not in glossed.text or question not in glossed.gloss.questions
    ]
    return glossed.found(Fault.ANSWER, wrong)


def _rows_of_words(text: str, terms: Sequence[Term]) -> Iterator[tuple[str, ...]]:
    _, stretches = _take_terms(text, terms)
    for stretch in stretches:
        content = [word for word in words(stretch) if word not in _LITTLE_VIETNAMESE]
        yield from zip(*(content[start:] for start in range(COPIED_WORDS)), strict=False)


# Between sentences


def check_equal_sentences(glossed: Sequence[Glossed]) -> list[Finding]:
    """The glosses that differ from that of an earlier sentence with the same words.

    Questions and plain wording are compared among clauses, since a heading asks for its own section.
    """
    clauses = [each for each in glossed if each.kind is ClauseKind.CLAUSE]
    return _differing(glossed, ["en"]) + _differing(clauses, ["questions_vi", "questions_en", "plain_vi"])


def _differing(glossed: Iterable[Glossed], parts: Sequence[str]) -> list[Finding]:
    first: dict[tuple[str, ...], Gloss] = {}
    findings = []
    for each in glossed:
        model = first.setdefault(tuple(words(each.text)), each.gloss)
        other = [part for part in parts if getattr(each.gloss, part) != getattr(model, part)]
        findings += each.found(Fault.UNEQUAL, [f"{part}: not as in {model.clause_id}" for part in other])
    return findings
