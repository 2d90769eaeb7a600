import importlib.metadata
import json
import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from app.cli import main
from app.schemas import AnswerOut, ClauseOut, SearchOut

QUESTION = "Đến năm 2030, kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?"


@pytest.fixture
def call(prepared, tmp_path, monkeypatch):
    """Runs a command in this process; settings come as keywords."""
    monkeypatch.chdir(tmp_path)

    def call(*args, **settings):
        given = {f"TRACUU_{name}": str(value) for name, value in settings.items()}
        return CliRunner(env={**prepared, **given}).invoke(main, args)

    return call


@pytest.fixture
def copied(var, corpus_folder, tmp_path):
    """Settings for copies of the corpus and of what was built from it, which a test may damage."""
    shutil.copytree(var, tmp_path / "var")
    shutil.copytree(corpus_folder, tmp_path / "corpus")
    return {"VAR": tmp_path / "var", "CORPUS": tmp_path / "corpus"}


# Replies


def test_ask_quotes_the_sentence_with_its_citation(tracuu):
    ran = tracuu("ask", QUESTION)
    assert (ran.status, ran.err) == (0, "")
    quoted = ran.out.split("\n\n")[0].splitlines()
    assert quoted[-2] == "  Quy mô kinh tế số đạt tối thiểu 30% GDP."
    assert quoted[-1].startswith("  — Nghị quyết số 57-NQ/TW, mục II.1, gạch đầu dòng thứ 2")


def test_ask_prints_what_the_api_would_answer(tracuu, assistant):
    ran = tracuu("ask", QUESTION, "--json", "--k", "3")
    assert (ran.status, ran.err) == (0, "")
    reply = json.loads(ran.out)
    assert AnswerOut.model_validate(reply) == AnswerOut.answered(assistant.ask(QUESTION, k=3))
    assert reply["quotes"][0]["short"] == "tối thiểu 30% GDP"


def test_search_prints_what_the_api_would_answer(call, assistant):
    ran = call("search", "KFA 3 KF 2", "--json", "--k", "2")
    reply = SearchOut.model_validate_json(ran.stdout)
    assert reply == SearchOut.of(assistant.search("KFA 3 KF 2", k=2))
    assert [result.clause_id for result in reply.results] == [
        "TH-52-NQ-TW/P1/III/KFA3/KF2",
        "TH-52-NQ-TW/P1/III/KFA3/KF2/b1",
    ]


def test_search_lists_clauses_with_their_citations(call):
    lines = call("search", "an ninh mạng", "--k", "3").stdout.splitlines()
    assert [line[:4] for line in lines if line[:3].strip().isdigit()] == ["  1.", "  2.", "  3."]


def test_what_was_searched_is_told_and_what_was_typed_is_searched_on_request(call):
    meant, typed = (call("search", "CDS trong doanh nghiep", *flags).stdout for flags in ([], ["--as-typed"]))
    assert meant.startswith("Đã tìm theo: “chuyển đổi số trong doanh nghiệp” (--as-typed: tìm đúng như đã gõ)\n\n  1.")
    assert typed.startswith("  1.")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_why_is_told_on_request(call, command):
    assert "Found mostly by" not in call(command, "digital economy").stdout
    assert "Found mostly by" in call(command, "digital economy", "--why").stdout


def test_documents_filter_the_search(call):
    ran = call("search", "kinh tế số", "--document", "52-NQ-TW", "--document", "116-HD-BTGTW", "--json")
    found = {result["document_id"] for result in json.loads(ran.stdout)["results"]}
    assert found == {"52-NQ-TW"}


def test_show_prints_what_the_api_would_answer(call, library):
    ran = call("show", "57-NQ-TW/II.1/b2", "--json")
    assert ran.exit_code == 0
    clause = ClauseOut.model_validate_json(ran.stdout)
    assert (clause.id, clause.text) == ("57-NQ-TW/II.1/b2", library.clause("57-NQ-TW/II.1/b2").text)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("52-NQ-TW/I/p3", "Thủ tướng Chính phủ đã ban hành chỉ thị"),
        ("52-NQ-TW/II.1/b2.p1", "Chủ động phòng ngừa, ứng phó"),
        ("57-NQ-TW/0/p1", "kỷ nguyên vươn mình của Dân tộc."),
        ("57-NQ-TW/III.7/p1", "Tập trung đẩy mạnh hợp tác nghiên cứu khoa học"),
        ("end/recipients/b1", "Các ban đảng, cấp uỷ, tổ chức đảng trực thuộc Trung ương,"),
        ("end/signature", "T/M BỘ CHÍNH TRỊ TỔNG BÍ THƯ Tô Lâm"),
        ("116-HD-BTGTW/1/2", "bắt kịp, tiên cùng và vượt lên"),
        ("116-HD-BTGTW/3.5/c2", "Xây dựng một số trung tâm giáo dục, đào tạo xuất sắc"),
        ("TH-52-NQ-TW/P1/I/C9", "Quá trình chuyển đổi số quốc gia còn chậm"),
        ("P.2025/b4", "Kinh tế số chiếm khoảng 20% GDP."),
        ("KFA3/KF2", "Xây dựng chính sách:"),
        ("TH-52-NQ-TW/P1/IV/2", "Khối Chính phủ:"),
        ("SOI4", "– Mục tiêu đúng."),
        ("B6/C1", "Mô tả mục tiêu cuối cùng sẽ đạt được như thế nào?"),
        ("mục III.2 Nghị quyết 57", "Khẩn trương, quyết liệt hoàn thiện thể chế"),
    ],
)
def test_show_prints_the_text_of_a_place(call, place, words):
    ran = call("show", place)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert words in " ".join(ran.stdout.split())


