"""From a question to the clauses and quotes that answer it."""

from qa.answer import Answer, CardFact, Quote, Reason, RepeatedIn, Result, SearchReply
from qa.assistant import Assistant
from qa.query import Query, understand
from qa.reader import Extract, Reader
from qa.sentence_reader import SentenceReader

__all__ = [
    "Answer",
    "Assistant",
    "CardFact",
    "Extract",
    "Query",
    "Quote",
    "Reader",
    "Reason",
    "RepeatedIn",
    "Result",
    "SearchReply",
    "SentenceReader",
    "understand",
]
