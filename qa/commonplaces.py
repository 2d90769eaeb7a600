"""Names that stand in so many clauses that they do not tell where an answer is."""

import re
from collections.abc import Sequence

from corpus.library import Library
from corpus.text import fold

# The share of the clauses that makes a name a commonplace; tuned on dev.
_SHARE = 0.18
# Less of a question is none.
_LEAST_WORDS = 3

# What leads up to such a name goes with it.
_BEFORE = r"(?:(?:towards?|to|in|for|of|with|trong|cua|voi|vao|cho) )?(?:(?:the|cuoc) )?"


class Commonplaces:
    """The groups of names of which the documents print the first all over; any name of a group counts."""

    def __init__(self, library: Library, groups: Sequence[Sequence[str]]) -> None:
        texts = [fold(clause.text) for clause in library.clauses]
        folded = [[fold(name) for name in group] for group in groups]
        least = _SHARE * max(1, len(texts))
        names = [name for group in folded if sum(group[0] in text for text in texts) >= least for name in group]
        longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w){_BEFORE}(?:{longest_first})(?!\w)") if names else None

    def without(self, question: str) -> str | None:
        """The question without such names; None where it has none, or is little else.

        >>> from corpus.document import Document
        >>> Commonplaces(Library([], []), [["chuyển đổi số"]]).without("Chuyển đổi số giao cho ai lo?") is None
        True
        """
        folded = fold(question)
        if self._pattern is None or len(folded) != len(question):
            return None
        rest = question
        for match in reversed(list(self._pattern.finditer(folded))):
            rest = rest[: match.start()] + rest[match.end() :]
        words = rest.split()
        return " ".join(words) if rest != question and len(words) >= _LEAST_WORDS else None
