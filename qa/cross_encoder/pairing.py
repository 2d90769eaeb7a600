"""A question and a passage as one row of tokens, and the way back from tokens to characters."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Clause, Span
from corpus.lead_in import lead_in_of
from corpus.library import Library
from corpus.text import fold

MOST_QUESTION = 48
"""Tokens of a question that are read."""

MOST_CONTEXT = 24
"""Tokens of a heading or lead-in that are read."""

MOST_TOKENS = 192
"""Tokens of a pair that are read, markers included."""


def context_of(library: Library, clause: Clause, sentence: int) -> str:
    """What a sentence is read under: what dates it, else its heading; empty where it has neither."""
    lead_in = lead_in_of(library, clause, sentence)
    if lead_in:
        return library.text_of(clause.document_id, lead_in.span)
    return clause.headings[-1] if clause.headings else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of tokens: their ``ids``, and their ``types``, 0 in the question and 1 in what follows it.

    ``spans`` says where each token stands in the passage; None outside of what may be quoted.
    ``matches`` is 1 for a token whose word stands on the other side too, marks aside, 2 where the word beside it
    does as well, else 0: little text is enough to learn what shared words are worth when they need not be discovered.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    matches: tuple[int, ...]
    spans: tuple[Span | None, ...]


class Pairing:
    """Puts ``[CLS] question [SEP] context passage [SEP]`` together in the way of an encoder's tokenizer."""

    def __init__(self, tokenizer: Any) -> None:  # tokenizers has no types
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._cls, self._sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    @classmethod
    def of(cls, folder: Path) -> "Pairing":
        """With the tokenizer of an encoder's folder."""
        from tokenizers import Tokenizer

        return cls(Tokenizer.from_file(str(folder / "tokenizer.json")))

    def pairs(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Pair]:
        """One row for each ``(context, passage)``; answers are looked for in the passage alone.

        Texts are NFC, as :func:`corpus.text.plain` gives them: of decomposed letters a span loses the marks.
        """
        asked = self._side(question, MOST_QUESTION)
        return [self._pair(asked, self._side(context, MOST_CONTEXT), passage) for context, passage in passages]

    def _pair(self, asked: "_Side", around: "_Side", passage: str) -> Pair:
        room = MOST_TOKENS - len(asked.ids) - len(around.ids) - 3
        inside = self._side(passage, room)
        before, after = 2 + len(asked.ids), len(around.ids) + len(inside.ids) + 1
        there = _matched(inside.words, asked.words)
        return Pair(
            ids=(self._cls, *asked.ids, self._sep, *around.ids, *inside.ids, self._sep),
            types=(*(0 for _ in range(before)), *(1 for _ in range(after))),
            matches=(
                *(0, *asked.levels(_matched(asked.words, [*around.words, *inside.words])), 0),
                *(*around.levels(_matched(around.words, asked.words)), *inside.levels(there), 0),
            ),
            spans=(*(None for _ in range(before + len(around.ids))), *inside.spans, None),
        )

    def _side(self, text: str, most: int) -> "_Side":
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        ids, spans, numbers = encoded.ids[:most], encoded.offsets[:most], encoded.word_ids[:most]
        found: list[str] = []
        for number, (start, end) in zip(numbers, spans, strict=True):
            if number == len(found):
                found.append("")
            found[number] += text[start:end]
        return _Side(tuple(ids), tuple(Span(*span) for span in spans), tuple(numbers), tuple(map(fold, found)))


@dataclass(frozen=True, slots=True)
class _Side:
    """The tokens of one text; ``numbers`` says of which of its ``words`` each is a piece."""

    ids: tuple[int, ...]
    spans: tuple[Span, ...]
    numbers: tuple[int, ...]
    words: tuple[str, ...]

    def levels(self, of_words: Sequence[int]) -> tuple[int, ...]:
        """The level of each token's word."""
        return tuple(of_words[number] for number in self.numbers)


def _matched(words: Sequence[str], others: Sequence[str]) -> list[int]:
    """The level of each word beside the words of the other side, as :class:`Pair` has them."""
    single, double = set(others), set(itertools.pairwise(others))
    levels = [int(word in single and word[:1].isalnum()) for word in words]
    for place, pair in enumerate(itertools.pairwise(words)):
        if pair in double and levels[place] and levels[place + 1]:
            levels[place] = levels[place + 1] = 2
    return levels
