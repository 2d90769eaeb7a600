"""What is compared with a question: a sentence, a whole clause, or the help that a gloss gives to find one."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from corpus import Clause
from corpus.library import Library

# A longer clause is found by its sentences alone: its one vector would stand for too much.
MOST_WORDS_OF_A_CLAUSE = 180


class Field(IntEnum):
    """Which text of a sentence a passage is; stored as a number. The last two are no text of any sentence."""

    TEXT = 0
    TRANSLATION = 1
    QUESTION = 2
    PLAIN = 3
    TOPIC = 4
    LEFT_OPEN = 5
    SUBJECT = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be found; it leads to the clause in row ``clause``, and to one ``sentence`` of it or to all (-1).

    A question that is left open leads nowhere, and the name of a subject to many clauses: their ``clause`` is -1 too.
    """

    clause: int
    sentence: int
    field: Field
    text: str


def passages_of(library: Library) -> Iterator[Passage]:
    """Every passage of a library, clause by clause, and last what it leaves open and the names of its subjects."""
    for row, clause in enumerate(library.clauses):
        yield from _passages(library, row, clause)
    for one in library.left_open:
        yield Passage(-1, -1, Field.LEFT_OPEN, one.question)
    for subject in library.subjects:
        for name in subject.names:
            yield Passage(-1, -1, Field.SUBJECT, name)


def _passages(library: Library, row: int, clause: Clause) -> Iterator[Passage]:
    sentences = library.sentences(clause)
    if len(sentences) > 1 and len(clause.text.split()) <= MOST_WORDS_OF_A_CLAUSE:
        yield Passage(row, -1, Field.TEXT, clause.text)
    for number, text in enumerate(sentences):
        yield Passage(row, number, Field.TEXT, text)
        gloss = library.glosses.get((clause.id, number))
        if gloss is None:
            continue
        yield Passage(row, number, Field.TRANSLATION, gloss.en)
        for question in gloss.questions:
            yield Passage(row, number, Field.QUESTION, question)
        if gloss.plain_vi:
            yield Passage(row, number, Field.PLAIN, gloss.plain_vi)
        for topic in gloss.topics:
            yield Passage(row, number, Field.TOPIC, topic)
