"""What kind of answer a question asks for, and whether a text holds one of that kind."""

import re
from enum import StrEnum

from corpus.text import fold


class Expected(StrEnum):
    """Kinds of answers that a text plainly holds or lacks."""

    MONEY = "money"
    PERCENT = "percent"
    PERIOD = "period"
    DATE = "date"
    NUMBER = "number"


# Looked for in the question without marks, the narrowest first.
_ASKED = {
    Expected.MONEY: (
        r"\b(?:ty|ti|trieu|nghin|ngan) dong\b|(?:may|bao nhieu) (?:ty|trieu|nghin|ngan(?! sach)|tien)\b"
        r"|bao nhieu (?:dong|von)\b|phu cap|tro cap|von dieu le|phat (?:bao|may)"
        # Half of another word is no price and no wage: "quốc gia là", "số lượng bao nhiêu".
        r"|(?<!danh |quoc |tham )(?<!chuyen )\bgia (?:bao|may|la|vang|tien)"
        r"|(?<!chat |khoi |nang )(?<!luc |san )(?<!do |so )\bluong (?:thang|bao|may|la)"
        r"|\bhow much (?:money|will|does|is|are)\b|\bfine[ds]?\b|\bsalar(?:y|ies)\b"
        r"|\bcosts?\b|\bprice\b|\bhow many dong\b|\bbudget (?:is|will|of)\b|\bwhat budget\b|\b[mb]illion\b"
        r"|\busd\b|\bdollars?\b"
    ),
    Expected.PERCENT: (
        r"phan tram|\bt[iy] le bao|t[iy] trong bao|thue suat|bao nhieu %|\bper ?cent|\bwhat (?:share|(?:pro)?portion)"
        r"|\btax rate\b|\bshare of gdp\b"
    ),
    Expected.PERIOD: r"\b(?:may|bao nhieu) (?:thang|tuan|gio|ngay)\b|bao lau|keo dai may|how (?:long|often)",
    Expected.DATE: (
        r"nam nao|khi nao|bao gio|ngay nao|thang nao|ngay may|thang may|luc nao|thoi han|han chot"
        r"|\bwhen (?:is|are|was|were|will|do|does|did|must|should|has|have|can)\b"
        r"|what (?:year|date)|which year|by what (?:year|date)|deadline"
    ),
    Expected.NUMBER: (
        r"bao nhieu|(?<=\S )may\b|thu hang|xep hang|\bso luong\b|muc nao|chung nao|how (?:many|much|high|large|big)"
        r"|what rank|\btop (?:how|what)\b|which rank|what number"
    ),
}
_COMPILED = {kind: re.compile(pattern) for kind, pattern in _ASKED.items()}
# Without marks a machine ("máy") would be a number ("mấy").
_MACHINE = re.compile(r"(?i)\bmáy\b")
_IN_WORDS = (
    r"\b(?:hai|ba|bon|nam|sau|bay|tam|chin|muoi|tram|nghin|van|trieu|ty|dau|nhat|"
    r"one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_HELD = {
    Expected.MONEY: re.compile(r"\d[\d.,]*\s*(?:ty|ti|trieu|nghin|ngan|dong|usd)|%"),
    Expected.PERCENT: re.compile(r"%|phan tram"),
    Expected.PERIOD: re.compile(r"\d+\s*(?:thang|nam|tuan|ngay|gio)|dinh ky|hang nam|thuong xuyen|hang thang"),
    Expected.DATE: re.compile(r"(?:19|20)\d\d|\d{1,2}/\d{1,2}|\d+\s*(?:nam|thang)|hang nam"),
    Expected.NUMBER: re.compile(rf"\d|{_IN_WORDS}"),
}


def expected(question: str) -> Expected | None:
    """The kind of answer that a question asks for; None where it asks for none of these.

    >>> expected("Doanh nghiệp chậm chuyển đổi số thì bị phạt bao nhiêu tiền?")
    <Expected.MONEY: 'money'>
    >>> expected("What does it say about data?") is None
    True
    """
    folded = fold(_MACHINE.sub(" ", question))
    return next((kind for kind, pattern in _COMPILED.items() if pattern.search(folded)), None)


def holds(text: str, kind: Expected) -> bool:
    """Whether a text holds an answer of this kind.

    >>> holds("Quy mô kinh tế số đạt tối thiểu 30% GDP.", Expected.DATE)
    False
    """
    return _HELD[kind].search(fold(text)) is not None
