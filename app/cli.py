"""The command line: each command parses, calls one function, and prints."""

import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from app.cli_eval import eval_options, run_eval
from app.progress import counter
from app.settings import Settings, read_settings
from app.wording import error_message, say
from corpus import Language, Source, guess_language
from corpus.errors import QuestionError, TracuuError

# Everything heavier is imported by the command that needs it, so that the others start at once.


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--verbose", "-v", is_flag=True, help="Log what is done, on standard error.")
@click.version_option(package_name="tracuu")
def main(verbose: bool) -> None:
    """Tra cứu: ask in Vietnamese or English, and get the clause that answers, with its citation."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO if verbose else logging.WARNING,
        format="%(levelname)s %(name)s: %(message)s",
    )
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    for stream in (sys.stdout, sys.stderr):  # a Vietnamese reader's terminal may not say that it is UTF-8
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


_lang = click.option(
    "--lang", type=click.Choice([language.value for language in Language]), help="Language of wording."
)


def _wording(command: Callable[..., None]) -> Callable[..., None]:
    """Adds ``--lang`` and ``--json``, and tells an error of ours in one line, in the reader's language."""

    @_lang
    @click.option("--json", "as_json", is_flag=True, help="Print what the API would answer.")
    @wraps(command)
    def wrapped(lang: str | None, **arguments: Any) -> None:
        spoken = str(arguments.get("question") or arguments.get("place") or "")
        language = Language(lang) if lang else guess_language(spoken) or Language.VI
        with _told(language):
            settings = read_settings(lang=lang)
            if lang is None and settings.lang is not None and guess_language(spoken) is None:
                language = settings.lang
            with _told(language):
                command(settings=settings, language=language, **arguments)

    return wrapped


@contextmanager
def _told(language: Language) -> Iterator[None]:
    """An error of ours in one line and its exit status: 2 for wrong usage, 1 for all others."""
    try:
        yield
    except TracuuError as error:
        click.echo(error_message(error, language), err=True)
        sys.exit(2 if isinstance(error, QuestionError) else 1)


_k = click.option("--k", default=10, show_default=True, help="How many clauses, 1 to 100.")
_documents = click.option(
    "--document", "documents", multiple=True, metavar="ID", help="Only this document; repeatable."
)


_as_typed = click.option("--as-typed", is_flag=True, help="Search just what was typed: mend and spell out nothing.")
_why = click.option("--why", is_flag=True, help="Say why each clause was found.")


@main.command()
@click.argument("question")
@_k
@_documents
@_as_typed
@_why
@_wording
def ask(
    question: str,
    k: int,
    documents: Sequence[str],
    as_typed: bool,
    why: bool,
    settings: Settings,
    language: Language,
    as_json: bool,
) -> None:
    """Quote the clause that answers QUESTION, with its citation."""
    from app.schemas import AnswerOut
    from app.terminal import answer_lines
    from app.wiring import open_assistant
    from qa.query import check_k, clean

    clean(question)
    check_k(k)
    assistant = open_assistant(settings)
    answer = assistant.ask(question, k=k, documents=documents or None, language=language, as_typed=as_typed)
    _print(AnswerOut.answered(answer).model_dump(mode="json") if as_json else answer_lines(answer, language, why=why))


@main.command()
@click.argument("question")
@_k
@_documents
@_as_typed
@_why
@_wording
def search(
    question: str,
    k: int,
    documents: Sequence[str],
    as_typed: bool,
    why: bool,
    settings: Settings,
    language: Language,
    as_json: bool,
) -> None:
    """List the clauses that match QUESTION, best first."""
    from app.schemas import SearchOut
    from app.terminal import search_lines
    from app.wiring import open_assistant
    from qa.query import check_k, clean

    clean(question)
    check_k(k)
    assistant = open_assistant(settings)
    reply = assistant.search(question, k=k, documents=documents or None, language=language, as_typed=as_typed)
    _print(SearchOut.of(reply).model_dump(mode="json") if as_json else search_lines(reply, language, why=why))


