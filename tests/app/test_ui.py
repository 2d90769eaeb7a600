import asyncio
import datetime
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from markupsafe import Markup
from pydantic import SecretStr

from app.feedback import Verdict, keep_feedback
from app.metrics import Metrics
from app.narrowed import Narrowed
from app.settings import Settings
from app.ui import create_ui
from app.ui.cards import answer_card, result_list
from app.ui.evaluation import newest_report
from app.ui.goals import goal_rows
from app.ui.pieces import clause_card, reading_link
from app.ui.report_view import report_view
from app.ui.word_diff import marked_difference
from app.ui.words import FORMS, MEASURES, QUESTION_KINDS, WORDS, say
from app.wording import REASONS
from corpus import Language, cite
from corpus.library import Library
from eval.questions import Form, Kind
from eval.report import About, Outcome, Report, report_to_json, write_json
from eval.summary import HEADLINES
from qa import Answer, Assistant, Reason

SHARE = "Quy mô kinh tế số đạt tối thiểu bao nhiêu phần trăm GDP?"


def text_of(html: str) -> str:
    return Markup(html).striptags()


@pytest.fixture
def settings(var: Path, tmp_path: Path, corpus_folder: Path) -> Settings:
    return Settings(var=tmp_path, corpus=corpus_folder, glosses=var / "glosses", encoder="hashing")


def test_short_answer_is_marked_in_its_sentence_and_the_sentence_in_its_clause(assistant: Assistant) -> None:
    html = answer_card(assistant.ask(SHARE), assistant.library, Language.VI)

    assert "<mark>tối thiểu 30% GDP</mark>" in html
    card = next(c for c in html.split("<article") if "<mark>tối thiểu 30% GDP</mark>" in c)
    block = re.search(r"<blockquote lang='vi'>(.*?)</blockquote>", card)
    assert block is not None
    assert text_of(block[1]) == assistant.library.clause("57-NQ-TW/II.1/b2").text
    assert text_of(re.search(r"class='bright'>(.*?)</span>", card)[1]) == "Quy mô kinh tế số đạt tối thiểu 30% GDP."


def test_citation_leads_to_the_quoted_words_on_the_reading_page(library: Library) -> None:
    clause = library.clause("57-NQ-TW/II.1/b2")
    citation = cite(library.source("57-NQ-TW"), clause, sentence=1)

    start, end = clause.sentences[1]
    assert reading_link(citation, Language.VI) == f"documents/57-NQ-TW?lang=vi&quote={start}-{end}#II.1/b2"


def test_what_is_copied_is_the_quote_with_its_citation(assistant: Assistant) -> None:
    html = answer_card(assistant.ask(SHARE), assistant.library, Language.VI)
    copied = "“Quy mô kinh tế số đạt tối thiểu 30% GDP.” (Nghị quyết số 57-NQ/TW, mục II.1, gạch đầu dòng thứ 2)"
    assert f"data-copy='{copied}'" in html


def test_translation_is_shown_to_english_readers_alone(assistant: Assistant) -> None:
    answer = assistant.ask(SHARE)
    assert "Unofficial translation" in answer_card(answer, assistant.library, Language.EN)
    assert "Bản dịch không chính thức" not in answer_card(answer, assistant.library, Language.VI)


def test_no_answer_is_said_and_the_nearest_are_not_called_one(assistant: Assistant) -> None:
    near = assistant.search(SHARE, k=3)
    refused = Answer(near, (), Reason.NO_MATCH)
    words = text_of(answer_card(refused, assistant.library, Language.VI))

    assert "Không có điều khoản nào trả lời câu này" in words
    assert words.index("Gần nhất, nhưng không phải câu trả lời") < words.index(near.results[0].clause.text[:40])


