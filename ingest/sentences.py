"""The sentences of a passage, as spans; the door to underthesea."""

from collections.abc import Callable, Iterator, Sequence

from corpus.document import Span
from corpus.text import plain_with_offsets


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Spans of the sentences inside a span of ``text``, in order; at least one, and none of them overlap.

    underthesea sees the plain words, for it takes a line end or a marker for a sentence of its own.
    """
    words, offsets = plain_with_offsets(span.of(text))
    if not words:
        return (span,)
    pieces = list(_pieces(words, _sent_tokenize()))
    return tuple(
        Span(span.start + offsets[start], span.start + _end(span.of(text), offsets, end)) for start, end in pieces
    )


def _end(passage: str, offsets: Sequence[int], end: int) -> int:
    """The end in the passage of what ends before ``words[end]``: after its last letter, before the white space."""
    stop = offsets[end] if end < len(offsets) - 1 else offsets[-1]
    return len(passage[:stop].rstrip(" \t\r\n*#▶")) if end < len(offsets) - 1 else stop


def _pieces(words: str, tokenize: Callable[[str], list[str]]) -> Iterator[tuple[int, int]]:
    """Where the sentences stand in the words, found by searching forward.

    A piece that starts with a small letter goes on with the one before: a slip ("hiện đại. trong") or an
    ellipsis ("hành động... hướng") ends no sentence. So does one that starts with a dash ("– Định hướng đúng.")
    or holds no letter ("/.").
    """
    cursor = 0
    start: int | None = None
    end = 0
    for sentence in tokenize(words):
        found = words.find(sentence, cursor)
        if found < 0:  # it rewrote some character; the rest stays one sentence
            break
        goes_on = sentence[:1].islower() or sentence[:1] in "–-" or not any(c.isalpha() for c in sentence)
        if start is not None and not goes_on:
            yield start, end
            start = None
        start = found if start is None else start
        end = cursor = found + len(sentence)
    if start is None:
        yield 0, len(words)
    else:
        yield start, len(words)


def _sent_tokenize() -> Callable[[str], list[str]]:
    from underthesea import sent_tokenize  # about 3 s, and only building needs it

    tokenize: Callable[[str], list[str]] = sent_tokenize
    return tokenize
