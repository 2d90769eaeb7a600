import csv
import io
import json
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.export import Entry, Format, Handout, handout, markdown, table, write_handout
from app.study_set import StudySet, StudySetError
from corpus import Language
from corpus.errors import CorpusError
from corpus.library import Library

DIGITAL_ECONOMY = "57-NQ-TW/II.1/b2"
OF_THE_GUIDE = "116-HD-BTGTW/2/p3"


@pytest.fixture
def study() -> StudySet:
    return StudySet(title="Kinh tế số", notes="Đọc mục II.\nThảo luận.", clauses=(DIGITAL_ECONOMY, OF_THE_GUIDE))


def paragraphs(content: Handout) -> list[str]:
    document = docx.Document(io.BytesIO(write_handout(content, Format.DOCX)))
    return [paragraph.text for paragraph in document.paragraphs]


def test_docx_holds_title_notes_citations_and_the_words_of_the_clauses(study: StudySet, library: Library) -> None:
    read = paragraphs(handout(study, library, Language.VI))

    assert read[:3] == ["Kinh tế số", "Đọc mục II.", "Thảo luận."]
    assert read[3:5] == [
        "1. Nghị quyết số 57-NQ/TW, mục II.1, gạch đầu dòng thứ 2",
        library.clause(DIGITAL_ECONOMY).text,
    ]
    assert read[5].startswith("2. Tài liệu học tập Nghị quyết số 52-NQ/TW")
    assert read[6] == library.clause(OF_THE_GUIDE).text


def test_docx_lists_each_source_once_and_says_that_it_is_a_transcription(study: StudySet, library: Library) -> None:
    read = paragraphs(handout(study, library, Language.VI))

    start = read.index("Nguồn trích dẫn")
    assert read[start + 1].startswith("Ban Tuyên giáo Trung ương, Tài liệu học tập Nghị quyết số 52-NQ/TW")
    assert read[start + 2].startswith("Bộ Chính trị, Nghị quyết số 57-NQ/TW, Nghị quyết về đột phá")
    assert read[start + 2].endswith("22/12/2024")
    assert "bản chép lại" in read[start + 3]


def test_questions_come_before_their_answers_which_end_the_document(study: StudySet, library: Library) -> None:
    content = handout(study, library, Language.VI)
    read = paragraphs(content)

    questions, answers = read.index("Câu hỏi ôn tập"), read.index("Đáp án")
    asked = [f"{n}. {exercise.question}" for n, exercise in enumerate(content.exercises, start=1)]
    assert [line for line in read[questions + 2 : answers] if line.strip()] == asked
    assert read[answers + 1 :] == [f"{n}. {e.answer} ({e.citation})" for n, e in enumerate(content.exercises, start=1)]
    assert all(e.answer in library.clause(DIGITAL_ECONOMY).text for e in content.exercises[:2])


def test_english_handout_adds_the_unofficial_translation(study: StudySet, library: Library) -> None:
    content = handout(study, library, Language.EN)

    assert content.entries[0].citation == "Resolution No. 57-NQ/TW, section II.1, second dash"
    assert content.entries[0].text == library.clause(DIGITAL_ECONOMY).text
    assert content.entries[0].translation == library.translation(library.clause(DIGITAL_ECONOMY))
    assert f"*unofficial translation:* {content.entries[0].translation}" in markdown(content)


def test_markdown_and_html_in_a_title_are_shown_as_typed(library: Library) -> None:
    content = handout(StudySet(title="<script> *a* [b](c)", clauses=(DIGITAL_ECONOMY,)), library, Language.VI)

    assert markdown(content).startswith("# \\<script\\> \\*a\\* \\[b\\](c)\n")
    assert paragraphs(content)[0] == "<script> *a* [b](c)"