def test_confidence_is_told_in_words_only_where_there_is_one(assistant: Assistant) -> None:
    answer = assistant.ask("mục IV.3 Nghị quyết 57")
    assert "class='sure'" not in answer_card(answer, assistant.library, Language.VI)
    sure = replace(answer, quotes=(replace(answer.quotes[0], confidence=0.94),))
    assert "<span class='sure'>(chắc chắn)</span>" in answer_card(sure, assistant.library, Language.VI)


def test_fact_of_a_card_says_where_it_is_from(assistant: Assistant) -> None:
    words = text_of(answer_card(assistant.ask("Nghị quyết 57 ban hành ngày nào?"), assistant.library, Language.VI))
    assert "22/12/2024" in words
    assert "Ngày ban hành (theo thẻ tài liệu)" in words


def test_a_place_with_more_clauses_than_a_page_has_them_all_behind_a_line(assistant: Assistant) -> None:
    answer = assistant.ask("mục III Nghị quyết 57", k=100)
    html = answer_card(answer, assistant.library, Language.VI)
    assert answer.more > 0
    assert f"Xem tất cả ({answer.more} đoạn nữa)" in html


def test_what_was_typed_is_a_press_away_where_another_was_searched_and_back(assistant: Assistant) -> None:
    meant, typed = (
        answer_card(assistant.ask("kinh te so", as_typed=typed), assistant.library, Language.VI, as_typed=typed)
        for typed in (False, True)
    )
    button = "<button type='button' class='plain' data-on='retry'>{}</button>"
    assert "Đã tìm theo: “kinh tế số”" in meant
    assert button.format("Tìm đúng như đã gõ") in meant
    assert "Đã tìm đúng như đã gõ" in typed
    assert button.format("Cho thêm dấu, sửa lỗi gõ") in typed


def test_question_that_is_read_but_one_way_offers_no_other(assistant: Assistant) -> None:
    assert "data-on='retry'" not in answer_card(assistant.ask(SHARE), assistant.library, Language.VI)


def test_quotes_stand_under_the_document_that_they_are_from(assistant: Assistant) -> None:
    answer = assistant.ask("So sánh Nghị quyết 52 và 57 về hạ tầng số")
    sources = [quote.citation.source.id for quote in answer.quotes]
    assert len(sources) > len(set(sources)) == 2
    html = answer_card(answer, assistant.library, Language.EN)
    headings = re.findall(r"<h2 class='from'>(.*?)</h2>", html)
    assert [text_of(heading) for heading in headings] == [
        "Resolution No. 57-NQ/TW issued 22 December 2024",
        "Resolution No. 52-NQ/TW issued 27 September 2019",
    ]
    assert html.count("<article class='quote'>") == len(sources)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_told_above_the_nearest_clauses(
    assistant: Assistant, reason: Reason, language: Language
) -> None:
    near = assistant.search(SHARE, k=10)
    words = text_of(answer_card(Answer(near, (), reason), assistant.library, language))
    told, nearest = REASONS[reason].in_(language), say("nearest", language)
    assert words.index(say("no_answer", language)) < words.index(told) < words.index(nearest)
    assert [result.clause.text in words for result in near.results] == [True] * 5 + [False] * 5


def test_row_says_why_it_is_there(assistant: Assistant) -> None:
    result = assistant.search("kinh tế số", k=1).results[0]
    html = result_list([result], Language.EN, translated=False)
    assert "<summary>Why it is here</summary><p>Matching words: kinh, tế, số</p><p>Found mostly by" in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "' onmouseover='alert(1)", "${alert(1)} {{value}}"])
def test_markup_in_a_question_is_shown_as_text(assistant: Assistant, text: str) -> None:
    html = answer_card(assistant.ask(f"kinh tế số {text}"), assistant.library, Language.VI)
    assert "<script" not in html
    assert "onmouseover='" not in html
    assert f"kinh tế số {text}" in Markup(html).unescape()


def test_words_typed_with_marks_are_marked_only_with_them(assistant: Assistant) -> None:
    html = result_list(assistant.search("cơ số dữ liệu", k=5).results, Language.VI, translated=False)
    assert "<b class='hit'>số</b>" in html
    assert "<b class='hit'>sở</b>" not in html


