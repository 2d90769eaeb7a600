"""What is shown and what is searched of a slice of an original; pure, and the same when done twice."""

import re
import unicodedata
from functools import lru_cache

# Tags may hold stray markup, so that dropping it leaves no new tag behind.
_MARKUP = r"[*#▶]|<[*#▶]*/?[*#▶]*[A-Za-z][^<>]*>"
# A word broken at a hyphen over a line end: the hyphen stays, the white space goes.
_BROKEN_AT_HYPHEN = r"(?<=\S-)\s*\n\s*"
_TOKENS = re.compile(rf"(?P<drop>{_MARKUP}|{_BROKEN_AT_HYPHEN})|(?P<space>\s+)|(?P<char>.)", re.DOTALL)

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# "hoà" and "hòa" are the same syllable: the tone stands on the second vowel in the new placement and on
# the first in the old. Only open syllables in oa, oe and uy differ ("hoàn" is written one way).
_NEW_PLACEMENT = re.compile(rf"(?i)(?<!q)(?P<first>[ou])(?P<second>[aey])(?P<tone>[{_TONES}])(?![^\W\d_])")
_GLIDES = {"oa", "oe", "uy"}
_WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    r"""The words of a slice: markup and line structure gone, NFC.

    >>> plain("**Mục tiêu:** tài chính-\n\nngân  hàng")
    'Mục tiêu: tài chính-ngân hàng'
    """
    return plain_with_offsets(text)[0]


@lru_cache(maxsize=8192)
def plain_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """The words of a slice, and for each of their code points where it stands in ``text``.

    The positions have one entry more than the words: the end of the last one. Composition to NFC maps to the
    position of the base letter.
    """
    letters: list[str] = []
    offsets: list[int] = []
    end = 0
    for match in _TOKENS.finditer(text):
        if match["drop"]:
            continue
        letter = " " if match["space"] else match["char"]
        if letter == " " and (not letters or letters[-1] == " "):
            continue
        if unicodedata.combining(letter) and letters and letters[-1] != " ":
            letters[-1] += letter
        else:
            letters.append(letter)
            offsets.append(match.start())
        if letter != " ":
            end = match.end()
    if letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    composed: list[str] = []
    positions: list[int] = []
    for letter, offset in zip(letters, offsets, strict=True):
        for code_point in unicodedata.normalize("NFC", letter):
            composed.append(code_point)
            positions.append(offset)
    return "".join(composed), (*positions, end)


def normalise(text: str) -> str:
    """Text as it is compared: NFC, lower case, one tone placement, single spaces.

    >>> normalise("  Hoà Lạc, THUỶ sản ")
    'hòa lạc, thủy sản'
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    placed = _NEW_PLACEMENT.sub(_old_placement, decomposed)
    return " ".join(unicodedata.normalize("NFC", placed).split())


def _old_placement(match: re.Match[str]) -> str:
    first, second = match["first"], match["second"]
    if first + second not in _GLIDES:
        return match[0]
    return f"{first}{match['tone']}{second}"


class _Bare(dict[int, int | None]):
    """For `str.translate`: nothing for a mark, "d" for "đ", every other letter itself; made up as letters are met."""

    def __missing__(self, code_point: int) -> int | None:
        self[code_point] = None if unicodedata.combining(chr(code_point)) else code_point
        return self[code_point]


_BARE = _Bare({ord("đ"): ord("d")})


def fold(text: str) -> str:
    """Text without Vietnamese marks, in lower case; what remains when it is typed without them.

    >>> fold("Đến năm 2030, hoà nhập")
    'den nam 2030, hoa nhap'
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", decomposed.translate(_BARE))


def words(text: str) -> list[str]:
    """The syllables, words and numbers of a text, compared as :func:`normalise` does.

    Everything that is neither letter nor digit separates them.

    >>> words("Nghị quyết 57-NQ/TW: 7,5%/năm")
    ['nghị', 'quyết', '57', 'nq', 'tw', '7', '5', 'năm']
    """
    return _WORD.findall(normalise(text))