def test_show_names_the_copies(call):
    printed = " ".join(call("show", "52-NQ-TW/III.4/b2", "--lang", "en").stdout.split())
    assert "also in: Study guide to Resolution No. 52-NQ/TW" in printed
    assert "unofficial translation" in printed


@pytest.mark.parametrize(
    ("question", "options", "words"),
    [
        ("When was Resolution 57 issued?", [], "22 December 2024"),
        ("When was Resolution 57 issued?", ["--lang", "vi"], "22/12/2024"),
        ("Nghị quyết 57 ban hành ngày nào?", [], "22/12/2024"),
        ("Nghị quyết 57 ban hành ngày nào?", ["--lang", "en"], "22 December 2024"),
    ],
)
def test_wording_is_that_of_the_question_unless_told(call, question, options, words):
    assert words in call("ask", question, *options).stdout


def test_question_that_speaks_for_no_language_has_that_of_the_settings(call):
    assert "Resolution No." in call("ask", "5G", LANG="en").stdout
    assert "Nghị quyết số" in call("ask", "5G").stdout
    assert "Nghị quyết số" in call("ask", "mạng 5G", LANG="en").stdout


def test_unanswerable_question_is_fine(call):
    ran = call("ask", "Kinh tế số theo Nghị quyết 57", "--document", "52-NQ-TW")
    assert ran.exit_code == 0
    assert ran.stdout.startswith("Tài liệu nêu trong câu hỏi không nằm trong các tài liệu được chọn.")


def test_quote_carries_no_colour_where_it_is_not_a_terminal(tracuu):
    assert "\x1b" not in tracuu("show", "KFA3/KF2").out


def test_question_may_start_with_a_dash(call):
    assert call("ask", "--", "- mạng 5G").exit_code == 0


# Building


def test_build_reports_on_standard_error_and_results_on_standard_output(built_elsewhere):
    ran, _ = built_elsewhere
    assert ran.status == 0
    assert ran.out.startswith("Index built: 407 clauses and headings, ")
    assert len(ran.out.splitlines()) == 1
    assert ran.err.splitlines()[:4] == [
        "52-NQ-TW: 88 clauses and headings",
        "116-HD-BTGTW: 61 clauses and headings",
        "57-NQ-TW: 65 clauses and headings",
        "TH-52-NQ-TW: 193 clauses and headings",
    ]
    assert ran.err.splitlines()[4].startswith("encoding: ")


def test_build_does_nothing_twice(call):
    ran = call("build", "--json")
    assert (ran.exit_code, json.loads(ran.stdout), ran.stderr) == (0, {"changed": False}, "")


def test_build_mends_a_damaged_index(call, copied):
    folder = copied["VAR"] / "index"
    (folder / "current").write_text("nothing\n", encoding="utf-8")
    assert call("ask", "mạng 5G", **copied).exit_code == 1
    assert call("build", **copied).exit_code == 0
    assert call("ask", "mạng 5G", **copied).exit_code == 0


# Errors


def _change(settings):
    with (settings["CORPUS"] / "57-NQ-TW.txt").open("a", encoding="utf-8") as file:
        file.write("x")


def _damage(settings):
    (vectors,) = (settings["VAR"] / "index").glob("*/vectors.faiss")
    vectors.write_bytes(vectors.read_bytes()[:-1])