def test_differing_words_are_marked_and_case_is_no_difference() -> None:
    assert marked_difference("Kinh tế số trên 30%", "kinh tế số 30% <b>") == (
        "kinh tế số <del>trên</del> 30% <ins>&lt;b&gt;</ins>"
    )


def test_goals_name_their_years_and_are_slices_of_the_resolutions(library: Library) -> None:
    rows = {row.topic.en: row.goals for row in goal_rows(library)}

    economy = rows["Digital economy"]
    assert [(goal.year, goal.text) for goal in economy["52-NQ-TW"]] == [
        ("2025", "Kinh tế số chiếm khoảng 20% GDP"),
        ("2030", "Kinh tế số chiếm trên 30% GDP"),
    ]
    assert [(goal.year, goal.text) for goal in economy["57-NQ-TW"]] == [
        ("2030", "Quy mô kinh tế số đạt tối thiểu 30% GDP."),
        ("2045", "Việt Nam có quy mô kinh tế số đạt tối thiểu 50% GDP"),
    ]
    for goals in rows.values():
        for document, found in goals.items():
            assert [goal.text for goal in found] == [library.text_of(document, goal.citation.span) for goal in found]


def test_slip_is_noted_on_every_card_and_its_words_stay(assistant: Assistant) -> None:
    clause = assistant.library.clause("116-HD-BTGTW/3.3/c1")
    source = assistant.library.source(clause.document_id)
    note = "<p class='slip'>So in the transcription: “chuyên đổi số”; probably “chuyển đổi số”.</p>"
    quoted = assistant.ask("mục 3.3 tài liệu học tập")
    found = assistant.search(clause.text, k=3, documents=[clause.document_id]).results

    assert quoted.quotes[0].clause == clause
    for html in (
        answer_card(quoted, assistant.library, Language.EN),
        result_list(found, Language.EN, translated=False),
        clause_card(clause, source, None, Language.EN),
    ):
        assert note in html
        assert "chuyên" in html.replace(note, "")
    assert "class='slip'" not in clause_card(assistant.library.clause("57-NQ-TW/II.1/b2"), source, None, Language.EN)


def test_feedback_keeps_the_question_and_the_quote(assistant: Assistant, tmp_path: Path) -> None:
    answer = assistant.ask(SHARE)
    at = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    file = tmp_path / "new" / "feedback.jsonl"

    keep_feedback(file, answer, Verdict.WRONG_CITATION, quote=0, at=at)
    keep_feedback(file, answer, Verdict.MISSED, quote=None, at=at)

    first, second = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    assert first == {
        "at": "2026-01-02T03:04:05+00:00",
        "question": SHARE,
        "language": "vi",
        "verdict": "wrong_citation",
        "reason": None,
        "clause_id": answer.quotes[0].clause.id,
        "span": list(answer.quotes[0].citation.span),
        "quote": answer.quotes[0].text,
    }
    assert (second["verdict"], second["clause_id"], second["quote"]) == ("missed", None, None)


def test_page_asks_nothing_of_others_and_shows_no_listener_as_api(
    assistant: Assistant, narrowed: Narrowed, settings: Settings
) -> None:
    async def build() -> gr.Blocks:
        return create_ui(assistant, narrowed, settings, Metrics())

    page = asyncio.run(build())  # where no loop runs, Gradio opens some that it never closes
    assert page.analytics_enabled is False
    assert page.get_api_info()["named_endpoints"] == {}


@pytest.mark.parametrize("language", list(Language))
def test_every_wording_is_there_in_both_languages(language: Language) -> None:
    assert [key for key, words in WORDS.items() if not words.in_(language).strip()] == []
    assert say("tab_study_n", language, n=3).endswith("(3)")


