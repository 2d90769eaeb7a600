"""What helps to find a sentence and is never quoted: its English translation, sample questions, plain wording."""

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corpus.json_lines import read_rows, write_rows

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gloss:
    """The help for one sentence. ``sha256`` is of the sentence's text: a changed text drops its gloss.

    ``answers`` has, for sample questions that less than the sentence answers, the words of the sentence that do.
    ``topics`` are short names, in both languages, of what the sentence touches upon. ``see_also`` has the ids of the
    clauses that bear on what it says, and how closely, in (0, 1].
    """

    clause_id: str
    sentence: int
    sha256: str
    en: str
    questions_vi: tuple[str, ...] = ()
    questions_en: tuple[str, ...] = ()
    plain_vi: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    see_also: Mapping[str, float] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[str, ...]:
        """All sample questions, the Vietnamese ones first."""
        return *self.questions_vi, *self.questions_en


def gloss_hash(sentence: str) -> str:
    """The hash by which a gloss knows its sentence."""
    return hashlib.sha256(sentence.encode()).hexdigest()


def read_glosses(path: Path) -> list[Gloss]:
    """The glosses of one document, in the order of the file; none where there is no file.

    CorpusError where a line is not a gloss.
    """
    return read_rows(path, _gloss)


def write_glosses(path: Path, glosses: Iterable[Gloss]) -> None:
    """Write the glosses of one document, one a line."""
    write_rows(path, map(asdict, glosses))


def _gloss(row: dict[str, Any]) -> Gloss:
    return Gloss(
        clause_id=row["clause_id"],
        sentence=int(row["sentence"]),
        sha256=row["sha256"],
        en=row["en"],
        questions_vi=tuple(row.get("questions_vi", ())),
        questions_en=tuple(row.get("questions_en", ())),
        plain_vi=row.get("plain_vi"),
        answers=dict(row.get("answers", {})),
        topics=tuple(row.get("topics", ())),
        see_also={clause_id: float(strength) for clause_id, strength in row.get("see_also", {}).items()},
    )


def matching_glosses(glosses: Iterable[Gloss], sentences: dict[str, Sequence[str]]) -> dict[tuple[str, int], Gloss]:
    """The glosses whose sentence still reads as it did, by clause id and number of the sentence.

    ``sentences`` are the texts of each clause. The others are dropped with a warning, and the work goes on.
    """
    kept: dict[tuple[str, int], Gloss] = {}
    dropped: list[str] = []
    for gloss in glosses:
        texts = sentences.get(gloss.clause_id, ())
        if gloss.sentence < len(texts) and gloss_hash(texts[gloss.sentence]) == gloss.sha256:
            kept[gloss.clause_id, gloss.sentence] = gloss
        else:
            dropped.append(f"{gloss.clause_id}, sentence {gloss.sentence + 1}")
    if dropped:
        logger.warning(
            "%d glosses no longer fit their sentence and are left out: %s. Write them anew.",
            len(dropped),
            "; ".join(dropped[:5]) + ("; …" if len(dropped) > 5 else ""),
        )
    return kept