BROKEN = {
    "missing file": (lambda s: (s["CORPUS"] / "57-NQ-TW.txt").unlink(), "Không đọc được tệp", "cannot be read"),
    "changed byte": (_change, "đã bị thay đổi", "has changed"),
    "no catalogue": (
        lambda s: (s["CORPUS"] / "catalogue.toml").unlink(),
        "Không thấy danh mục",
        "There is no catalogue",
    ),
    "no clauses": (
        lambda s: (s["VAR"] / "clauses.jsonl").unlink(),
        "Chưa có tệp điều khoản",
        "There is no clause file",
    ),
    "no index": (lambda s: shutil.rmtree(s["VAR"] / "index"), "Chưa có chỉ mục", "There is no index"),
    "damaged index": (_damage, "bị hỏng hoặc thiếu", "is damaged or missing"),
    "missing model": (lambda s: s.update(ENCODER="/nowhere/model"), "Không có mô hình mã hóa", "There is no encoder"),
    "other encoder": (lambda s: s.update(ENCODER="owner/model"), "được lập bằng mô hình", "was built with the encoder"),
    "bad setting": (lambda s: s.update(THREADS="two"), "Không dùng được giá trị two", "cannot be used"),
}


@pytest.mark.parametrize(("breaks", "vi", "en"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_told_in_one_line_in_the_language_of_the_reader(call, copied, breaks, vi, en):
    breaks(copied)
    for question, words in (("mạng 5G", vi), ("What is the 5G target?", en)):
        ran = call("ask", question, **copied)
        assert (ran.exit_code, ran.stdout) == (1, "")
        assert words in ran.stderr
        assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([""], "Câu hỏi trống. Hãy gõ vài từ."),
        (["?!"], "Câu hỏi trống. Hãy gõ vài từ."),
        (["mạng 5G", "--k", "0"], "k là 0, nhưng phải từ 1 đến 100."),
        (["What?", "--k", "101"], "k is 101, but must lie between 1 and 100."),
        (["số" * 501], "Câu hỏi dài 1002 ký tự; nhiều nhất là 1000. Hãy rút ngắn."),
        (["\udcff"], "Câu hỏi không phải văn bản. Hãy gửi dưới dạng UTF-8."),
    ],
)
def test_wrong_usage_shows_without_an_index(call, tmp_path, command, args, words):
    ran = call(command, *args, VAR=tmp_path / "nothing")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (2, "", words + "\n")


@pytest.mark.parametrize(
    "args", [["ask", "mạng", "--nothing"], ["ask"], ["aks", "mạng"], ["ask", "mạng", "--lang", "fr"]]
)
def test_unknown_option_or_command_is_wrong_usage(call, args):
    ran = call(*args)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Usage: " in ran.stderr


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("57-NQ-TW/V.9", "Không có mục 57-NQ-TW/V.9."),
        ("II.1/b2", "II.1/b2 có ở nhiều nơi: 52-NQ-TW/II.1/b2, 57-NQ-TW/II.1/b2. Hãy ghi rõ hơn."),
    ],
)
def test_place_that_cannot_be_shown_is_told(call, place, words):
    ran = call("show", place)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith(words)
    assert len(ran.stderr.splitlines()) == 1


def test_unknown_document_is_told_with_those_there_are(call):
    ran = call("search", "mạng 5G", "--document", "36-NQ-TW")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == (
        "Không có tài liệu 36-NQ-TW. Các tài liệu hiện có: 52-NQ-TW, 116-HD-BTGTW, 57-NQ-TW, TH-52-NQ-TW.\n"
    )


def test_error_leaves_no_traceback_in_a_process_of_its_own(tracuu, tmp_path):
    ran = tracuu("ask", "mạng 5G", VAR=tmp_path / "nothing")
    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert ran.err.startswith("Chưa có tệp điều khoản")


# Doctor


def test_doctor_finds_nothing_wrong(call):
    ran = call("doctor", "--lang", "en")
    assert ran.exit_code == 0
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["fine"] * 7


def test_doctor_says_what_is_wrong_and_fails(call, copied):
    _damage(copied)
    ran = call("doctor", "--json", **copied)
    wrong = [check["name"] for check in json.loads(ran.stdout)["checks"] if not check["fine"]]
    assert (ran.exit_code, wrong) == (1, ["check_index"])


# Starting


HEAVY = {"torch", "sentence_transformers", "transformers", "underthesea", "onnxruntime", "gradio", "fastapi", "sklearn"}


@pytest.mark.parametrize(
    ("args", "needed"),
    [
        (["--help"], set()),
        (["show", "KFA3/KF2"], set()),
        (["ask", ""], set()),
        (["ask", "mạng 5G"], {"onnxruntime"}),
        (["build"], set()),
    ],
    ids=lambda args: " ".join(args),
)
def test_command_loads_nothing_heavy_that_it_does_not_need(prepared, project, tmp_path, args, needed):
    script = (
        "import sys\nfrom app.cli import main\n"
        f"try:\n    main({args!r})\nexcept SystemExit:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(project), **prepared},
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = set(done.stderr.split())
    assert "app.cli" in loaded
    assert loaded & HEAVY <= needed


def test_version_is_that_of_the_package(call):
    assert importlib.metadata.version("tracuu") in call("--version").stdout
