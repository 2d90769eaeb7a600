"""Cuts the network before anything else is imported, and shares the real library and an index of it."""

import ctypes
import os
import socket
import struct
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 0x1


def _cut_network() -> str:
    """A network namespace with loopback only where the system allows one, else guarded sockets; which of the two."""
    try:
        _enter_namespace()
        _raise_loopback()
    except (OSError, AttributeError, ImportError, TypeError):  # no rights, or no Linux
        _guard_sockets()
        return "sockets"
    return "namespace"


def _enter_namespace() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWNET) == 0:
        return
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(line, encoding="ascii")


def _raise_loopback() -> None:
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        _, flags = struct.unpack("16sh14x", fcntl.ioctl(control, _SIOCGIFFLAGS, request))
        fcntl.ioctl(control, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))


def _guard_sockets() -> None:
    """Refuse every address but loopback in this process; a subprocess is then not covered."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse(host: object) -> None:
        if isinstance(host, str) and host not in ("localhost", "::1", "") and not host.startswith("127."):
            raise OSError(f"Tests run without a network; {host} was asked for.")

    def guarded_connect(self: socket.socket, address: object) -> None:
        refuse(address[0] if isinstance(address, tuple) else None)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        refuse(address[0] if isinstance(address, tuple) else None)
        return connect_ex(self, address)

    def guarded_look_up(host: object, *args: object, **kwargs: object) -> object:
        refuse(host)
        return look_up(host, *args, **kwargs)

    socket.socket.connect, socket.socket.connect_ex = guarded_connect, guarded_connect_ex
    socket.getaddrinfo = guarded_look_up


NETWORK_CUT_BY = _cut_network()
# What is set where the tests are started must not reach them.
for _name in [name for name in os.environ if name.startswith("TRACUU_")]:
    del os.environ[_name]

import hashlib  # noqa: E402
import shutil  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable, Sequence  # noqa: E402
from typing import Any, NamedTuple  # noqa: E402

import hypothesis  # noqa: E402
import pytest  # noqa: E402

from app.settings import Settings  # noqa: E402
from app.wiring import open_assistant, open_embedder, open_library  # noqa: E402
from corpus import (  # noqa: E402
    Bilingual,
    Clause,
    ClauseKind,
    Document,
    Level,
    Source,
    SourceKind,
    Span,
    Step,
)
from corpus.library import Library  # noqa: E402
from corpus.text import plain  # noqa: E402
from index import ClauseIndex, build_index, is_current, load_index  # noqa: E402
from index.hashing_embedder import HashingEmbedder  # noqa: E402
from ingest import ingest  # noqa: E402
from qa import Assistant, SentenceReader  # noqa: E402

PROJECT = Path(__file__).resolve().parent.parent

# The same examples on every run, and no deadline: a busy machine is no failure.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=True, database=None, max_examples=60)
hypothesis.settings.load_profile("tests")


class Ran(NamedTuple):
    """What a command left: its exit status, and what it wrote."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def network_cut_by() -> str:
    return NETWORK_CUT_BY


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def corpus_folder() -> Path:
    return PROJECT / "corpus" / "resolutions"


