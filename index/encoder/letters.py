"""The Vietnamese letters that a tokenizer has to know, and the two places where a tone may stand."""

import unicodedata

TONES = "\u0300\u0301\u0309\u0303\u0323"
"""Combining grave, acute, hook above, tilde and dot below: the five written tones."""

_GLIDES = ("oa", "oe", "uy")
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_VOWELS = [*"aeiouy", f"a{_BREVE}", f"a{_CIRCUMFLEX}", f"e{_CIRCUMFLEX}", f"o{_CIRCUMFLEX}", f"o{_HORN}", f"u{_HORN}"]


def letters() -> list[str]:
    """Every lower-case Vietnamese letter that carries a mark, precomposed, in order."""
    vowels = {unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in ("", *TONES)}
    return sorted({letter for letter in vowels if not letter.isascii()} | {"đ"})


def tone_moves() -> list[tuple[str, str]]:
    r"""Pairs (pattern, replacement) that bring lower-case NFC text to one tone placement, as `corpus.text` does.

    The replacement of a tokenizer is fixed text, so there is one pair for each glide and tone. A pattern
    holds only where the syllable ends; `quý` keeps its tone, as its `u` belongs to the consonant.

    >>> tone_moves()[0]
    ('oà(?!\\p{L})', 'òa')
    """
    moves = []
    for glide in _GLIDES:
        guard = "(?<!q)" if glide == "uy" else ""
        for tone in TONES:
            new = unicodedata.normalize("NFC", glide + tone)
            old = unicodedata.normalize("NFC", glide[0] + tone + glide[1])
            moves.append((rf"{guard}{new}(?!\p{{L}})", old))
    return moves
