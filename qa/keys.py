"""Words left as the keys were pressed, by Telex or VNI, where the marks should have come from them."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from corpus.text import fold

# Breve and horn are one: no syllable could bear either on the same letters, and Telex has one key for both.
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, _ROOF, _HORN = "\u0301\u0300\u0309\u0303\u0323\u0302\u031b"
_STROKE = "đ"
_SAME_MARK = {"\u0306": _HORN}

_VNI = dict(zip("123456789", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, _ROOF, _HORN, _HORN, _STROKE), strict=True))
_TELEX = {"s": _ACUTE, "f": _GRAVE, "r": _HOOK, "x": _TILDE, "j": _DOT, "w": _HORN, "d": _STROKE}
_VNI_KEY = re.compile(r"(?<=.)[1-9]")
# A tone follows a vowel or ends the word, "w" stands where it likes, the other marks are letters typed twice.
_TELEX_KEY = re.compile(r"(?<=[aeiouyw])[sfrxj]|[sfrxj]$|w|(?<=d)d|(?<=a)a|(?<=e)e|(?<=o)o")

Marks = frozenset[str]


class Keys:
    """Reads Telex and VNI back, for the syllables that it was given; of two with the same keys the first counts."""

    def __init__(self, syllables: Iterable[str]) -> None:
        self._forms: dict[tuple[str, Marks], str] = {}
        for form in syllables:
            self._forms.setdefault((fold(form), _marks(form)), form)

    def decode(self, word: str) -> str | None:
        """The syllable whose keys a word is, in lower case; None where it is no such keys.

        >>> keys = Keys(["chuyển", "đổi", "số"])
        >>> [keys.decode(word) for word in ("chuyeern", "d9o63i", "soos", "so")]
        ['chuyển', 'đổi', 'số', None]
        """
        typed = word.lower()
        for pattern, marks in ((_VNI_KEY, _VNI), (_TELEX_KEY, _TELEX)):
            pressed = frozenset(marks.get(key, _ROOF) for key in pattern.findall(typed))
            form = self._forms.get((pattern.sub("", typed), pressed)) if pressed else None
            if form:
                return form
        return None


def _marks(form: str) -> Marks:
    marks = frozenset(_SAME_MARK.get(c, c) for c in normalize("NFD", form) if not c.isalpha())
    return marks | {_STROKE} if _STROKE in form else marks
