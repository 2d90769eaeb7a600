"""What the glosses know of the documents as a whole: where a subject is dealt with, and what bears on a sentence."""

import numpy as np
import numpy.typing as npt

from corpus.library import Library

Scores = npt.NDArray[np.float32]

# What a clause that touches a subject has of the evidence of one that is on it.
_TOUCHES = 0.5


class CrossReferences:
    """Leads from the subjects of a library to their clauses, and from a sentence to the clauses that bear on it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._names = np.cumsum([0, *(len(subject.names) for subject in library.subjects)])[:-1]
        led = [
            (row, number, share)
            for number, subject in enumerate(library.subjects)
            for clause_ids, share in ((subject.on, 1.0), (subject.touches, _TOUCHES))
            for row in library.rows(clause_ids)
        ]
        self._clause = np.array([row for row, _, _ in led], dtype=np.int64)
        self._subject = np.array([number for _, number, _ in led], dtype=np.int64)
        self._share = np.array([share for _, _, share in led], dtype=np.float32)

    def dealt_with(self, names: Scores) -> Scores:
        """How far each clause deals with what is asked, from how near that is to each name of each subject in turn.

        The best name speaks for a subject, and the best subject for a clause. Nearness, a cosine, is squared: what is
        faintly alike says little. Shape ``(clauses,)``, in [0, 1].
        """
        found = np.zeros(len(self._library.clauses), dtype=np.float32)
        if len(names):
            subjects = np.maximum(np.maximum.reduceat(names, self._names), 0) ** 2
            np.maximum.at(found, self._clause, self._share * subjects[self._subject])
        return found

    def see_also(self, clause: int, sentence: int) -> Scores:
        """How closely each clause bears on what a sentence says; shape ``(clauses,)``, in [0, 1]."""
        found = np.zeros(len(self._library.clauses), dtype=np.float32)
        gloss = self._library.glosses.get((self._library.clauses[clause].id, sentence))
        for clause_id, closeness in gloss.see_also.items() if gloss else ():
            found[self._library.rows([clause_id])] = closeness
        return found
