"""Whether a labelled set can be trusted: its labels fit the documents, and its halves ask different things."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from corpus import Language
from corpus.errors import EvalError
from corpus.library import Library
from corpus.text import fold, words
from eval.gold import GoldFinder, Place, Target
from eval.questions import QUESTION_FOLDER, Kind, Question, QuotedLabel

# The share of letter triples from which two questions are one, where the same sentence answers both or nothing
# answers either. Questions that different sentences answer are alike only as "mục I.3" and "mục I.4" are.
_NEARLY_THE_SAME = 0.55
_COPIED_WORDS = 3

# Words that are no content: a question and a sentence share them without one copying the other.
_STOP_WORDS = frozenset(
    """
    ai bao bằng bị bởi các cái cần chỉ cho chưa có của cùng cũng do dưới đã đang đây đó được đến để đều đi điều gì
    giữa hay hơn hoặc khi không kể là lại làm lên lúc mà mấy mọi mới một mỗi này nào năm nên nếu ngoài nhiêu như những
    nhất nhau nhiều nơi nữa ở phải qua ra rất sau sẽ so sự tại thế thì theo thêm thứ tới trên trong trước từ từng tự
    và vào vẫn vì về việc với vừa xong đạt đối gồm số bao nhiêu thế nào ra sao tỉ lệ mức
    """.split()
)  # fmt: skip

Segment = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a question, in one sentence; ``code`` says what kind of fault it is."""

    question: str
    code: str
    message: str


class Likeness(NamedTuple):
    """Two questions that may ask the same; ``share`` of letter triples that they have in common, in [0, 1]."""

    first: Question
    second: Question
    share: float


def check_set(library: Library, splits: Mapping[str, Sequence[Question]]) -> list[Finding]:
    """Every fault of a question set: labels, short answers, and questions that stand in two of its splits."""
    finder = GoldFinder(library)
    findings: list[Finding] = []
    targets: dict[str, list[Target]] = {}
    for split, questions in splits.items():
        targets[split] = []
        for question in questions:
            findings += _check_question(question)
            try:
                targets[split].append(finder.target(question))
            except EvalError as error:
                findings.append(Finding(question.id, error.code, str(error)))
    for first, second in combinations(targets.values(), 2):
        findings += [
            Finding(
                like.second.id,
                "asked_twice",
                f"{like.second.text!r} asks what {like.first.id} of another split does: {like.first.text!r}.",
            )
            for like in near_duplicates(first, second)
        ]
    return findings


def near_duplicates(first: Sequence[Target], second: Sequence[Target]) -> Iterator[Likeness]:
    """Pairs of questions, one of each side, that are worded nearly alike or are one fact asked twice.

    Compared without marks. The same fact asked in two languages is found by its gold sentences and answer.
    """
    letters = {target.question.text: _triples(target.question.text) for target in (*first, *second)}
    for one in first:
        for other in second:
            share = _dice(letters[one.question.text], letters[other.question.text])
            worded_alike = share >= _NEARLY_THE_SAME and _answered_alike(one, other)
            if share == 1 or worded_alike or _same_fact(one, other):
                yield Likeness(one.question, other.question, share)


def copied_words(target: Target, library: Library, segment: Segment, terms: Sequence[str]) -> tuple[str, ...]:
    """The longest run of content words that a Vietnamese question takes over from one of its gold sentences.

    ``segment`` splits a sentence into words of one or more syllables; stop words, names and fixed ``terms`` do
    not count. Compared without marks, so that a question typed without them copies as well.
    """
    if target.question.language is not Language.VI:
        return ()
    asked = f" {' '.join(words(fold(target.question.text)))} "
    runs: list[tuple[str, ...]] = [()]
    for sentence in target.sentences:
        runs += _runs(asked, list(segment(library.text_of(*sentence.places[0]))), frozenset(terms))
    return max(runs, key=len)


def copies_its_clause(target: Target, library: Library, segment: Segment, terms: Sequence[str]) -> bool:
    """Whether a question shares three content words in a row with its clause."""
    return len(copied_words(target, library, segment, terms)) >= _COPIED_WORDS


def read_terms() -> list[str]:
    """The names and fixed terms that anyone must use to ask at all."""
    return (QUESTION_FOLDER / "terms.txt").read_text(encoding="utf-8").splitlines()


def _check_question(question: Question) -> Iterator[Finding]:
    quotes = [label.quote for label in question.relevant if isinstance(label, QuotedLabel)]
    for answer in question.answers:
        if not any(answer in quote for quote in quotes):
            yield Finding(question.id, "answer_not_verbatim", f"The answer {answer!r} stands in no quote.")
    if (question.kind is Kind.FACT) != bool(question.answers):
        yield Finding(question.id, "answers_missing", f"A {question.kind} has {len(question.answers)} short answers.")
    if (question.kind is Kind.UNANSWERABLE) == question.answerable:
        yield Finding(question.id, "kind_wrong", f"It is {question.kind} with {len(question.relevant)} labels.")


def _runs(asked: str, sentence: Sequence[str], terms: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """For each word of a sentence the content words from there on that the question has in the same order."""
    keys = [" ".join(words(fold(word))) for word in sentence]
    folded_terms = {" ".join(words(fold(term))) for term in terms}
    for start in range(len(keys)):
        end = start
        while end < len(keys) and f" {' '.join(key for key in keys[start : end + 1] if key)} " in asked:
            end += 1
        run = " ".join(key for key in keys[start:end] if key)
        for term in sorted(folded_terms, key=len, reverse=True):
            run = f" {run} ".replace(f" {term} ", " ").strip()
        yield tuple(word for word in sentence[start:end] if _is_content(word, run))


def _is_content(word: str, run: str) -> bool:
    key = " ".join(words(fold(word)))
    return bool(key) and not key.isdigit() and word.lower() not in _STOP_WORDS and f" {key} " in f" {run} "


def _answered_alike(one: Target, other: Target) -> bool:
    if not one.clauses or not other.clauses:
        return one.clauses == other.clauses
    return not _answers(one).isdisjoint(_answers(other))


def _answers(target: Target) -> set[Place]:
    return {place for sentence in target.sentences if sentence.grade == 2 for place in sentence.places}


def _same_fact(one: Target, other: Target) -> bool:
    answers = {" ".join(words(answer)) for answer in one.question.answers}
    shared = answers & {" ".join(words(answer)) for answer in other.question.answers}
    return bool(shared) and not _answers(one).isdisjoint(_answers(other))


def _triples(text: str) -> Counter[str]:
    folded = f" {' '.join(words(fold(text)))} "
    return Counter(folded[start : start + 3] for start in range(len(folded) - 2))


def _dice(first: Counter[str], second: Counter[str]) -> float:
    return 2 * (first & second).total() / ((first.total() + second.total()) or 1)
