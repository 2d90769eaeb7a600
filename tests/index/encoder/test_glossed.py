from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.gloss import Gloss, gloss_hash
from corpus.library import Library
from index.encoder.examples import read_asked
from index.encoder.glossed import asked_rows, glossed_sentences, main, pair_rows
from index.encoder.pairs import OWN, read_pairs, read_rows

SENTENCES = {"B": [["Miễn thuế."], ["Phát triển kinh tế số.", "Trẻ em đến trường."]], "A": [["Miễn thuế."]]}


@pytest.fixture
def glossed_library(library_of: Callable[..., Library]) -> Library:
    """Three sentences with glosses, two of them equal, and one without."""
    made = library_of(SENTENCES)
    glosses = [
        _gloss("B/p1", 0, "Miễn thuế.", "Tax is waived.", questions_vi=("Ai được miễn?",)),
        _gloss("B/p2", 1, "Trẻ em đến trường.", "Children go to school."),
        _gloss(
            "A/p1",
            0,
            "Miễn thuế.",
            "Tax exemption.",
            questions_vi=("Có phải nộp thuế không?", "miễn gì"),
            questions_en=("Who is exempt?",),
            plain_vi="Không phải nộp thuế.",
        ),
    ]
    return Library([made.document(name) for name in SENTENCES], made.clauses, glosses)


def _gloss(clause_id: str, sentence: int, text: str, en: str, **more: object) -> Gloss:
    return Gloss(clause_id, sentence, gloss_hash(text), en, **more)


def test_translation_is_paired_with_the_sentence_and_its_plain_wording(glossed_library: Library) -> None:
    assert pair_rows(glossed_sentences(glossed_library)) == [
        {"en": "Tax exemption.", "vi": "Miễn thuế.", "src": "gloss"},
        {"en": "Tax exemption.", "vi": "Không phải nộp thuế.", "src": "gloss"},
        {"en": "Children go to school.", "vi": "Trẻ em đến trường.", "src": "gloss"},
    ]


def test_questions_stand_with_the_first_of_equal_sentences(glossed_library: Library) -> None:
    assert asked_rows(glossed_sentences(glossed_library)) == [
        {
            "id": "A#A/p1.0/0",
            "title": "",
            "text": "Miễn thuế.",
            "vi": ["Có phải nộp thuế không?", "miễn gì"],
            "en": ["Who is exempt?"],
        }
    ]


def test_command_writes_files_that_the_recipe_reads(
    library: Library, var: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ["--glosses", str(var / "glosses"), "--clauses", str(var / "clauses.jsonl")]
    main([*files, "--to", str(tmp_path)])
    pairs, asked = tmp_path / "pairs.jsonl.gz", tmp_path / "asked.jsonl.gz"
    counts = [len(list(read_rows(path))) for path in (pairs, asked)]
    assert capsys.readouterr().out == f"{pairs}: {counts[0]} rows\n{asked}: {counts[1]} rows\n"
    assert {pair.maker for pair in read_pairs(pairs)} == {OWN}
    examples = read_asked(asked)
    assert {example.subject for example in examples} == {source.id for source in library.sources}
    assert len({example.article for example in examples}) == len(examples) == counts[1]
    assert all(example.vi and example.heading == "" for example in examples)