def outcome_of(number: int, language: Language, **given: Any) -> Outcome:
    fields: dict[str, Any] = {
        "id": f"q{number}",
        "text": "?",
        "language": language,
        "form": Form.PLAIN,
        "kind": Kind.FACT,
        "documents": ("57-NQ-TW",),
        "answerable": True,
        "values": {"recall@1": 0.5, "recall@5": 1.0, "recall@10": 1.0},
        "milliseconds": 20.0,
        "rows": (),
        "gold": (),
        "certainty": 0.9,
        "right": True,
    }
    return Outcome(**fields | given)


def report_of(*outcomes: Outcome) -> Report:
    return Report(About(system="<tracuu>", questions="dev", embedder="hashing", commit="abc"), outcomes)


def test_newest_report_is_shown_with_what_was_measured(tmp_path: Path) -> None:
    assert "chưa có báo cáo" in newest_report(tmp_path, Language.VI)
    write_json(tmp_path / "dev.json", report_to_json(report_of(outcome_of(1, Language.EN, values={"recall@1": 0.5}))))

    html = newest_report(tmp_path, Language.VI)
    assert "<dd>&lt;tracuu&gt;</dd>" in html
    assert "nửa số câu dưới 20 ms" in html
    cells = re.findall(r"<td>(.*?)</td>", html)
    assert [text_of(cell) for cell in cells] == ["50% 50%–50% · 1 câu", "–", "50% 50%–50% · 1 câu"]


def test_report_written_over_the_former_is_shown(tmp_path: Path) -> None:
    for number in (1, 2):
        outcomes = [outcome_of(n, Language.VI) for n in range(number)]
        write_json(tmp_path / "dev.json", report_to_json(report_of(*outcomes)))
        assert f"Tiếng Việt ({number})" in newest_report(tmp_path, Language.VI)


def test_plots_speak_the_readers_language() -> None:
    report = report_of(
        outcome_of(1, Language.VI, form=Form.UNMARKED),
        outcome_of(2, Language.EN, kind=Kind.THEME),
        outcome_of(3, Language.VI, kind=Kind.UNANSWERABLE, answerable=False, documents=(), values={"refused": 0.0}),
    )
    vietnamese, english = (report_view(report, language) for language in Language)

    labels = re.findall(r'<div class="row"><span>([^<]+)</span>', vietnamese)
    assert labels == [
        *("Tiếng Việt (2)", "Tiếng Anh (1)"),
        *("gõ không dấu (1)", "gõ đủ dấu, hoặc tiếng Anh (2)"),
        *("hỏi một con số, một tên (1)", "hỏi một chủ đề (1)"),
        "57-NQ-TW (2)",
    ]
    assert re.findall(r'<p class="legend">(\w.*?)</p>', vietnamese) == [
        "Tỉ lệ đoạn trích đầu bị sai",
        "Tỉ lệ câu hỏi được tính, câu chắc chắn nhất trước",
    ]
    assert '<span class="key s0">gold clauses in the first row</span>' in english
    assert "Share of wrong first quotes" in english
    assert "asks for a theme (1)" in english


def test_every_form_and_kind_of_question_has_its_wording() -> None:
    assert (set(FORMS), set(QUESTION_KINDS)) == (set(Form), set(Kind))


@pytest.mark.parametrize("key", [None, "k"])
def test_run_is_offered_only_where_there_is_a_key(
    assistant: Assistant, narrowed: Narrowed, settings: Settings, key: str | None
) -> None:
    keyed = settings.model_copy(update={"admin_key": SecretStr(key) if key else None})

    async def build() -> gr.Blocks:
        return create_ui(assistant, narrowed, keyed, Metrics())

    built = json.dumps(asyncio.run(build()).get_config_file()["components"], default=str, ensure_ascii=False)
    assert ("run-dev" in built) == (key is not None)
    assert ("Hãy đặt biến môi trường TRACUU_ADMIN_KEY" in built) == (key is None)


def test_report_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    assert "role='alert'" in newest_report(tmp_path, Language.VI)


def test_every_headline_of_a_report_has_its_wording() -> None:
    assert set(HEADLINES) <= set(MEASURES)
