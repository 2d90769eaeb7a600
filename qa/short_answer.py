"""The part of a sentence that answers by itself: a number with its unit and the words that qualify it."""

import re
from collections.abc import Sequence

from corpus import Span
from corpus.text import fold, words

_QUALIFIER = (
    r"(?:(?:đạt |ở |có )?(?:mức )?(?:trên|dưới|khoảng|hơn|gần|tối thiểu|tối đa|ít nhất|nhiều nhất|không quá|không dưới)"
    r"(?: (?:có|từ|đạt|là))? )?"
)
_NUMBER = r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?: ?[-–] ?\d+(?:[.,]\d+)*)?"
# What is counted: a word of one syllable, which is whole without the next one, or of two.
_COUNTED_ALONE = r"(?:nhóm|nước|người|tháng|năm|ngày|lần|bước|vùng|xã|tỉnh|việc|ý|điểm)\b"
_UNIT = (
    r"(?: ?%(?:/\w+)?(?: (?:GDP|tổng chi ngân sách hằng năm|các xã|ngân sách nhà nước))?"
    rf"|(?: {_COUNTED_ALONE}|(?: \w+){{1,2}})(?:/\w+)?)?"
)
# A number in words counts where a qualifier says that it is one: "năm" is a year, "một" an article.
_IN_WORDS = rf"{_QUALIFIER.removesuffix('?')}(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\b"
_COUNTED = re.compile(rf"(?i)(?:{_IN_WORDS}|{_QUALIFIER}{_NUMBER}){_UNIT}")
_FIGURES = re.compile(_NUMBER)
_YEAR = re.compile(r"(?i)(?:(?:đến|trong|từ|giai đoạn) )?năm (?:19|20)\d\d")
_LEADING = re.compile(r"(?i)^(?:đạt |ở |có )(?:mức )?|^mức ")

_ASKS_NUMBER = re.compile(
    r"bao nhieu|\bmay\b|phan tram|ti le|ty le|muc nao|chung nao|how (?:many|much|high|fast|large|big)"
    r"|what (?:share|percentage|percent|proportion|rate)|\bpercent|\btop\b|thu may|xep hang"
)
_ASKS_YEAR = re.compile(r"nam nao|khi nao|bao gio|den nam|thoi han|when|what year|which year|by what|deadline")


def short_answer(question: str, sentence: str, translation: str | None = None) -> Span | None:
    """Where in ``sentence`` the number stands that a question asks for; None where it asks for none.

    Of several numbers it is the one whose surroundings share most words with the question. Where the question
    shares more words with the ``translation`` of the sentence, the number is chosen there, and found again by its
    figures.
    """
    asked = fold(question)
    if _ASKS_NUMBER.search(asked):
        candidates = [_without_verb(match) for match in _COUNTED.finditer(sentence)]
        candidates = [span for span in candidates if not _YEAR.search(f"năm {span.of(sentence)}")]
    elif _ASKS_YEAR.search(asked):
        candidates = [Span(*match.span()) for match in _YEAR.finditer(sentence)]
    else:
        return None
    if translation and _shared(asked, translation) > _shared(asked, sentence):
        chosen = _nearest([Span(*match.span()) for match in _FIGURES.finditer(translation)], translation, asked)
        same = [c for c in candidates if chosen and _figures(c.of(sentence)) == _figures(chosen.of(translation))]
        candidates = same or candidates
    return _nearest(candidates, sentence, asked)


def _shared(asked: str, text: str) -> int:
    return len(set(words(asked)) & set(words(fold(text))))


def _figures(text: str) -> list[str]:
    """The figures of a text, decimal comma or point: "7,5%/năm" and "7.5% per year" have the same."""
    return [figure.replace(",", ".") for figure in re.findall(r"\d+(?:[.,]\d+)*", text)]


def _without_verb(match: re.Match[str]) -> Span:
    """The verb is no part of the answer: "đạt trên 80%" is "trên 80%"."""
    start, end = match.span()
    if verb := _LEADING.match(match[0]):
        start += verb.end()
    return Span(start, end)


def _nearest(candidates: Sequence[Span], sentence: str, asked: str) -> Span | None:
    """The candidate in whose part of the sentence most words of the question stand, the nearer the more."""
    wanted = set(words(asked))
    placed = [(match.start(), fold(match[0])) for match in re.finditer(r"\w+", sentence)]

    def closeness(span: Span) -> float:
        best: dict[str, float] = {}
        for position, word in placed:
            if word not in wanted or span.start <= position < span.end:
                continue
            between = sentence[min(position, span.start) : max(position, span.end)]
            distance = abs(position - span.start) + 60 * between.count(";") + 60 * between.count(". ")
            best[word] = max(best.get(word, 0.0), 1 / (20 + distance))
        return sum(best.values())

    return max(candidates, key=closeness, default=None)
