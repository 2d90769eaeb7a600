"""A text as runs of words: what is counted, and what marks are put back on."""

import re
import unicodedata

UNKNOWN = "<x>"
NUMBER = "<0>"
START = "<s>"
SPECIAL = (START, UNKNOWN, NUMBER)
"""What stands in the counts for a word that is no syllable, for one with a digit in it, and before the first."""

_WORD = r"[^\W_][\w\u0300-\u036f]*"
# A comma or a dash ends nothing: "kinh tế - xã hội" is one run. Nor does the stop of "4.0".
_END = r"[;:?!…()\[\]\"“”\n]|\.(?!\w)"
_PIECE = re.compile(rf"(?P<word>{_WORD})|(?:{_END})")
_SYLLABLE = re.compile(r"(?:ngh?|[ckgptn]h|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")

Word = re.Match[str]


def runs(text: str) -> list[list[Word]]:
    """The words of an NFC text, each with its place, in runs that end where a sentence or a part of one does.

    >>> [[word[0] for word in run] for run in runs("Kinh tế số: đến 2030, tỷ lệ?")]
    [['Kinh', 'tế', 'số'], ['đến', '2030', 'tỷ', 'lệ']]
    """
    found: list[list[Word]] = [[]]
    for piece in _PIECE.finditer(text):
        if piece["word"]:
            found[-1].append(piece)
        elif found[-1]:
            found.append([])
    return found if found[-1] else found[:-1]


def is_syllable(folded: str) -> bool:
    """Whether a folded word is spelled as a Vietnamese syllable; some English words are ("the", "can").

    >>> is_syllable("nghiep"), is_syllable("startup")
    (True, False)
    """
    return _SYLLABLE.fullmatch(folded) is not None


def is_marked(word: str) -> bool:
    """Whether a letter of an NFC word bears a mark; the stroke of "đ" is one."""
    return "đ" in word.lower() or any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", word))


def kind_of(word: str) -> str:
    """What stands in the counts for a word that is not in the vocabulary."""
    return NUMBER if any(c.isdigit() for c in word) else UNKNOWN
