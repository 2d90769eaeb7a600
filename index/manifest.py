"""What built an index, and the hashes that tell whether it is whole."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexMismatch

MANIFEST_FILE = "manifest.json"
# Raise it when the files of an index change their meaning.
FORMAT = 5


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of one build; equal inputs give equal manifests."""

    format: int
    encoder: str
    encoder_fingerprint: str
    clauses_sha256: str
    glosses_sha256: str
    clauses: int
    passages: int
    files: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """Names the build: the sha256 of the manifest."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"


def hash_file(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_files(folder: Path) -> dict[str, str]:
    """The sha256 of every file below a folder but the manifest, by relative path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST_FILE)
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in paths}


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a built index. IndexMismatch where it cannot be read or is of another format."""
    path = folder / MANIFEST_FILE
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise damaged(path) from error
    if not manifest.fingerprint.startswith(folder.name):  # the folder is named after what was built
        raise damaged(path)
    if manifest.format != FORMAT:
        raise IndexMismatch(
            f"The index {folder} has format {manifest.format}, this program reads {FORMAT}. Run `tracuu build`.",
            code="index_format",
            folder=str(folder),
        )
    return manifest


def check_files(folder: Path, manifest: Manifest, *, only: str | None = None) -> None:
    """IndexMismatch, naming the file, unless every file (or the only one) is there and is the one that was built."""
    for name, digest in manifest.files.items():
        path = folder / name
        if only in (None, name) and (not path.is_file() or hash_file(path) != digest):
            raise damaged(path)


def damaged(path: Path) -> IndexMismatch:
    """The error for a file of an index that is not as it was built."""
    return IndexMismatch(
        f"The index file {path} is damaged or missing. Run `tracuu build`.", code="index_damaged", file=str(path)
    )
