"""What an abbreviation stands for, where a sentence spells it out."""

import re

from corpus import Span

_WORD = re.compile(r"[^\W\d_]{2,6}")
# Small words between the capitals belong to the name: "Strategy of Digital Economy".
_BETWEEN = r"\W+(?:(?:of|and|the|for|in|on|và|của)\W+)?"


def spelled_out(question: str, sentence: str) -> Span | None:
    """Where in ``sentence`` the words stand whose capitals are an abbreviation that both it and the question have.

    >>> sentence = "Hệ mục tiêu (Strategic Objective Triangle - SOT)."
    >>> spelled_out("sot là viết tắt của gì?", sentence).of(sentence)
    'Strategic Objective Triangle'
    >>> spelled_out("GDP là gì?", sentence) is None
    True
    """
    for word in _WORD.findall(question):
        letters = word.upper()
        if re.search(rf"(?<!\w){letters}(?!\w)", sentence):
            capitals = _BETWEEN.join(rf"{letter}[^\W\d_]+" for letter in letters)
            if found := re.search(rf"(?<!\w){capitals}", sentence):
                return Span(*found.span())
    return None
