import asyncio
import datetime
import json
import re
from dataclasses import replace
from pathlib import Path

import gradio as gr
import pytest
from markupsafe import Markup

from app.feedback import Verdict, keep_feedback
from app.settings import Settings
from app.ui import create_ui
from app.ui.cards import answer_card, result_list
from app.ui.evaluation import newest_report
from app.ui.goals import goal_rows
from app.ui.pieces import reading_link
from app.ui.word_diff import marked_difference
from app.ui.words import MEASURES, WORDS, say
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
    answer = assistant.ask(SHARE)
    assert "class='sure'" not in answer_card(answer, assistant.library, Language.VI)
    sure = replace(answer, quotes=(replace(answer.quotes[0], confidence=0.94),))
    assert "<span class='sure'>Rất chắc chắn</span>" in answer_card(sure, assistant.library, Language.VI)


def test_fact_of_a_card_says_where_it_is_from(assistant: Assistant) -> None:
    words = text_of(answer_card(assistant.ask("Nghị quyết 57 ban hành ngày nào?"), assistant.library, Language.VI))
    assert "22/12/2024" in words
    assert "Ngày ban hành (theo thẻ tài liệu)" in words


def test_a_place_with_more_clauses_than_a_page_has_them_all_behind_a_line(assistant: Assistant) -> None:
    answer = assistant.ask("mục III Nghị quyết 57", k=100)
    html = answer_card(answer, assistant.library, Language.VI)
    assert answer.more > 0
    assert f"Xem tất cả ({answer.more} đoạn nữa)" in html


def test_the_question_as_typed_stays_at_hand_where_another_was_searched(assistant: Assistant) -> None:
    answer = assistant.ask("kinh te so")
    searched = replace(answer, reply=replace(answer.reply, searched_as="kinh tế số"))
    words = text_of(answer_card(searched, assistant.library, Language.VI))
    assert "Đã tìm theo: “kinh tế số”" in words
    assert "Câu đã gõ: kinh te so" in words


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


def test_page_asks_nothing_of_others_and_shows_no_listener_as_api(assistant: Assistant, settings: Settings) -> None:
    async def build() -> gr.Blocks:
        return create_ui(assistant, settings)

    page = asyncio.run(build())  # where no loop runs, Gradio opens some that it never closes
    assert page.analytics_enabled is False
    assert page.get_api_info()["named_endpoints"] == {}


@pytest.mark.parametrize("language", list(Language))
def test_every_wording_is_there_in_both_languages(language: Language) -> None:
    assert [key for key, words in WORDS.items() if not words.in_(language).strip()] == []
    assert say("tab_study_n", language, n=3).endswith("(3)")


def test_newest_report_is_shown_with_what_was_measured(tmp_path: Path) -> None:
    assert "chưa có báo cáo" in newest_report(tmp_path, Language.VI)
    outcome = Outcome(
        id="q1",
        text="?",
        language=Language.EN,
        form=Form.PLAIN,
        kind=Kind.FACT,
        documents=(),
        answerable=True,
        values={"recall@1": 0.5},
        milliseconds=20.0,
        rows=(),
        gold=(),
    )
    about = About(system="<tracuu>", questions="dev", embedder="hashing", commit="abc")
    write_json(tmp_path / "dev.json", report_to_json(Report(about, (outcome,))))

    html = newest_report(tmp_path, Language.VI)
    assert "<dd>&lt;tracuu&gt;</dd>" in html
    assert "nửa số câu dưới 20 ms" in html
    cells = re.findall(r"<td>(.*?)</td>", html)
    assert [text_of(cell) for cell in cells] == ["50% 50%–50% · 1 câu", "–", "50% 50%–50% · 1 câu"]


def test_report_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    assert "role='alert'" in newest_report(tmp_path, Language.VI)


def test_every_headline_of_a_report_has_its_wording() -> None:
    assert set(HEADLINES) <= set(MEASURES)
