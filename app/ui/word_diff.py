"""Two texts that nearly agree, the words that differ marked."""

import difflib

from markupsafe import Markup

from corpus.text import normalise


def marked_difference(original: str, copy: str) -> Markup:
    """The copy, words that the original lacks in ``<ins>`` and words that only the original has in ``<del>``.

    Case and the placement of tones are no difference.
    """
    before, after = original.split(), copy.split()
    matcher = difflib.SequenceMatcher(None, _compared(before), _compared(after), autojunk=False)
    pieces = []
    for operation, start, end, copy_start, copy_end in matcher.get_opcodes():
        if operation == "equal":
            pieces.append(Markup.escape(" ".join(after[copy_start:copy_end])))
            continue
        if end > start:
            pieces.append(Markup("<del>{}</del>").format(" ".join(before[start:end])))
        if copy_end > copy_start:
            pieces.append(Markup("<ins>{}</ins>").format(" ".join(after[copy_start:copy_end])))
    return Markup(" ").join(pieces)


def _compared(words: list[str]) -> list[str]:
    return [normalise(word).strip(".,;:()“”\"'") for word in words]
