"""tracuu eval from outside."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Two questions of one's own: one that the documents answer, one that they do not."""
    rows = [
        {
            "id": "mine-1",
            "language": "vi",
            "question": "Quy mô kinh tế số năm 2030 theo Nghị quyết 57",
            "relevant": [{"document": "57-NQ-TW", "quote": "Quy mô kinh tế số đạt tối thiểu 30% GDP.", "grade": 2}],
            "answers": ["tối thiểu 30% GDP"],
        },
        {"id": "mine-2", "language": "vi", "question": "Giá vàng hôm nay", "answerable": False, "relevant": []},
    ]
    path = tmp_path / "mine.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_own_questions_are_scored_as_json(tracuu, questions):
    ran = tracuu("eval", "--questions", str(questions), "--json")
    assert ran.status == 0, ran.err
    assert "mine-1" in ran.out
    assert json.loads(ran.out)["about"]["questions"] == "mine"


def test_saved_reports_are_compared(tracuu, questions, tmp_path):
    saved = tmp_path / "report.json"
    page = tmp_path / "report.html"
    run = tmp_path / "run.txt"
    ran = tracuu(
        *("eval", "--questions", str(questions)),
        *("--report", str(saved), "--html", str(page), "--run-file", str(run)),
    )
    assert ran.status == 0, ran.err
    assert "recall@5" in ran.out
    assert "<html" in page.read_text(encoding="utf-8")
    assert run.read_text(encoding="utf-8").startswith("mine-1 Q0 ")
    compared = tracuu("eval", "--compare", str(saved), str(saved))
    assert (compared.status, "recall@5" in compared.out) == (0, True)
    rescored = tracuu("eval", "--questions", str(questions), "--score-run", str(run))
    assert rescored.status == 0, rescored.err


def test_label_that_does_not_stand_there_is_told_in_one_line(tracuu, questions):
    questions.write_text(questions.read_text(encoding="utf-8").replace("30% GDP.", "31% GDP."), encoding="utf-8")
    ran = tracuu("eval", "--questions", str(questions), "--lang", "vi")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("Câu hỏi mine-1: không có nguyên văn")
    assert len(ran.err.splitlines()) == 1


def test_benchmark_is_scored_in_each_mode(tracuu, tmp_path):
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    passages = {"a": "Phạt tù đến mười năm.", "b": "Quyền dân sự được bảo vệ."}
    lines = [json.dumps({"_id": name, "title": "", "text": text}) for name, text in passages.items()]
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "bị phạt tù mấy năm"}), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\n", encoding="utf-8")
    ran = tracuu("eval", "--beir", str(folder), "--modes", "lexical,hybrid", "--json")
    assert ran.status == 0, ran.err
    figures = json.loads(ran.out)["modes"]
    assert figures["lexical"]["recall@1"] == figures["hybrid"]["recall@1"] == 1.0
    assert figures["hybrid"]["passages"] == 2
    wrong = tracuu("eval", "--beir", str(folder), "--modes", "magic")
    assert wrong.status == 2


def test_pairs_of_sentences_are_scored(tracuu, tmp_path):
    pairs = [{"vi": "GDP 2030", "en": "GDP 2030"}, {"vi": "ASEAN", "en": "ASEAN"}]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(pair) for pair in pairs), encoding="utf-8")
    ran = tracuu("eval", "--bitext", str(path), "--json")
    assert json.loads(ran.out) == {"en-vi accuracy@1": 1.0, "vi-en accuracy@1": 1.0, "pairs": 2}