@main.command()
@click.argument("place", metavar="ID-OR-PLACE")
@_wording
def show(place: str, settings: Settings, language: Language, as_json: bool) -> None:
    """Show one place: by its id, an ending of it (KFA3/KF2), or in words ("mục III.2 Nghị quyết 57")."""
    from app.schemas import ClauseOut, CopyOut
    from app.terminal import clause_lines
    from app.wiring import open_copies, open_library
    from qa.lookup import look_up
    from qa.query import place_clauses

    library = open_library(settings)
    clause = look_up(place, library)
    copies = open_copies(settings, library, clause)
    if as_json:
        _print(ClauseOut.of(clause, library, [CopyOut.of(copy) for copy in copies]).model_dump(mode="json"))
    else:
        inside = place_clauses(clause, library)[1:]
        _print(clause_lines(clause, library, copies, inside, language))


@main.command()
@click.argument("places", metavar="ID...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["docx", "md", "csv"]), required=True, help="What to write.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@click.option("--title", default="", help="The title of the handout.")
@_wording
def export(
    places: Sequence[str],
    form: str,
    output: Path,
    title: str,
    settings: Settings,
    language: Language,
    as_json: bool,
) -> None:
    """Write a handout of the clauses named by ID..., with citations, sources and a sheet of questions."""
    from app.export import Format, handout, save
    from app.study_set import StudySet
    from app.wiring import open_library
    from qa.lookup import look_up

    library = open_library(settings)
    clauses = tuple(dict.fromkeys(look_up(place, library).id for place in places))
    save(handout(StudySet(title=title, clauses=clauses), library, language), Format(form), output)
    summary = {"file": str(output), "clauses": list(clauses)}
    _print(summary if as_json else [say("exported", language, n=len(clauses), file=output)])


@main.command()
@_wording
def build(settings: Settings, language: Language, as_json: bool) -> None:
    """Split the documents into clauses and index them; only what changed is done again."""
    from app.wiring import open_embedder, open_library
    from index import build_index, is_current
    from ingest import ingest

    def split(source: Source, clauses: int) -> None:
        click.echo(say("splitting", language, document=source.id, n=clauses), err=True)

    ingest(settings.corpus, settings.clause_file, progress=split)
    library, embedder = open_library(settings), open_embedder(settings)
    if is_current(library, embedder, settings.index_folder):
        _print({"changed": False} if as_json else [say("up_to_date", language)])
        return
    manifest = build_index(library, embedder, settings.index_folder, progress=counter(say("embedding", language)))
    summary = {"clauses": manifest.clauses, "passages": manifest.passages}
    _print({"changed": True, **summary} if as_json else [say("built", language, **summary)])


@main.command("eval")
@eval_options
@_wording
def evaluate(settings: Settings, language: Language, as_json: bool, **given: Any) -> None:
    """Score the program on labelled questions, or an encoder or a benchmark; compare what was saved."""
    _print(run_eval(settings, language, as_json=as_json, **given))


@main.command()
@_wording
def doctor(settings: Settings, language: Language, as_json: bool) -> None:
    """Check sources, index, encoder, versions and disk; exit 1 if anything is wrong."""
    from app.doctor import examine

    checks = list(examine(settings, language))
    if as_json:
        _print({"checks": [{"name": c.name, "fine": c.fine, "detail": c.detail} for c in checks]})
    else:
        _print(
            f"{say('fine' if check.fine else 'wrong', language):5} {say(check.name, language)}: {check.detail}"
            for check in checks
        )
    if not all(check.fine for check in checks):
        sys.exit(1)


@main.command()
@click.option("--host", help="Address to listen on; 127.0.0.1 unless set.")
@click.option("--port", type=int, help="Port to listen on; 8000 unless set.")
@click.option("--root-path", help="Where a proxy puts the server, such as /tracuu.")
@_lang
def serve(host: str | None, port: int | None, root_path: str | None, lang: str | None) -> None:
    """Serve the page and the API; one process, until Ctrl+C.

    The index is read once, at the start: after `tracuu build`, start the server again.
    """
    with _told(Language(lang or Language.VI)):
        settings = read_settings(host=host, port=port, root_path=root_path, lang=lang)
        from app import server

        server.serve(settings)


@main.command()
@_lang
def mcp(lang: str | None) -> None:
    """Offer ask, search and show to assistants over the Model Context Protocol, on standard input and output."""
    with _told(Language(lang or Language.VI)):
        settings = read_settings(lang=lang)
        from app.mcp_server import create_mcp
        from app.wiring import open_assistant

        create_mcp(open_assistant(settings), settings).run()


def _print(result: dict[str, Any] | Iterator[str] | Sequence[str]) -> None:
    if isinstance(result, dict):
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        for line in result:
            click.echo(line)
