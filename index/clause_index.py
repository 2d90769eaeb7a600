"""Build, save, load and search: one Searcher made of all the parts of this package."""

import hashlib
import json
import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus import Clause, ClauseKind
from corpus.clause_file import clause_lines
from corpus.errors import IndexMismatch, IndexMissing
from corpus.lead_in import years_of
from corpus.library import Library
from index.cross_references import CrossReferences
from index.embedder import Embedder, Vectors
from index.faiss_store import FaissStore
from index.family import Families, Family, find_families
from index.hybrid import Evidence, Fused, HybridScorer, PassageTable, Scores, Weights
from index.lexical import LexicalIndex, folded_tokens, joined, matched_words, typed_tokens
from index.manifest import FORMAT, MANIFEST_FILE, Manifest, check_files, damaged, hash_files, read_manifest
from index.passage import Passage, passages_of
from index.searcher import Copy, Hit, Parts, SearchRequest
from index.vector_store import VectorStore

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

_CURRENT = "current"
_FAMILIES = "families.json"
_YEARS = "years.json"
_BATCH = 256
# A heading of so many words is a sentence: measured in docs/retrieval.md.
_SAYS_SOMETHING = 20
_NUMBERED = re.compile(r"([^\W\d])(\d)")


class ClauseIndex:
    """Clauses that can be searched; made by :func:`build_index`, opened by :func:`load_index`."""

    def __init__(self, library: Library, manifest: Manifest, families: Families, scorer: HybridScorer) -> None:
        self.manifest = manifest
        self._library = library
        self._families = families
        self.scorer = scorer

    def search(self, request: SearchRequest, *, k: int) -> list[Hit]:
        """At most ``k`` hits, best first; filters are applied before repeated clauses are merged."""
        clauses = self._library.clauses
        evidence = self.scorer.evidence(request)
        rows, sentence_scores = self.rank(evidence, request, k=k)
        parts = self.scorer.best(evidence)
        nearest = self.scorer.nearest(evidence)
        return [
            Hit(
                clause_id=clauses[row].id,
                rank=rank,
                score=score,
                parts=Parts(*(float(part[row]) for part in parts)),
                sentences=(sentences := tuple(sentence_scores[self.scorer.sentence_rows(row)].tolist())),
                matched=matched_words(request.text, clauses[row].text),
                also_in=self.copies(clauses[row].id, within=request.copies_in),
                asked=self.scorer.asked(evidence, row, int(np.argmax(sentences))),
                nearest=nearest,
            )
            for rank, (row, score) in enumerate(rows.items(), start=1)
        ]

    def rank(self, evidence: Evidence, request: SearchRequest, *, k: int) -> tuple[dict[int, float], Scores]:
        """The scores of at most ``k`` clauses by row, best first, and those of all sentences."""
        likely = sorted(self._library.row(clause_id) for clause_id in request.likely)
        scores = self.scorer.fuse(evidence, gather=request.gather, name=request.name, likely=likely)
        rows: dict[int, float] = {}
        best = next(self._found(scores, request), None)
        if best is not None:
            scores = self.scorer.beside(scores, best)
            for row in self._found(scores, request):
                if len(rows) == k:
                    break
                lead = self._lead_of(row, request, rows, scores.sentences)
                rows.setdefault(lead, float(scores.clauses[row]))
        return rows, scores.sentences

    def copies(self, clause_id: str, *, within: frozenset[str] | None = None) -> tuple[Copy, ...]:
        return copies_of(clause_id, self._library, self._families, within=within)

    def _found(self, scores: Fused, request: SearchRequest) -> Iterator[int]:
        """The clauses that the filters let through and that anything speaks for, best first."""
        for row in np.argsort(-scores.clauses, kind="stable").tolist():
            if scores.clauses[row] <= 0:
                return
            if request.allows(self._library.clauses[row]):
                yield row

    def _lead_of(self, row: int, request: SearchRequest, rows: Collection[int], sentences: Scores) -> int:
        """The clause in whose row this one is shown: one of its family that has a row, its leader, or itself.

        A copy that says more than its leader is shown itself where what it alone says is nearest.
        """
        clauses = self._library.clauses
        has_row = next((copy for copy, _ in self._families.copies(row) if copy in rows), None)
        if has_row is not None:
            return has_row
        leaders = self._families.leaders(row)
        shown = [leader for leader in leaders if request.allows(clauses[leader])]
        if shown:
            return next((leader for leader in shown if self.scorer.repeats(sentences, row, leader)), row)
        if leaders:
            return next(copy for copy in self._families.members(leaders[0]) if request.allows(clauses[copy]))
        return row


