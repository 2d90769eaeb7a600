"""Every exception of the project, in one tree.

    TracuuError
    ├── CorpusError         a source, its catalogue, or an id that the corpus does not have
    ├── IngestError         a document that cannot be read or split
    ├── SearchError
    │   ├── ModelMissing    a model is not there, damaged, or made for another one
    │   ├── IndexMissing    nothing has been built yet
    │   └── IndexMismatch   the index is damaged, or was built from something else
    ├── QuestionError       a question that cannot be asked
    └── EvalError           a question set or a run that cannot be scored

Each carries a ``code`` and the ``values`` its message is made of, so that the application can say it
in the reader's language; ``str(error)`` is the English sentence for logs.
"""


class TracuuError(Exception):
    """What went wrong, with which value, and what to do next."""

    def __init__(self, message: str, *, code: str, **values: object) -> None:
        super().__init__(message)
        self.code = code
        self.values = values


class CorpusError(TracuuError):
    """A source file, the catalogue or an id is not as it should be."""


class IngestError(TracuuError):
    """A document cannot be read or split into clauses."""


class SearchError(TracuuError):
    """A search cannot be served."""


class ModelMissing(SearchError):
    """A model is not where the settings say, cannot be read, or was made for another encoder."""


class IndexMissing(SearchError):
    """No index has been built."""


class IndexMismatch(SearchError):
    """The index is damaged, or was built from other clauses or with another encoder."""


class QuestionError(TracuuError):
    """A question or its options cannot be used."""


class EvalError(TracuuError):
    """A labelled question set or a run cannot be scored."""
