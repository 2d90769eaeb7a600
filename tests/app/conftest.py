"""The assistant as the program puts it together, so that every surface can be held against it."""

from pathlib import Path

import pytest

from app.narrowed import Narrowed
from app.settings import Settings
from app.wiring import make_assistant
from corpus.library import Library
from index import ClauseIndex
from qa import Assistant


@pytest.fixture(scope="session")
def narrowed(searcher: ClauseIndex) -> Narrowed:
    return Narrowed(searcher)


@pytest.fixture(scope="session")
def assistant(library: Library, narrowed: Narrowed, var: Path) -> Assistant:
    return make_assistant(Settings(var=var, glosses=var / "glosses", encoder="hashing"), library, narrowed)
