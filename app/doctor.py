"""tracuu doctor: is everything there and whole, and what to do where it is not."""

import importlib.metadata
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.settings import Settings
from app.wiring import open_embedder, open_index, open_library, shipped_encoder
from app.wording import error_message, say
from corpus import Language, read_catalogue, read_document
from corpus.errors import TracuuError
from qa.cross_encoder.onnx_cross_encoder import OnnxCrossEncoder

_PACKAGES = ("sentence-transformers", "torch", "faiss-cpu", "bm25s", "underthesea")
_LEAST_FREE_MB = 200


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its name in ``app/wording.py``, and what was found, in words."""

    name: str
    fine: bool
    detail: str


def examine(settings: Settings, language: Language) -> Iterator[Check]:
    """Every check in turn; one that fails does not keep the others from running."""
    checks: tuple[tuple[str, Callable[[Settings, Language], str]], ...] = (
        ("check_sources", _sources),
        ("check_clauses", _clauses),
        ("check_encoder", _encoder),
        ("check_cross_encoder", _cross_encoder),
        ("check_index", _index),
        ("check_versions", _versions),
        ("check_disk", _disk),
    )
    for name, check in checks:
        try:
            yield Check(name, True, check(settings, language))
        except TracuuError as error:
            yield Check(name, False, error_message(error, language))


def _sources(settings: Settings, language: Language) -> str:
    sources = read_catalogue(settings.corpus)
    for source in sources:
        read_document(settings.corpus, source)
    return say("documents_found", language, n=len(sources))


def _clauses(settings: Settings, language: Language) -> str:
    return say("clauses_found", language, n=len(open_library(settings).clauses))


def _encoder(settings: Settings, language: Language) -> str:
    embedder = open_embedder(settings)
    return f"{embedder.name}, {embedder.dim}"


def _cross_encoder(settings: Settings, language: Language) -> str:
    OnnxCrossEncoder(shipped_encoder(), threads=settings.threads).load()
    return say("made_for_encoder", language)


def _index(settings: Settings, language: Language) -> str:
    manifest = open_index(settings, open_library(settings)).manifest
    return f"{manifest.fingerprint[:16]}, {manifest.passages}"


def _versions(settings: Settings, language: Language) -> str:
    found = [f"Python {platform.python_version()}"]
    for package in _PACKAGES:
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError as error:
            raise TracuuError(
                f"The package {package} is not installed. Run `make setup`.", code="package_missing", package=package
            ) from error
    return ", ".join(found)


def _disk(settings: Settings, language: Language) -> str:
    folder = next(path for path in (settings.var, *settings.var.parents) if path.exists())
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < _LEAST_FREE_MB:
        raise TracuuError(
            f"Only {free} MB are free in {folder}; at least {_LEAST_FREE_MB} MB are needed. Free some space.",
            code="disk_full",
            folder=str(folder),
            n=free,
            least=_LEAST_FREE_MB,
        )
    return say("disk_free", language, n=free)
