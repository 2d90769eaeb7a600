"""``tracuu eval``: score question sets, benchmarks and encoders, and compare runs."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.progress import counter
from app.settings import Settings
from app.wording import say
from corpus import Language

if TYPE_CHECKING:
    from eval import Question, Report
    from index import Embedder

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUTPUT = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def eval_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options of ``tracuu eval`` to a command."""
    options = (
        click.option("--split", type=click.Choice(["dev", "test"]), default="dev", show_default=True),
        click.option("--questions", type=_FILE, help="A question set of your own instead."),
        click.option("--html", type=_OUTPUT, help="Write the report as a page."),
        click.option("--report", type=_OUTPUT, help="Write the report as JSON, for --compare and the page."),
        click.option("--run-file", type=_OUTPUT, help="Write the results as a TREC run."),
        click.option("--score-run", type=_FILE, help="Score a TREC run on the questions instead of the program."),
        click.option("--baselines", is_flag=True, help="Score what one would pick instead, beside the program."),
        click.option("--embedder", help="A model folder or hub id, as a further baseline."),
        click.option("--tune", is_flag=True, help="Search the weights of retrieval on the questions."),
        click.option("--calibrate", is_flag=True, help="Fit the calibration of confidence on the questions."),
        click.option("--compare", type=_FILE, nargs=2, help="Test the difference between two saved reports."),
        click.option("--bitext", type=_FILE, help="Score the encoder alone on sentence pairs."),
        click.option("--beir", type=_FOLDER, help="Score a benchmark in the BEIR layout."),
        click.option("--modes", help="With --beir: lexical,dense,hybrid."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def run_eval(settings: Settings, language: Language, *, as_json: bool, **given: Any) -> dict[str, Any] | list[str]:
    """What ``tracuu eval`` prints: JSON, or lines."""
    if given["compare"]:
        return _compare(*given["compare"])
    if given["bitext"]:
        return _figures(_bitext(settings, given["bitext"]), as_json=as_json)
    if given["beir"]:
        return _figures(_beir(settings, language, given["beir"], given["modes"]), as_json=as_json)
    if given["calibrate"]:
        return _calibrate(settings, given["questions"] or _split(given["split"]))
    if given["tune"]:
        return _tune(settings, given["questions"] or _split(given["split"]))
    return _score(settings, language, as_json=as_json, **given)


def _score(settings: Settings, language: Language, *, as_json: bool, **given: Any) -> dict[str, Any] | list[str]:
    from app.evaluation import about_run
    from app.wiring import make_assistant, open_index, open_library
    from eval import evaluate, read_questions
    from eval.page import write_html
    from eval.report import report_to_json, write_json
    from eval.summary import run_to_json
    from eval.terminal import render_terminal
    from eval.trec import score_run, write_run

    path = given["questions"] or _split(given["split"])
    questions = read_questions(path)
    library = open_library(settings)
    if given["score_run"]:
        report = score_run(library, questions, given["score_run"])
    else:
        index = open_index(settings, library)
        assistant = make_assistant(settings, library, index)
        about = about_run(path.stem, index.manifest)
        report = evaluate(assistant, questions, about, progress=counter(say("asking", language)))
    models = _baseline_models(minilm=given["baselines"], further=given["embedder"])
    baselines = _baselines(settings, language, questions, path.stem, models) if models else []
    if given["html"]:
        write_html(given["html"], report, baselines)
    if given["report"]:
        write_json(given["report"], report_to_json(report))
    if given["run_file"]:
        write_run(given["run_file"], report)
    return run_to_json(report, baselines) if as_json else [render_terminal(report, baselines)]


def _baseline_models(*, minilm: bool, further: str | None) -> "dict[str, Embedder]":
    """The encoders to compare with by name; all-MiniLM where its package is installed."""
    from app.wiring import minilm_folder
    from index.sentence_embedder import SentenceEmbedder

    folder = minilm_folder() if minilm else None
    found: dict[str, Embedder] = {"all-MiniLM-L6-v2": SentenceEmbedder(folder)} if folder else {}
    return found | ({further: SentenceEmbedder(further)} if further else {})


def _baselines(
    settings: Settings,
    language: Language,
    questions: "Sequence[Question]",
    question_set: str,
    embedders: "dict[str, Embedder]",
) -> "list[Report]":
    from app.wiring import open_library
    from eval.baselines import run_baselines

    return run_baselines(
        open_library(settings),
        questions,
        question_set=question_set,
        embedders=embedders,
        progress=counter(say("baselines", language)),
    )


def _compare(first: Path, second: Path) -> list[str]:
    from eval import read_report
    from eval.compare import compare
    from eval.terminal import render_comparison

    return [render_comparison(compare(read_report(first), read_report(second)))]


def _bitext(settings: Settings, path: Path) -> dict[str, Any]:
    from app.wiring import open_embedder
    from eval.bitext import evaluate_bitext

    return dict(evaluate_bitext(path, open_embedder(settings)))


def _beir(settings: Settings, language: Language, folder: Path, modes: str | None) -> dict[str, Any]:
    from app.wiring import open_embedder
    from eval.beir import Mode, evaluate_beir
    from qa.marks import Restorer
    from qa.readings import Readings

    try:
        chosen = [Mode(mode.strip()) for mode in modes.split(",")] if modes else [Mode.HYBRID]
    except ValueError as error:
        raise click.BadParameter(f"{error}; the modes are {', '.join(Mode)}", param_hint="--modes") from error
    # The texts of the benchmark are not searched for slips: what they lack may well be a name.
    readings = Readings(restorer=Restorer.load())
    progress = counter(say("embedding", language))
    return evaluate_beir(folder, open_embedder(settings), chosen, readings=readings, progress=progress)


def _tune(settings: Settings, path: Path) -> list[str]:
    from app.wiring import open_assistant, open_index, open_library
    from eval import read_questions
    from eval.calibration import FURTHER
    from eval.gold import GoldFinder
    from eval.questions import EARLIER
    from eval.tuning import FURTHER_WEIGHT, tune

    library = open_library(settings)
    index, assistant, finder = open_index(settings, library), open_assistant(settings), GoldFinder(library)
    targets = [
        (finder.target(question), weight)
        for file, weight in ((path, 1.0), (EARLIER, 1.0), (FURTHER, FURTHER_WEIGHT))
        for question in read_questions(file)
    ]
    tuned = tune(library, index, targets, assistant.request_of)
    return [
        f"Recall@5 and nDCG@10 on questions held back: {tuned.before:.3f} before, {tuned.after:.3f} after",
        str(tuned.weights),
    ]


def _calibrate(settings: Settings, path: Path) -> list[str]:
    from app.wiring import open_assistant
    from eval import read_questions
    from eval.calibration import FURTHER, FURTHER_WEIGHT, Judged, calibrate
    from eval.questions import EARLIER

    assistant = open_assistant(settings)
    judged = [
        Judged(signs, question.answerable, weight=1.0 if measured else FURTHER_WEIGHT, measured=measured)
        for file, measured in ((path, True), (EARLIER, True), (FURTHER, False))
        for question in read_questions(file)
        if (signs := assistant.signs(question.text))
    ]
    found = calibrate(judged)
    reliability = ", ".join(f"{said:.2f}: {true:.2f}" for said, true in found.reliability)
    return [
        f"On questions held back: AUROC {found.auroc:.3f}, refused {found.refused:.3f}; said and true: {reliability}",
        str(found.calibration),
    ]


def _figures(figures: dict[str, Any], *, as_json: bool) -> dict[str, Any] | list[str]:
    return figures if as_json else [json.dumps(figures, ensure_ascii=False, indent=2)]


def _split(split: str) -> Path:
    from eval import Split

    return Split(split).path
