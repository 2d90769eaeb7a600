"""A theme is looked for by its very name."""

import pytest

from corpus.gloss import Gloss, gloss_hash
from corpus.library import Library
from qa.intent import theme_of
from qa.mentions import ThemeMentions
from qa.query import understand

TEXTS = ["Phát triển vệ tinh viễn thông.", "Bắn VỆ TINH lên quỹ đạo.", "Dùng năng lượng sạch.", "Nuôi cá."]


@pytest.fixture
def mentions(library_of):
    made = library_of({"A": [[text] for text in TEXTS] + [[f"Câu thứ {n}."] for n in range(26)]})
    gloss = Gloss("A/p4", 0, gloss_hash(TEXTS[3]), "Farm fish with satellite data.")
    return ThemeMentions(Library([made.document("A")], made.clauses, [gloss]))


@pytest.mark.parametrize(
    ("theme", "places"),
    [
        ("vệ tinh", ["A/p1", "A/p2"]),
        ("ve tinh", ["A/p1", "A/p2"]),
        ("vệ tinh và năng lượng", ["A/p1", "A/p2", "A/p3"]),
        ("satellite", ["A/p4"]),
        ("tinh", ["A/p1", "A/p2"]),
        ("tin", []),
        ("câu thứ", []),
        ("vệ tinh nhân tạo", []),
        (",", []),
    ],
)
def test_clauses_that_name_a_theme_or_a_part_of_it_are_found(mentions, theme, places):
    assert [clause.id for clause in mentions.of(theme)] == places


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("Nêu các chủ trương về vệ tinh trong", "vệ tinh"),
        ("gom hết những chỗ nói về vệ tinh cho tôi xem", "vệ tinh"),
        ("All mentions of satellites in", "satellites"),
    ],
)
def test_what_is_left_of_a_document_or_a_wish_is_no_theme(question, theme):
    assert theme_of(question) == theme


def test_clauses_that_name_the_theme_are_likely(assistant, library):
    query = understand("Gom giúp tôi mọi chỗ nói về vệ tinh", library)
    assert query.theme == "vệ tinh"
    likely = assistant.request_for(query).likely
    assert likely
    assert all("vệ tinh" in library.clause(place).text.lower() for place in likely)
    assert assistant.request_for(understand("Vệ tinh để làm gì?", library)).likely == frozenset()
