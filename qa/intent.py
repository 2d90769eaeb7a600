"""What kind of reply a question asks for: the one answer, everything on a theme, or two documents side by side."""

import re
from enum import StrEnum

from corpus.text import fold


class Intent(StrEnum):
    """How much is quoted: what answers, or every clause that belongs."""

    ANSWER = "answer"
    GATHER = "gather"


# Words that ask for more than one place, without marks. A question for a number asks for one.
_GATHERS = re.compile(
    r"\b(?:liet ke|(?<!thiet |thong )ke (?:ra|het|du|giup|cac|nhung)|neu (?:cac|nhung|het)|gom (?:giup|cac|nhung|lai)"
    r"|(?:toan bo|moi|tat ca) (?:cac |nhung )?"
    r"(?:y|cho|doan|muc|dieu|quy dinh|noi dung|chu truong|chinh sach|giai phap|nhiem vu|muc tieu|han che)"
    r"|nhung (?:\w+ ){1,2}(?<!the )nao|cac (?:\w+ ){1,3}(?<!the )nao|nhung (?:viec |phan viec )?gi|nhung y"
    r"|(?:cho|doan|dieu) nao|(?<!dat |den )muc nao"
    r"|o (?:nhung )?(?:dau|cho nao) (?:nhac|noi|de cap)"
    r"|(?:^|please )list|everything|all (?:the |of the )?(?:\w+ ){0,2}"
    r"(?:clauses|passages|points|places|parts|provisions|measures|policies|tasks|goals|mentions)"
    r"|which (?:\w+ )?(?:clauses|passages|parts|sections|places|points)|main points"
    r"|what (?:\w+ ){0,2}(?:goals|targets|measures|policies|tasks|solutions|shortcomings|weaknesses|limits) "
    r"|where (?:is|are) .+ mentioned|what does .+ say about)\b"
)
# Without marks an "if" ("nếu") would be "name" ("nêu"), and a level ("mức") a section ("mục").
_OTHER_WORDS = re.compile(r"(?i)\b(?:nếu|mức)\b")
_ASKS_NUMBER = re.compile(r"\b(?:bao nhieu|may|how (?:many|much))\b")


def intent_of(question: str) -> Intent:
    """What a question asks for.

    >>> intent_of("Liệt kê các chính sách về hạ tầng số")
    <Intent.GATHER: 'gather'>
    >>> intent_of("Kinh tế số chiếm bao nhiêu GDP?")
    <Intent.ANSWER: 'answer'>
    """
    asked = fold(_OTHER_WORDS.sub(" ", question))
    gathers = _GATHERS.search(asked) and not _ASKS_NUMBER.search(asked)
    return Intent.GATHER if gathers else Intent.ANSWER