@pytest.fixture(scope="session")
def var(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Path:
    """A built TRACUU_VAR beside a copy of the glosses; for reading only."""
    folder = tmp_path_factory.mktemp("var")
    shutil.copytree(PROJECT / "corpus" / "glosses", folder / "glosses")
    ingest(corpus_folder, folder / "clauses.jsonl")
    library = Library.load(corpus_folder, folder / "clauses.jsonl", folder / "glosses")
    build_index(library, HashingEmbedder(), folder / "index")
    return folder


@pytest.fixture(scope="session")
def library(var: Path, corpus_folder: Path) -> Library:
    return Library.load(corpus_folder, var / "clauses.jsonl", var / "glosses")


@pytest.fixture(scope="session")
def index_folder(var: Path) -> Path:
    return var / "index"


@pytest.fixture(scope="session")
def searcher(library: Library, index_folder: Path) -> ClauseIndex:
    return load_index(library, HashingEmbedder(), index_folder)


@pytest.fixture(scope="session")
def assistant(library: Library, searcher: ClauseIndex) -> Assistant:
    return Assistant(library, searcher, SentenceReader(library))


@pytest.fixture(scope="session")
def shipped(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The program with the encoder that ships; vectors that were built before are taken over, not made again."""
    folder = tmp_path_factory.mktemp("shipped")
    if (project / "var").is_dir():
        shutil.copytree(project / "var", folder, dirs_exist_ok=True)
    settings = Settings(var=folder)
    ingest(settings.corpus, settings.clause_file)
    library, embedder = open_library(settings), open_embedder(settings)
    if not is_current(library, embedder, settings.index_folder):
        build_index(library, embedder, settings.index_folder)
    return open_assistant(settings)


@pytest.fixture(scope="session")
def prepared(var: Path) -> dict[str, str]:
    """The environment in which the command line finds what is built."""
    return {"TRACUU_ENCODER": "hashing", "TRACUU_VAR": str(var), "TRACUU_GLOSSES": str(var / "glosses")}


def _run(args: Sequence[str], folder: Path, settings: dict[str, str]) -> Ran:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **settings}
    done = subprocess.run(
        [sys.executable, "-m", "app", *args], cwd=folder, env=environment, capture_output=True, timeout=120
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def tracuu(prepared: dict[str, str], tmp_path: Path) -> Callable[..., Ran]:
    """Runs the command line in a process of its own; settings come as keywords: ``tracuu("ask", "…", VAR=folder)``."""

    def run(*args: str, **settings: object) -> Ran:
        given = {f"TRACUU_{name}": str(value) for name, value in settings.items()}
        return _run(args, tmp_path, {**prepared, **given})

    return run


@pytest.fixture(scope="session")
def built_elsewhere(prepared: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """What ``tracuu build`` prints when it makes everything anew, and the TRACUU_VAR that it leaves."""
    folder = tmp_path_factory.mktemp("elsewhere")
    settings = {**prepared, "TRACUU_VAR": str(folder / "var"), "PYTHONHASHSEED": "116"}
    return _run(["build", "--lang", "en"], folder, settings), folder / "var"


def make_document(text: str, document_id: str = "99-NQ-TW", **card: object) -> Document:
    """A made-up document with a card to match."""
    fields: dict[str, object] = {
        "id": document_id,
        "kind": SourceKind.RESOLUTION,
        "number": "99-NQ/TW",
        "title": Bilingual("Nghị quyết thử", "A resolution to try"),
        "short_title": Bilingual("Nghị quyết số 99-NQ/TW", "Resolution No. 99-NQ/TW"),
        "issuer": Bilingual("Bộ Chính trị", "Politburo"),
        "issued_on": None,
        "language": "vi",
        "file": f"{document_id}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    return Document(Source(**{**fields, **card}), text)


def make_library(documents: dict[str, Sequence[Sequence[str]]], **kinds: SourceKind) -> Library:
    """A library of documents that are lists of clauses, each a list of its sentences; ids are "A/p1", "A/p2"…"""
    made, clauses = [], []
    for name, passages in documents.items():
        text = ""
        for number, sentences in enumerate(passages, start=1):
            spans = []
            for sentence in sentences:
                spans.append(Span(len(text), len(text) + len(sentence)))
                text += sentence + " "
            text += "\n"
            span = Span(spans[0].start, spans[-1].end)
            step = Step(Level.PARAGRAPH, f"p{number}")
            clauses.append((name, step, span, tuple(spans)))
        made.append(make_document(text, name, kind=kinds.get(name, SourceKind.RESOLUTION)))
    texts = {document.source.id: document.text for document in made}
    return Library(
        made,
        [
            Clause(
                id=f"{name}/{step.number}",
                document_id=name,
                kind=ClauseKind.CLAUSE,
                steps=(step,),
                parent=None,
                headings=(f"Tài liệu {name}",),
                span=span,
                text=plain(span.of(texts[name])),
                sentences=spans,
            )
            for name, step, span, spans in clauses
        ],
    )


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    return make_document


@pytest.fixture(scope="session")
def thin_student(project: Path) -> Callable[..., Any]:
    """Makes an encoder of thin layers, with the words of the one that ships, or of a tokenizer, but other vectors."""

    def make(tokenizer: Any = None, *, layers: int = 1, positions: int = 256) -> Any:
        import torch
        from tokenizers import Tokenizer
        from transformers import BertConfig

        from index.encoder.student import Student

        torch.manual_seed(7)
        tokenizer = tokenizer or Tokenizer.from_file(str(project / "index" / "encoder" / "tokenizer.json"))
        config = BertConfig(
            vocab_size=tokenizer.get_vocab_size(),
            hidden_size=16,
            num_hidden_layers=layers,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=positions,
        )
        return Student(config, tokenizer)

    return make


@pytest.fixture(scope="session")
def library_of() -> Callable[..., Library]:
    return make_library