def test_table_has_one_row_a_clause_and_opens_in_a_spreadsheet(study: StudySet, library: Library) -> None:
    content = handout(study, library, Language.VI)

    rows = list(csv.reader(io.StringIO(table(content))))
    assert rows[0] == ["Số", "Mã", "Trích dẫn", "Nguyên văn", "Bản dịch không chính thức", "Ghi chú về bản chép"]
    assert [row[1] for row in rows[1:]] == [DIGITAL_ECONOMY, OF_THE_GUIDE]
    assert rows[1][3] == library.clause(DIGITAL_ECONOMY).text
    assert write_handout(content, Format.CSV).startswith("\ufeff".encode())


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    content = Handout(Language.VI, "", "", (Entry("=1+1", "a", "@b", None),), (), ())
    assert list(csv.reader(io.StringIO(table(content))))[1] == ["1", "'=1+1", "a", "'@b", "", ""]


def test_slip_is_noted_under_the_words_which_stay(library: Library) -> None:
    slipped = library.clause("116-HD-BTGTW/3.3/c1")
    content = handout(StudySet(clauses=(slipped.id, DIGITAL_ECONOMY)), library, Language.VI)
    note = "Nguyên văn bản chép: “chuyên đổi số”; có lẽ là “chuyển đổi số”."

    assert "chuyên đổi số" in slipped.text
    read = paragraphs(content)
    assert read[2:4] == [slipped.text, note]
    assert f"> {slipped.text}\n\n*{note}*\n" in markdown(content)
    rows = list(csv.reader(io.StringIO(table(content))))
    assert [(row[3], row[5]) for row in rows[1:]] == [(slipped.text, note), (library.clause(DIGITAL_ECONOMY).text, "")]
    assert sum(note in line for line in (*read, *markdown(content).splitlines())) == 2


def test_unknown_clause_is_refused(library: Library) -> None:
    with pytest.raises(CorpusError):
        handout(StudySet(clauses=("57-NQ-TW/IX",)), library, Language.VI)


@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_title_can_be_written(title: str) -> None:
    content = Handout(Language.VI, StudySet(title=title).title, "", (), (), ())
    assert write_handout(content, Format.DOCX).startswith(b"PK")


@given(st.lists(st.sampled_from(string.ascii_lowercase), unique=True, min_size=1), st.data())
def test_moving_keeps_the_others_in_order(ids: list[str], data: st.DataObject) -> None:
    study = StudySet(clauses=tuple(ids))
    moved_id, by = data.draw(st.sampled_from(ids)), data.draw(st.integers(-30, 30))

    moved = study.moved(moved_id, by).clauses

    assert [c for c in moved if c != moved_id] == [c for c in ids if c != moved_id]
    assert moved.index(moved_id) == min(max(ids.index(moved_id) + by, 0), len(ids) - 1)


def test_saved_study_set_reads_back_the_same(study: StudySet) -> None:
    assert StudySet.of_json(study.model_dump_json()) == study


@pytest.mark.parametrize("text", ["", "[]", '{"clauses": 3}', "\x00"])
def test_a_file_that_is_no_study_set_is_refused(text: str) -> None:
    with pytest.raises(StudySetError, match="saved study set"):
        StudySet.of_json(text)


def test_clauses_that_are_not_here_are_left_out_and_the_rest_kept_once() -> None:
    study = StudySet(clauses=("a", "x", "b", "a"))
    assert study.within(["a", "b"]).clauses == ("a", "b")


def test_export_writes_the_file_that_it_names(tracuu: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "handout.md"
    ran = tracuu("export", DIGITAL_ECONOMY, "KFA3/KF2", "--format", "md", "--output", str(file), "--json")

    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["clauses"] == [DIGITAL_ECONOMY, "TH-52-NQ-TW/P1/III/KFA3/KF2"]
    assert "## 1. Nghị quyết số 57-NQ/TW, mục II.1, gạch đầu dòng thứ 2" in file.read_text(encoding="utf-8")


def test_export_to_a_place_that_cannot_be_written_is_told_in_one_line(tracuu: Callable[..., Any]) -> None:
    ran = tracuu("export", DIGITAL_ECONOMY, "--format", "csv", "--output", "/nowhere/x.csv", "--lang", "en")

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("The file /nowhere/x.csv cannot be written")
    assert ran.err.count("\n") == 1