def copies_of(
    clause_id: str, library: Library, families: Families, *, within: frozenset[str] | None = None
) -> tuple[Copy, ...]:
    """The other places that say what a clause says, in these documents or in all."""
    clauses = library.clauses
    return tuple(
        Copy(clauses[copy].id, exact)
        for copy, exact in families.copies(library.row(clause_id))
        if within is None or clauses[copy].document_id in within
    )


def build_index(library: Library, embedder: Embedder, folder: Path, *, progress: Progress | None = None) -> Manifest:
    """Build the index of a library into ``folder`` and make it the current one.

    The same library and embedder give the same files. The build is written aside and swapped in by one atomic
    rename, so that a kill at any moment leaves either the old index or the new one. Vectors of texts that the
    current index already has are taken from it. ``progress(done, of)`` counts texts that are embedded.
    """
    folder.mkdir(parents=True, exist_ok=True)
    passages = list(passages_of(library))
    with tempfile.TemporaryDirectory(dir=folder, prefix=".build-") as scratch:
        aside = Path(scratch) / "index"
        aside.mkdir()
        known = _known_vectors(folder, embedder)
        texts = list(dict.fromkeys(passage.text for passage in passages))
        vectors = _embed(texts, embedder, known, progress)
        _write_parts(library, passages, texts, vectors, aside)
        manifest = Manifest(
            format=FORMAT,
            encoder=embedder.name,
            encoder_fingerprint=embedder.fingerprint,
            clauses_sha256=clauses_hash(library),
            glosses_sha256=glosses_hash(library),
            clauses=len(library.clauses),
            passages=len(passages),
            files=hash_files(aside),
        )
        (aside / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")
        target = folder / manifest.fingerprint[:16]
        if target.exists():  # the same build, perhaps damaged since
            shutil.rmtree(target)
        aside.rename(target)
    _make_current(folder, target)
    return manifest


def is_current(library: Library, embedder: Embedder, folder: Path) -> bool:
    """Whether the folder holds a whole index of this library, made with this embedder."""
    try:
        manifest = _checked_manifest(library, embedder, folder)
        check_files(_current(folder), manifest)
    except (IndexMismatch, IndexMissing):
        return False
    return True


def load_index(library: Library, embedder: Embedder, folder: Path, *, weights: Weights | None = None) -> ClauseIndex:
    """The current index of a folder.

    IndexMissing where nothing was built; IndexMismatch where a file is damaged, or the index was built from
    other clauses or with another encoder.
    """
    manifest = _checked_manifest(library, embedder, folder)
    current = _current(folder)
    check_files(current, manifest)
    rows = np.load(current / "passages.npy", allow_pickle=False)
    table = PassageTable(rows[:, 0], rows[:, 1], rows[:, 2].astype(np.int8), rows[:, 3])
    scorer = HybridScorer(
        table,
        typed=LexicalIndex.load(current / "typed", typed_tokens),
        folded=LexicalIndex.load(current / "folded", folded_tokens),
        headings=LexicalIndex.load(current / "headings", folded_tokens),
        vectors=FaissStore.load(current),
        embedder=embedder,
        sentence_years=json.loads((current / _YEARS).read_text(encoding="utf-8")),
        sentence_counts=[len(clause.sentences) for clause in library.clauses],
        furniture=np.array([_is_furniture(clause) for clause in library.clauses], dtype=np.bool_),
        parents=[library.row(clause.parent) if clause.parent else -1 for clause in library.clauses],
        references=CrossReferences(library),
        weights=weights or Weights(),
    )
    return ClauseIndex(library, manifest, _read_families(library, current), scorer)


def _is_furniture(clause: Clause) -> bool:
    """Whether it only names what stands elsewhere; a long heading lays something down itself."""
    return clause.kind is not ClauseKind.CLAUSE and len(clause.text.split()) < _SAYS_SOMETHING


def load_families(library: Library, folder: Path) -> Families:
    """Who repeats whom, from the current index of a folder; nothing else of it is read.

    IndexMissing and IndexMismatch as :func:`load_index`, the encoder aside.
    """
    current = _current(folder)
    manifest = read_manifest(current)
    check_files(current, manifest, only=_FAMILIES)
    _check_library(library, manifest, folder)
    return _read_families(library, current)


def _read_families(library: Library, current: Path) -> Families:
    families = [
        Family(leader, tuple(copies), tuple(exact))
        for leader, copies, exact in json.loads((current / _FAMILIES).read_text(encoding="utf-8"))
    ]
    return Families(families, [library.source(clause.document_id).kind.precedence for clause in library.clauses])


def clauses_hash(library: Library) -> str:
    """The sha256 of all that an index takes from the clauses."""
    digest = hashlib.sha256()
    for line in clause_lines(library.clauses):
        digest.update(line.encode())
    return digest.hexdigest()


def glosses_hash(library: Library) -> str:
    """The sha256 of all that an index takes from the glosses."""
    digest = hashlib.sha256()
    for place, gloss in sorted(library.glosses.items()):
        parts = (place, gloss.en, gloss.questions_vi, gloss.questions_en, gloss.plain_vi, gloss.topics)
        digest.update(repr(parts).encode())
    for one in library.left_open:
        digest.update(repr(one.question).encode())
    for subject in library.subjects:
        digest.update(repr(subject.names).encode())
    return digest.hexdigest()


def _write_parts(
    library: Library, passages: Sequence[Passage], texts: Sequence[str], vectors: Vectors, folder: Path
) -> None:
    """Write the files of an index; what several passages say is in ``texts``, and in the searched parts, once."""
    places = {text: place for place, text in enumerate(texts)}
    rows = np.array([[p.clause, p.sentence, p.field, places[p.text]] for p in passages], dtype=np.int32).reshape(-1, 4)
    np.save(folder / "passages.npy", rows, allow_pickle=False)
    store: VectorStore = FaissStore.build(vectors)
    store.save(folder)
    LexicalIndex.build(texts, typed_tokens).save(folder / "typed")
    LexicalIndex.build(texts, folded_tokens).save(folder / "folded")
    headings = [joined((*clause.headings, *_label(clause))) for clause in library.clauses]
    LexicalIndex.build(headings, folded_tokens).save(folder / "headings")
    families = [[family.leader, family.copies, family.exact] for family in _families_of(library)]
    (folder / _FAMILIES).write_text(json.dumps(families), encoding="utf-8")
    years = [sorted(years_of(library, c, number)) for c in library.clauses for number in range(len(c.sentences))]
    (folder / _YEARS).write_text(json.dumps(years), encoding="utf-8")
    hashes = "".join(_text_hash(text) + "\n" for text in texts)
    (folder / "texts.sha256").write_text(hashes, encoding="utf-8")


def _label(clause: Clause) -> Iterator[str]:
    """The code printed behind a clause, as it stands and with its number apart: ``KFA8``, ``KFA 8``."""
    if clause.code:
        yield clause.code
        yield _NUMBERED.sub(r"\1 \2", clause.code)


def _families_of(library: Library) -> list[Family]:
    """Families among clauses; headings repeat each other without saying anything."""
    rows = [row for row, clause in enumerate(library.clauses) if clause.kind is ClauseKind.CLAUSE]
    clauses = [library.clauses[row] for row in rows]
    found = find_families(
        [library.sentences(clause) for clause in clauses],
        [library.source(clause.document_id).kind.precedence for clause in clauses],
    )
    return [Family(rows[f.leader], tuple(rows[c] for c in f.copies), f.exact) for f in found]


def _embed(texts: Sequence[str], embedder: Embedder, known: dict[str, Vectors], progress: Progress | None) -> Vectors:
    """A vector a text; texts that are known already are not embedded again."""
    hashes = [_text_hash(text) for text in texts]
    new = {digest: text for digest, text in zip(hashes, texts, strict=True) if digest not in known}
    # An embedder that pads wastes little on texts of like length.
    pending = sorted(new.items(), key=lambda item: (len(item[1]), item[0]))
    vectors = dict(known)
    for start in range(0, len(pending), _BATCH):
        batch = pending[start : start + _BATCH]
        embedded = embedder.embed_clauses([text for _, text in batch])
        vectors.update(zip((digest for digest, _ in batch), embedded, strict=True))
        if progress:
            progress(start + len(batch), len(pending))
    if not texts:
        return np.zeros((0, embedder.dim), dtype=np.float32)
    return np.stack([vectors[digest] for digest in hashes])


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _known_vectors(folder: Path, embedder: Embedder) -> dict[str, Vectors]:
    """The vectors of the current index by the hash of their text, if the same embedder made them."""
    try:
        current = _current(folder)
        manifest = read_manifest(current)
        check_files(current, manifest)
    except (IndexMissing, IndexMismatch):
        return {}
    if manifest.encoder_fingerprint != embedder.fingerprint:
        return {}
    hashes = (current / "texts.sha256").read_text(encoding="utf-8").split()
    return dict(zip(hashes, FaissStore.load(current).vectors(), strict=True))


def _checked_manifest(library: Library, embedder: Embedder, folder: Path) -> Manifest:
    manifest = read_manifest(_current(folder))
    if manifest.encoder_fingerprint != embedder.fingerprint:
        raise IndexMismatch(
            f"The index in {folder} was built with the encoder {manifest.encoder!r}, but {embedder.name!r} is "
            "configured. Run `tracuu build`, or set TRACUU_ENCODER.",
            code="index_encoder",
            folder=str(folder),
            built=manifest.encoder,
            configured=embedder.name,
        )
    _check_library(library, manifest, folder)
    return manifest


def _check_library(library: Library, manifest: Manifest, folder: Path) -> None:
    if (manifest.clauses_sha256, manifest.glosses_sha256) != (clauses_hash(library), glosses_hash(library)):
        raise IndexMismatch(
            f"The index in {folder} was built from other clauses or glosses. Run `tracuu build`.",
            code="index_stale",
            folder=str(folder),
        )


def _current(folder: Path) -> Path:
    """The folder of the current build."""
    try:
        name = (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IndexMissing(
            f"There is no index in {folder}. Run `tracuu build`.", code="index_missing", folder=str(folder)
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(folder / _CURRENT) from error
    if not name.isalnum() or not (folder / name).is_dir():
        raise damaged(folder / _CURRENT)
    return folder / name


def _make_current(folder: Path, target: Path) -> None:
    pointer = folder / f".{_CURRENT}.part"
    pointer.write_text(target.name + "\n", encoding="utf-8")
    pointer.replace(folder / _CURRENT)
    for other in folder.iterdir():
        # What an interrupted build left behind goes too.
        if other.is_dir() and other != target:
            shutil.rmtree(other, ignore_errors=True)
            logger.info("Removed the former index %s", other.name)
