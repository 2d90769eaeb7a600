"""The student's tokenizer and the first vectors of its new pieces, made from the teacher's and the training text."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from tokenizers import Regex, Tokenizer, normalizers

from corpus.text import fold, normalise
from index.encoder.letters import letters, tone_moves
from index.encoder.pairs import Pair

MIN_COUNT = 2
"""A syllable met less often than this in the training text is left to smaller pieces."""

BEST_PIECES = 6
"""How many English pieces a syllable's first vector is the mean of."""

Vectors = npt.NDArray[np.float32]

_WORD = re.compile(r"[^\W\d_]+")
_FOLDED_SYLLABLE = re.compile(r"(?:ngh?|[ckgptn]h|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")


@dataclass(frozen=True, slots=True)
class Syllables:
    """The Vietnamese syllables of a body of text with their counts.

    `marked` carry a mark, `bare` are written without one, and `folded` has for each fold the forms that
    share it (itself among them, where it is a syllable of its own).
    """

    marked: Mapping[str, int]
    bare: Mapping[str, int]
    folded: Mapping[str, Sequence[str]]

    def count(self, form: str) -> int:
        """How often a form was met."""
        return self.marked.get(form, 0) + self.bare.get(form, 0)


def normalizer() -> normalizers.Normalizer:
    """What happens to a text before it is cut: NFC, lower case, marks kept, every tone in the older place."""
    moves = [normalizers.Replace(Regex(pattern), new) for pattern, new in tone_moves()]
    kept_marks = normalizers.BertNormalizer(strip_accents=False, lowercase=True)
    return normalizers.Sequence([normalizers.NFC(), kept_marks, *moves])


def count_syllables(texts: Iterable[str]) -> Syllables:
    """The syllables of Vietnamese texts that are met at least `MIN_COUNT` times."""
    raw = Counter[str]()
    for text in texts:
        raw.update(_WORD.findall(unicodedata.normalize("NFC", text)))
    counts = Counter[str]()
    for word, count in raw.items():
        counts[normalise(word)] += count
    forms = {word: n for word, n in counts.items() if n >= MIN_COUNT and _FOLDED_SYLLABLE.fullmatch(fold(word))}
    folded: dict[str, list[str]] = {}
    for form in sorted(forms):
        folded.setdefault(fold(form), []).append(form)
    marked = {form: n for form, n in forms.items() if not form.isascii()}
    with_marks = {fold(form) for form in marked}
    bare = {form: n for form, n in forms.items() if form.isascii() and form in with_marks}
    return Syllables(marked, bare, {form: folded[form] for form in sorted(with_marks)})


def build_tokenizer(teacher: Tokenizer, syllables: Syllables) -> Tokenizer:
    """The teacher's tokenizer less the pieces of other scripts, with the syllables as whole pieces.

    Nothing pads or cuts: both are left to the caller.
    """
    state = json.loads(teacher.to_str())
    old = sorted(state["model"]["vocab"], key=state["model"]["vocab"].__getitem__)
    kept = [piece for piece in old if _is_useful(piece)]
    extra = [*letters(), *(f"##{letter}" for letter in letters()), *sorted(syllables.marked), *sorted(syllables.folded)]
    pieces = list(dict.fromkeys([*kept, *extra]))
    places = {piece: place for place, piece in enumerate(pieces)}
    state["model"]["vocab"] = places
    state["normalizer"] = json.loads(_with_normalizer(teacher))
    state["padding"] = state["truncation"] = None
    for token in state["added_tokens"]:
        token["id"] = places[token["content"]]
    for name, special in state["post_processor"].get("special_tokens", {}).items():
        special["ids"] = [places[name]]
    return Tokenizer.from_str(json.dumps(state, ensure_ascii=False))


def first_vectors(
    tokenizer: Tokenizer, teacher: Tokenizer, teacher_vectors: Vectors, syllables: Syllables, pairs: Sequence[Pair]
) -> Vectors:
    """One word vector for each piece of `tokenizer`: the teacher's where it has the piece, else a first guess.

    A syllable is the weighted mean of the English pieces that it meets most in the pairs; a fold is the
    mean of its forms by count; a letter is its bare letter.
    """
    vocabulary, old = tokenizer.get_vocab(), teacher.get_vocab()
    guesses = _syllable_guesses(syllables, teacher, teacher_vectors, pairs)
    middle = np.mean(list(guesses.values()), axis=0) if guesses else teacher_vectors.mean(axis=0)
    vectors = np.zeros((len(vocabulary), teacher_vectors.shape[1]), dtype=np.float32)
    for piece, place in vocabulary.items():
        if piece in old:
            vectors[place] = teacher_vectors[old[piece]]
        elif piece in guesses:
            vectors[place] = guesses[piece]
        elif fold(piece) in old and piece not in syllables.marked:
            vectors[place] = teacher_vectors[old[fold(piece)]]
        else:
            forms = [form for form in syllables.folded.get(fold(piece), ()) if form in guesses]
            weights = [syllables.count(form) for form in forms]
            vectors[place] = np.average([guesses[form] for form in forms], axis=0, weights=weights) if forms else middle
    return vectors


def _syllable_guesses(
    syllables: Syllables, teacher: Tokenizer, teacher_vectors: Vectors, pairs: Sequence[Pair]
) -> dict[str, Vectors]:
    """Best six pieces by n(v,e)^2 / (n(v) n(e)), weights squared, for each syllable met in the pairs."""
    forms = sorted([*syllables.marked, *syllables.bare])
    places = {form: place for place, form in enumerate(forms)}
    words = [{places[w] for w in _WORD.findall(normalise(pair.vi)) if w in places} for pair in pairs]
    encoded = teacher.encode_batch([pair.en for pair in pairs], add_special_tokens=False)
    pieces = [set(one.ids[: sum(one.attention_mask)]) for one in encoded]
    left, right = _presence(words, len(forms)), _presence(pieces, len(teacher_vectors))
    per_form, per_piece = np.asarray(left.sum(axis=0)).ravel(), np.asarray(right.sum(axis=0)).ravel()
    together = (left.T @ right).tocsr()
    guesses = {}
    for place, form in enumerate(forms):
        start, end = together.indptr[place], together.indptr[place + 1]
        if start == end:
            continue
        met = together.indices[start:end]
        score = together.data[start:end] ** 2 / (per_form[place] * per_piece[met])
        best = np.argsort(-score, kind="stable")[:BEST_PIECES]
        guesses[form] = np.average(teacher_vectors[met[best]], axis=0, weights=score[best] ** 2).astype(np.float32)
    return guesses


def _presence(sets: Sequence[set[int]], width: int) -> csr_matrix:
    ends = np.cumsum([0, *(len(one) for one in sets)])
    columns = np.fromiter((column for one in sets for column in sorted(one)), dtype=np.int32, count=int(ends[-1]))
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(sets), width))


def _with_normalizer(teacher: Tokenizer) -> str:
    copy = Tokenizer.from_str(teacher.to_str())
    copy.normalizer = normalizer()
    return json.dumps(json.loads(copy.to_str())["normalizer"])


def _is_useful(piece: str) -> bool:
    """Whether a piece can stand in English or Vietnamese text: no letter but Latin and Greek ones."""
    if piece.startswith("[unused"):
        return False
    names = (unicodedata.name(char, "") for char in piece if unicodedata.category(char).startswith(("L", "M")))
    return all(name.startswith(("LATIN", "GREEK", "MICRO")) for name in names)
