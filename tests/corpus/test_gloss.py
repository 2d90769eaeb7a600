import pytest

from corpus.gloss import Gloss, gloss_hash, matching_glosses, read_glosses, write_glosses
from corpus.library import Library

SENTENCE = "Quy mô kinh tế số đạt tối thiểu 30% GDP."
GLOSS = Gloss(
    "57-NQ-TW/II.1/b2",
    1,
    gloss_hash(SENTENCE),
    "The digital economy reaches at least 30% of GDP.",
    ("Kinh tế số bao nhiêu?",),
    ("How large is the digital economy?",),
    "Kinh tế số phải đạt 30% GDP.",
    {"Kinh tế số bao nhiêu?": "tối thiểu 30% GDP"},
    ("kinh tế số", "digital economy"),
    {"52-NQ-TW/II.2/p6": 0.7},
)
BARE = Gloss("57-NQ-TW/II.1/b2", 0, gloss_hash("Câu."), "A sentence.")


def test_glosses_come_back_as_they_were(tmp_path):
    write_glosses(tmp_path / "57-NQ-TW.jsonl", [GLOSS, BARE])
    assert read_glosses(tmp_path / "57-NQ-TW.jsonl") == [GLOSS, BARE]


def test_gloss_written_before_there_were_answers_has_none(tmp_path):
    write_glosses(tmp_path / "57-NQ-TW.jsonl", [BARE])
    assert "answers" not in (tmp_path / "57-NQ-TW.jsonl").read_text(encoding="utf-8")
    assert read_glosses(tmp_path / "57-NQ-TW.jsonl")[0].answers == {}


def test_sample_questions_are_the_vietnamese_ones_and_then_the_english():
    assert GLOSS.questions == ("Kinh tế số bao nhiêu?", "How large is the digital economy?")
    assert BARE.questions == ()


def test_gloss_of_an_unchanged_sentence_is_kept():
    assert matching_glosses([GLOSS], {GLOSS.clause_id: ["Câu một.", SENTENCE]}) == {(GLOSS.clause_id, 1): GLOSS}


@pytest.mark.parametrize(
    "sentences",
    [{GLOSS.clause_id: ["Câu một.", SENTENCE.replace("30", "35")]}, {GLOSS.clause_id: ["Câu một."]}, {}],
    ids=["sentence changed", "sentence gone", "clause gone"],
)
def test_gloss_that_no_longer_fits_is_dropped_with_a_warning(caplog, sentences):
    assert matching_glosses([GLOSS, BARE], {**sentences, "57-NQ-TW/II.1/b2x": ["Câu."]}) == {}
    assert "2 glosses no longer fit" in caplog.text
    assert "57-NQ-TW/II.1/b2, sentence 2" in caplog.text


def test_library_goes_on_without_a_gloss_that_no_longer_fits(library_of, caplog):
    made = library_of({"A": [["Kinh tế số chiếm khoảng 20% GDP.", "Phủ sóng 5G toàn quốc."]]})
    glosses = [
        Gloss("A/p1", 0, gloss_hash("Kinh tế số chiếm 20% GDP."), "stale"),
        Gloss("A/p1", 1, gloss_hash("Phủ sóng 5G toàn quốc."), "5G covers the whole country."),
    ]
    library = Library([made.document("A")], made.clauses, glosses)
    assert list(library.glosses) == [("A/p1", 1)]
    assert library.translation(library.clause("A/p1"), 1) == "5G covers the whole country."
    assert library.translation(library.clause("A/p1")) is None
    assert "A/p1, sentence 1" in caplog.text


def test_every_shipped_gloss_fits_its_sentence(library, var):
    files = [var / "glosses" / f"{source.id}.jsonl" for source in library.sources]
    assert len(library.glosses) == sum(len(read_glosses(file)) for file in files) > 0


def test_what_a_shipped_gloss_says_to_see_is_another_clause_that_is_there(library):
    named = [(place[0], gloss.see_also) for place, gloss in library.glosses.items() if gloss.see_also]
    assert len(named) > 300
    for clause_id, see_also in named:
        assert clause_id not in see_also
        assert all(0 < closeness <= 1 for closeness in see_also.values())
        for other in see_also:
            library.clause(other)
