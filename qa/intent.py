"""What kind of reply a question asks for: the one answer, everything on a theme, or what something is called."""

import re
import unicodedata
from enum import StrEnum

from corpus.text import fold


class Intent(StrEnum):
    """How much is quoted, what answers or every clause that belongs; and whether a heading may well be the answer."""

    ANSWER = "answer"
    GATHER = "gather"
    NAME = "name"


# What there is more than one place for. Fields, countries or plans are mostly listed in one.
_MANY = (
    r"(?:y|cho|doan|muc|diem|dieu|khoan|quy dinh|noi dung|chu truong|chinh sach|giai phap|bien phap|nhiem vu|viec|cach"
    r"|muc tieu|han che|yeu kem|kho khan|co quan|don vi|nganh|ben)"
)
_SPEAKS = r"(?:noi|viet|nhac|ban|de cap|dung|lien quan|dinh)"
# Words that ask for more than one place, without marks. A question for a number asks for one.
_GATHERS = re.compile(
    r"\b(?:liet ke|(?<!thiet |thong )ke (?:ra|het|du|giup|cac|nhung)|neu (?:cac|nhung|het)"
    r"|gom (?:giup|cac|nhung|lai|het)|^cho (?:toi |minh |em )?(?:xem )?het"
    r"|(?:toan bo|tron bo|moi|tat ca) (?:cac |nhung )?"
    r"(?:y|cho|doan|muc|dieu|quy dinh|noi dung|chu truong|chinh sach|giai phap|nhiem vu|muc tieu|han che)"
    rf"|(?:nhung|cac) (?:\w+ )?{_MANY} (?:\w+ )?(?<!the )nao|nhung (?:viec |phan viec )?gi|nhung y"
    rf"|(?:cho|doan|dieu|(?<!dat |den )muc) nao (?:\w+ )?{_SPEAKS}|{_SPEAKS} .*(?:cho|doan|dieu|muc) nao"
    r"|o (?:nhung )?(?:dau|cho nao) (?:nhac|noi|de cap)|(?:nhac|noi|dung|de cap) .*o (?:nhung )?(?:dau|cho nao)"
    r"|(?:^|please )list|everything|all (?:the |of the )?(?:\w+ ){0,2}"
    r"(?:clauses|passages|points|places|parts|provisions|measures|policies|tasks|goals|mentions)"
    r"|which (?:\w+ )?(?:clauses|passages|parts(?! of the country)|sections|places|points)|main points"
    r"|what (?:\w+ ){0,2}(?:goals|targets|measures|policies|tasks|solutions|shortcomings|weaknesses|limits) "
    r"|where (?:is|are) .+ mentioned|what does .+ say about)\b"
)
# Words that ask what something is called, as headings tell.
_NAMES = re.compile(
    r"\b(?:ten (?:\w+ ){0,3}(?:la )?gi|(?:goi|keu) (?:la |bang )?gi|viet tat|viet day du|chu cai nao"
    r"|(?:stands?|short(?:hand)?) for|(?:is|are) .*\bcalled|what (?:is|are) .*\bnames?|abbreviations?|letters)\b"
)
# Without marks an "if" ("nếu") would be "name" ("nêu"), a level ("mức") a section ("mục"), "consists of" ("gồm")
# "gather" ("gom"), and a machine ("máy") a number ("mấy").
_OTHER_WORDS = re.compile(r"(?i)\b(?:nếu|mức|gồm(?= (?:những|các))|máy)\b")
_ASKS_NUMBER = re.compile(r"\b(?:bao nhieu|may|how (?:many|much))\b")


def intent_of(question: str) -> Intent:
    """What a question asks for.

    >>> intent_of("Liệt kê các chính sách về hạ tầng số")
    <Intent.GATHER: 'gather'>
    >>> intent_of("Kinh tế số chiếm bao nhiêu GDP?")
    <Intent.ANSWER: 'answer'>
    >>> intent_of("What does SOT stand for?")
    <Intent.NAME: 'name'>
    """
    asked = fold(_OTHER_WORDS.sub(" ", unicodedata.normalize("NFC", question)))
    if _GATHERS.search(asked) and not _ASKS_NUMBER.search(asked):
        return Intent.GATHER
    return Intent.NAME if _NAMES.search(asked) else Intent.ANSWER


# What stands between the words that ask and the theme that is asked for.
_ABOUT = re.compile(
    r"(?i)\b(?:(?:nói |viết |bàn |nhắc |quy định )?về|(?:nhắc|đụng|đề cập|liên quan|dính|nói)(?: đến| tới)|đề cập|"
    r"(?:noi |viet |ban |nhac |quy dinh )?ve|(?:nhac|dung|de cap|lien quan|dinh|noi)(?: den| toi)|"
    r"on|about|concerning|regarding|deals? with|dealing with|touch(?:es)? (?:up)?on|mentions?|mentioned)\b"
)
_ASKS_WHERE = re.compile(r"(?i)^\s*(?:where (?:is|are)|chuyện|chuyen)\b")
_WHERE_ELSE = re.compile(
    r"(?i)\s*\b(?:(?:ở|trong|o) (?:những |các |nhung |cac )?(?:đâu|(?:chỗ|mục|đoạn) nào|dau|(?:cho|muc|doan) nao)"
    r"|(?:đã|có|được|da|co|duoc|is|are)\s*$|please)\b.*$"
)

# What is left of the name of a document, or of a wish to be shown.
_LEFT_OVER = re.compile(
    r"(?i)(?:\s+(?:trong|ở|cua|của|in|of|from|(?:cho|giúp|giup) (?:tôi|toi|mình|minh|em)(?: xem| biết| biet)?|đó))+$"
    r"|^of\s+"
)


def theme_of(question: str) -> str | None:
    """The theme of a question that gathers, without the words that ask; None where they cannot be told apart.

    >>> theme_of("Gom giúp tôi các ý về năng lượng.")
    'năng lượng'
    >>> theme_of("Everything on strategic technologies, please.")
    'strategic technologies'
    >>> theme_of("Kinh tế số chiếm bao nhiêu GDP?") is None
    True
    """
    if intent_of(question) is not Intent.GATHER or not (about := _ABOUT.search(question)):
        return None
    for side in (question[about.end() :], question[: about.start()]):
        theme = _ASKS_WHERE.sub("", _WHERE_ELSE.sub("", side)).strip(" ,.;:?!")
        theme = _LEFT_OVER.sub("", theme).strip(" ,.;:?!")
        if theme:
            return theme
    return None
