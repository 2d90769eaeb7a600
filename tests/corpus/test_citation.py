import pytest

from corpus import cite
from corpus.citation import citation_label

TREATED = [
    (
        "52-NQ-TW/I/p3",
        "Nghị quyết số 52-NQ/TW, mục I, đoạn thứ 3",
        "Resolution No. 52-NQ/TW, section I, third paragraph",
    ),
    (
        "52-NQ-TW/II.1/b2.p1",
        "Nghị quyết số 52-NQ/TW, mục II.1, gạch đầu dòng thứ 2, đoạn thứ 1 sau đó",
        "Resolution No. 52-NQ/TW, section II.1, second dash, first paragraph after it",
    ),
    ("52-NQ-TW/IV.3", "Nghị quyết số 52-NQ/TW, mục IV.3", "Resolution No. 52-NQ/TW, section IV.3"),
    (
        "57-NQ-TW/III.2/b3",
        "Nghị quyết số 57-NQ/TW, mục III.2, gạch đầu dòng thứ 3",
        "Resolution No. 57-NQ/TW, section III.2, third dash",
    ),
    (
        "57-NQ-TW/0/p1",
        "Nghị quyết số 57-NQ/TW, phần mở đầu, đoạn thứ 1",
        "Resolution No. 57-NQ/TW, preamble, first paragraph",
    ),
    ("57-NQ-TW/end/signature", "Nghị quyết số 57-NQ/TW, chữ ký", "Resolution No. 57-NQ/TW, signature"),
    (
        "57-NQ-TW/end/recipients/b1",
        "Nghị quyết số 57-NQ/TW, nơi nhận, gạch đầu dòng thứ 1",
        "Resolution No. 57-NQ/TW, recipients, first dash",
    ),
    (
        "116-HD-BTGTW/1/2",
        "Tài liệu học tập Nghị quyết số 52-NQ/TW (kèm theo Hướng dẫn số 116-HD/BTGTW), mục 1, ý (2)",
        "Study guide to Resolution No. 52-NQ/TW (attached to Guidance No. 116-HD/BTGTW), section 1, item (2)",
    ),
    (
        "116-HD-BTGTW/3.5/c2",
        "Tài liệu học tập Nghị quyết số 52-NQ/TW (kèm theo Hướng dẫn số 116-HD/BTGTW), mục 3, nhiệm vụ thứ năm, "
        "dấu cộng thứ 2",
        "Study guide to Resolution No. 52-NQ/TW (attached to Guidance No. 116-HD/BTGTW), section 3, fifth task, "
        "second plus sign",
    ),
    (
        "TH-52-NQ-TW/P1/I/C9",
        "Bản tổng hợp Nghị quyết số 52-NQ/TW, phần I, mục I, ý C9 - T1",
        "Summary of Resolution No. 52-NQ/TW, part I, section I, item C9 - T1",
    ),
    (
        "TH-52-NQ-TW/P1/I/C3",
        "Bản tổng hợp Nghị quyết số 52-NQ/TW, phần I, mục I, ý G3 - C3",
        "Summary of Resolution No. 52-NQ/TW, part I, section I, item G3 - C3",
    ),
    (
        "TH-52-NQ-TW/P1/II/P.2025/b4",
        "Bản tổng hợp Nghị quyết số 52-NQ/TW, phần I, mục II, mục P, mục tiêu đến năm 2025, gạch đầu dòng thứ 4",
        "Summary of Resolution No. 52-NQ/TW, part I, section II, part P, targets for 2025, fourth dash",
    ),
    (
        "TH-52-NQ-TW/P1/III/KFA3/KF2/b1",
        "Bản tổng hợp Nghị quyết số 52-NQ/TW, phần I, mục III, KFA 3, KF 2, gạch đầu dòng thứ 1",
        "Summary of Resolution No. 52-NQ/TW, part I, section III, KFA 3, KF 2, first dash",
    ),
    (
        "TH-52-NQ-TW/P1/IV/2/b1",
        "Bản tổng hợp Nghị quyết số 52-NQ/TW, phần I, mục IV, khối thứ 2, gạch đầu dòng thứ 1",
        "Summary of Resolution No. 52-NQ/TW, part I, section IV, second block, first dash",
    ),
    (
        "TH-52-NQ-TW/P2/I/1/SOI4",
        "Bản tổng hợp Nghị quyết số 52-NQ/TW, phần II, mục I.1, SOI 4",
        "Summary of Resolution No. 52-NQ/TW, part II, section I.1, SOI 4",
    ),
    (
        "TH-52-NQ-TW/P2/I/2/B6/C1",
        "Bản tổng hợp Nghị quyết số 52-NQ/TW, phần II, mục I.2, bước 6, ý C1",
        "Summary of Resolution No. 52-NQ/TW, part II, section I.2, step 6, item C1",
    ),
    (
        "TH-52-NQ-TW/P2/I/2~2",
        "Bản tổng hợp Nghị quyết số 52-NQ/TW, phần II, mục I.2 (lần thứ 2)",
        "Summary of Resolution No. 52-NQ/TW, part II, section I.2 (second occurrence)",
    ),
]


@pytest.mark.parametrize(("clause_id", "vi", "en"), TREATED, ids=[row[0] for row in TREATED])
def test_place_is_said_in_both_languages(library, clause_id, vi, en):
    clause = library.clause(clause_id)
    label = citation_label(library.source(clause.document_id), clause)
    assert (label.vi, label.en) == (vi, en)


def test_no_two_places_have_the_same_words(library):
    labels = [citation_label(library.source(clause.document_id), clause) for clause in library.clauses]
    assert len({label.vi for label in labels}) == len({label.en for label in labels}) == len(library.clauses)


def test_citation_of_a_clause_spans_all_of_it(library):
    clause = library.clause("57-NQ-TW/II.1/b2")
    citation = cite(library.source("57-NQ-TW"), clause)
    assert (citation.span, citation.sentence, citation.clause_id) == (clause.span, None, clause.id)


def test_citation_of_a_sentence_spans_that_sentence(library):
    clause = library.clause("57-NQ-TW/II.1/b2")
    citation = cite(library.source("57-NQ-TW"), clause, sentence=1)
    assert library.text_of("57-NQ-TW", citation.span) == "Quy mô kinh tế số đạt tối thiểu 30% GDP."
    assert citation.sentence == 1


def test_citation_of_a_part_keeps_the_part(library):
    clause = library.clause("57-NQ-TW/II.1/b2")
    part = clause.span._replace(end=clause.span.start + 8)
    assert cite(library.source("57-NQ-TW"), clause, span=part).span == part
