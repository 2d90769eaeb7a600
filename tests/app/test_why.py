from dataclasses import replace

import pytest

from app.why import FoundBy, led_by, say_why
from corpus import Language
from index import Parts
from qa import Assistant, Result


@pytest.fixture
def result(assistant: Assistant) -> Result:
    found = assistant.search("kinh tế số", k=1).results[0]
    return replace(found, matched=("kinh", "tế"), parts=Parts(text=0.61, dense=0.7, gloss=0.93))


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (Parts(text=0.8, dense=0.6, gloss=0.7), FoundBy.TEXT),
        (Parts(text=0.1, dense=0.6, gloss=0.5), FoundBy.DENSE),
        (Parts(text=0.1, dense=-0.2, gloss=0.5), FoundBy.GLOSS),
        (Parts(text=0.0, dense=0.0, gloss=0.0), None),
    ],
)
def test_what_speaks_most_led_here(parts: Parts, field: FoundBy | None) -> None:
    assert led_by(parts) is field


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            Language.VI,
            (
                "Trùng từ: kinh, tế",
                "Tìm thấy chủ yếu nhờ câu hỏi mẫu và bản dịch",
                "câu chữ 0,61 · ý nghĩa 0,70 · câu hỏi mẫu và bản dịch 0,93",
            ),
        ),
        (
            Language.EN,
            (
                "Matching words: kinh, tế",
                "Found mostly by sample questions and translation",
                "wording 0.61 · meaning 0.70 · sample questions and translation 0.93",
            ),
        ),
    ],
)
def test_words_field_and_figures_are_told(result: Result, language: Language, lines: tuple[str, ...]) -> None:

    assert say_why(result, language) == lines


def test_no_word_in_common_is_told(result: Result) -> None:
    assert say_why(replace(result, matched=()), Language.EN)[0] == "No word in common"


def test_place_that_was_named_needs_no_figures(assistant: Assistant) -> None:
    named = assistant.search("mục III.2 Nghị quyết 57", k=1).results[0]
    assert say_why(named, Language.VI) == ("Được gọi tên trong câu hỏi",)
