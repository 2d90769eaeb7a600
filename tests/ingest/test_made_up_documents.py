"""Laws of splitting, on documents that hypothesis makes up."""

import itertools
import re
import textwrap
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from corpus.text import plain
from ingest import clauses_of

WORDS = (
    "khoa học công nghệ đổi mới sáng tạo chuyển đổi số quốc gia hạ tầng dữ liệu 30% 7,5%/năm 57-NQ/TW (GII) 5G".split()
)
WORDS += [unicodedata.normalize("NFD", word) for word in ("nguồn", "lực", "đường", "mạng")]
MARKERS = re.compile(r"(?:\s|[-+*#▶]|[IVX]+ -|\d+\.)*")

sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=30).map(lambda words: "Phát " + " ".join(words) + ".")
passages = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
points = st.tuples(sentences, st.lists(passages, max_size=3), st.lists(st.tuples(passages, st.booleans()), max_size=3))
sections = st.tuples(sentences, st.lists(points, max_size=3))
documents = st.lists(sections, min_size=1, max_size=3)
NUMERALS = "I II III".split()


def _items(document):
    """(path, marker, words) of everything in a made-up document, in its order."""
    for numeral, (title, inside) in zip(NUMERALS, document, strict=False):
        yield numeral, f"{numeral} - ", title
        for number, (heading, paragraphs, dashes) in enumerate(inside, start=1):
            point = f"{numeral}.{number}"
            yield point, f"{number}. ", heading
            for count, words in enumerate(paragraphs, start=1):
                yield f"{point}/p{count}", "", words
            pluses = 0
            for count, (words, has_plus) in enumerate(dashes, start=1):
                yield f"{point}/b{count}", "- ", words
                if has_plus:
                    pluses += 1
                    yield f"{point}/b{count}/c1", "+ ", words


def _words(text):
    return unicodedata.normalize("NFC", text)


@given(documents, st.sampled_from(["\n", "\n\n", " \n \n"]))
def test_one_line_an_item_gives_back_every_item(document_of, document, line_end):
    items = list(_items(document))
    text = line_end.join(marker + words for _, marker, words in items) + "\n"
    found = [(clause.path, clause.text) for clause in clauses_of(document_of(text))]
    assert found == [(path, _words(words)) for path, _, words in items]


@given(documents, st.integers(40, 90))
def test_hard_wraps_change_no_words(document_of, document, width):
    # A line that starts with a small letter goes on with the one above, whatever the rest of the file is like.
    small = {word: word if word[0].islower() else "số" for word in WORDS}
    items = [
        (path, marker, "Phát " + " ".join(small.get(word.rstrip("."), "số") for word in words.split()[1:]) + ".")
        for path, marker, words in _items(document)
        if marker
    ]
    lines = [
        line
        for _, marker, words in items
        for line in textwrap.wrap(marker + words, width, break_on_hyphens=False, break_long_words=False)
    ]
    text = " \n\n".join(lines) + "\n"
    found = [(clause.path, clause.text) for clause in clauses_of(document_of(text))]
    assert found == [(path, _words(words)) for path, _, words in items]


@given(
    st.lists(st.sampled_from(["tài chính-ngân hàng", "điện tử-viễn thông", "công-tư", "kinh tế-xã hội"]), min_size=1)
)
def test_words_broken_at_hyphens_are_joined(document_of, words):
    text = "I - Mục tiêu\n\n- Phát triển " + ", ".join(words).replace("-", "-\n\n") + ".\n"
    clause = clauses_of(document_of(text))[-1]
    assert clause.text == "Phát triển " + ", ".join(words) + "."


@given(
    st.lists(
        st.sampled_from(
            ["- ", "+ ", "1. ", "I - ", "\n", " ", "**", "Phát triển số. ", "khoa học", "KF 1\n", "<b>", "▶"]
        )
    )
)
def test_nothing_is_lost_and_nothing_overlaps(document_of, pieces):
    text = "I - Mục tiêu\n" + "".join(pieces)
    clauses = clauses_of(document_of(text))
    spans = sorted(span for clause in clauses for span in clause.spans)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
    assert [clause.span for clause in clauses] == sorted(clause.span for clause in clauses)
    for clause in clauses:
        assert clause.text == plain(clause.span.of(text))
        assert " ".join(plain(span.of(text)) for span in clause.sentences) == clause.text
    edges = [0, *itertools.chain.from_iterable(spans), len(text)]
    left = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert not re.search(r"Phát|khoa|Mục", left)


@given(documents)
def test_sentences_lie_in_order_inside_their_clause(document_of, document):
    text = "\n".join(marker + words for _, marker, words in _items(document))
    for clause in clauses_of(document_of(text)):
        assert clause.sentences[0].start == clause.span.start
        assert clause.sentences[-1].end == clause.span.end
        assert all(first.end <= second.start for first, second in itertools.pairwise(clause.sentences))
