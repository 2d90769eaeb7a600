import dataclasses

import pytest

from corpus import Bilingual, SourceKind, Span

TEXT = "Đến năm 2030, kinh tế số đạt tối thiểu 30% GDP."


def test_span_is_half_open():
    assert Span(4, 12).of(TEXT) == "năm 2030"


@pytest.mark.parametrize(
    ("inner", "covered"),
    [(Span(4, 12), True), (Span(5, 11), True), (Span(3, 12), False), (Span(4, 13), False), (Span(20, 22), False)],
)
def test_span_covers_what_lies_inside_it(inner, covered):
    assert Span(4, 12).covers(inner) is covered


def test_resolution_leads_its_guide_and_its_summary():
    assert [kind.precedence for kind in SourceKind] == [0, 1, 2, 3]
    assert list(SourceKind)[:3] == [SourceKind.RESOLUTION, SourceKind.GUIDE, SourceKind.SUMMARY]


@pytest.mark.parametrize(("language", "words"), [("vi", "Bộ Chính trị"), ("en", "Politburo")])
def test_words_come_in_the_language_asked_for(language, words):
    assert Bilingual("Bộ Chính trị", "Politburo").in_(language) == words


def test_card_cannot_be_changed(document_of):
    with pytest.raises(dataclasses.FrozenInstanceError):
        document_of(TEXT).source.number = "1"


def test_relation_is_found_by_document(library):
    assert library.source("116-HD-BTGTW").relation_to("52-NQ-TW") == "explains"
    assert library.source("TH-52-NQ-TW").relation_to("52-NQ-TW") == "summarises"
    assert library.source("57-NQ-TW").relation_to("52-NQ-TW") == "follows"
    assert library.source("52-NQ-TW").relation_to("57-NQ-TW") is None
