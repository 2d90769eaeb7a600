"""ask, search and show as tools of the Model Context Protocol, for people's assistants to quote from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from app.schemas import AnswerOut, ClauseOut, SearchOut
from app.settings import Settings
from app.wording import error_message
from corpus import Language, guess_language
from corpus.errors import TracuuError
from index import load_families
from qa import Assistant
from qa.lookup import look_up

_INSTRUCTIONS = (
    "Resolutions 52-NQ/TW and 57-NQ/TW of the Politburo of Viet Nam, with a study guide and a summary of the first. "
    "Quote `text` exactly as it is given, in Vietnamese, and name its `citation`; `translation` is unofficial. "
    "`confidence` is the probability that the documents answer; `more` counts further quotes that were left out. "
    "Where `found` is false, the documents do not answer: say so, with the `reason`, and do not answer from memory; "
    "`results` are then the nearest clauses, and no answer."
)
_Question = Annotated[str, Field(description="In Vietnamese, with or without marks, or in English.")]
_K = Annotated[int, Field(description="How many clauses, 1 to 100.")]
_Documents = Annotated[list[str] | None, Field(description="Only these documents, such as 57-NQ-TW; all if left out.")]
_ReaderLanguage = Annotated[Language | None, Field(description="The reader's, for a question that speaks for none.")]
_AsTyped = Annotated[bool, Field(description="Search just what was typed, where `searched_as` is not what was meant.")]
_Place = Annotated[
    str, Field(description="57-NQ-TW/III.2/b3, the end of an id (KFA3/KF2), or words (mục III.2 Nghị quyết 57).")
]


def create_mcp(assistant: Assistant, settings: Settings) -> MCPServer:
    """The three tools over an assistant whose index is the one that the settings name."""
    server = MCPServer("tracuu", title="Tra cứu", instructions=_INSTRUCTIONS)
    library = assistant.library
    families = load_families(library, settings.index_folder)

    @contextmanager
    def told(said: str, language: Language | None = None) -> Iterator[None]:
        """An error of ours in words, in the language of what was said."""
        try:
            yield
        except TracuuError as error:
            heard = language or guess_language(said) or settings.lang or Language.VI
            raise ToolError(error_message(error, heard)) from error

    @server.tool()
    def ask(
        question: _Question,
        k: _K = 10,
        documents: _Documents = None,
        language: _ReaderLanguage = None,
        as_typed: _AsTyped = False,
    ) -> AnswerOut:
        """The sentences of the documents that answer a question, verbatim, each with its citation."""
        with told(question, language):
            spoken = language or settings.lang
            answer = assistant.ask(question, k=k, documents=documents or None, language=spoken, as_typed=as_typed)
            return AnswerOut.answered(answer)

    @server.tool()
    def search(
        question: _Question,
        k: _K = 10,
        documents: _Documents = None,
        language: _ReaderLanguage = None,
        as_typed: _AsTyped = False,
    ) -> SearchOut:
        """The clauses of the documents that match a question, best first, each with its citation."""
        with told(question, language):
            spoken = language or settings.lang
            reply = assistant.search(question, k=k, documents=documents or None, language=spoken, as_typed=as_typed)
            return SearchOut.of(reply)

    @server.tool()
    def show(place: _Place) -> ClauseOut:
        """One place of a document with its text, citation, translation and what stands under it."""
        with told(place):
            return ClauseOut.shown(look_up(place, library), library, families)

    return server
