import pytest

from corpus import citation_label
from qa.lookup import look_up
from qa.query import understand

PLACES = [
    ("KFA 3 KF 2", "TH-52-NQ-TW/P1/III/KFA3/KF2"),
    ("kfa3/kf2", "TH-52-NQ-TW/P1/III/KFA3/KF2"),
    ("KFA 5 nói gì", "TH-52-NQ-TW/P1/III/KFA5"),
    ("nhiệm vụ thứ tư", "116-HD-BTGTW/3.4"),
    ("nhiem vu thu tu la gi", "116-HD-BTGTW/3.4"),
    ("nhiệm vụ thứ ba", "116-HD-BTGTW/3.3"),
    ("the fourth task", "116-HD-BTGTW/3.4"),
    ("nhiệm vụ thứ hai trong Nghị quyết 57", "57-NQ-TW/III.2"),
    ("giải pháp thứ 3 Nghị quyết 57", "57-NQ-TW/III.3"),
    ("chính sách thứ 8 Nghị quyết 52", "52-NQ-TW/III.8"),
    ("section II.1 of Resolution 57", "57-NQ-TW/II.1"),
    ("mục III.2 Nghị quyết 57", "57-NQ-TW/III.2"),
    ("mục III.2 của Nghị quyết 57 quy định gì?", "57-NQ-TW/III.2"),
    ("muc III.2 NQ57", "57-NQ-TW/III.2"),
    ("III.2 NQ57", "57-NQ-TW/III.2"),
    ("khoản 2 mục III Nghị quyết 57", "57-NQ-TW/III.2"),
    ("mục I Nghị quyết 57", "57-NQ-TW/I"),
    ("section II of resolution 52", "52-NQ-TW/II"),
    ("mục IV.3 Nghị quyết 52", "52-NQ-TW/IV.3"),
    ("gạch đầu dòng thứ 2 mục II.1 NQ57", "57-NQ-TW/II.1/b2"),
    ("gạch đầu dòng thứ hai mục II.1 Nghị quyết 57", "57-NQ-TW/II.1/b2"),
    ("the second dash of section II.1 of Resolution 57", "57-NQ-TW/II.1/b2"),
    ("đoạn thứ 3 mục I Nghị quyết 52", "52-NQ-TW/I/p3"),
    ("paragraph 3 of section I of Resolution 52", "52-NQ-TW/I/p3"),
    ("quan điểm thứ 2 tài liệu học tập", "116-HD-BTGTW/1/2"),
    ("second viewpoint in the study guide", "116-HD-BTGTW/1/2"),
    ("quan điểm thứ 2", "116-HD-BTGTW/1/2"),
    ("quan điểm thứ hai của Nghị quyết 57", "57-NQ-TW/I.2"),
    ("mục 3 tài liệu học tập", "116-HD-BTGTW/3"),
    ("mục 3.5 tài liệu học tập", "116-HD-BTGTW/3.5"),
    ("nhiệm vụ thứ năm, dấu cộng thứ 2", "116-HD-BTGTW/3.5/c2"),
    ("ý C9", "TH-52-NQ-TW/P1/I/C9"),
    ("C9 - T1", "TH-52-NQ-TW/P1/I/C9"),
    ("SOI 4", "TH-52-NQ-TW/P2/I/1/SOI4"),
    ("bước 6", "TH-52-NQ-TW/P2/I/2/B6"),
    ("Bước 6 gồm những gì?", "TH-52-NQ-TW/P2/I/2/B6"),
    ("step 6", "TH-52-NQ-TW/P2/I/2/B6"),
    ("bước 6 ý C1", "TH-52-NQ-TW/P2/I/2/B6/C1"),
    ("phần II bản tổng hợp", "TH-52-NQ-TW/P2"),
    ("mục F bản tổng hợp", "TH-52-NQ-TW/P1/II/F"),
    ("mục K bản tổng hợp", "TH-52-NQ-TW/P1/II/K"),
]


@pytest.mark.parametrize(("question", "clause_id"), PLACES, ids=[row[0] for row in PLACES])
def test_place_is_found_as_a_whole(library, question, clause_id):
    query = understand(question, library)
    assert query.place is not None
    assert (query.place.id, query.whole_place) == (clause_id, True)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Ký hiệu KFA5 ở bản tổng hợp là để chỉ chính sách nào?", True),
        ("What policy does KFA5 stand for?", True),
        ("KFA5 nói gì?", False),
        ("KFA5 KF2 là gì?", False),
    ],
)
def test_name_of_a_heading_may_be_what_is_asked_for(library, question, named):
    query = understand(question, library)
    assert (query.names_place, query.whole_place) == (named, True)


@pytest.mark.parametrize(
    ("question", "clause_id"),
    [
        ("mục II.2 Nghị quyết 57 có bao nhiêu doanh nghiệp công nghệ số?", "57-NQ-TW/II.2"),
        ("trong mục III.3 Nghị quyết 52, hạ tầng thanh toán thế nào", "52-NQ-TW/III.3"),
    ],
)
def test_question_about_something_at_a_place_is_not_one_for_the_place(library, question, clause_id):
    query = understand(question, library)
    assert query.place is not None
    assert (query.place.id, query.whole_place) == (clause_id, False)


@pytest.mark.parametrize(
    "question",
    [
        "mục III.9 Nghị quyết 57",
        "KF 2",
        "KFA 9",
        "mục tiêu đến năm 2030",
        "trên 30% GDP",
        "7,5%/năm",
        "cách mạng công nghiệp lần thứ tư",
        "5G phủ sóng khi nào",
        "nhóm 3 nước dẫn đầu",
        "tăng 16 - 18%/năm",
        "Nghị quyết 57",
        "C99",
        "ý nghĩa của chuyển đổi số",
        "bước đi và lộ trình",
    ],
)
def test_no_place_is_seen_where_none_is_named(library, question):
    assert understand(question, library).place is None


def test_place_is_looked_for_in_the_documents_that_are_selected(library):
    assert understand("mục IV.3", library, documents=["52-NQ-TW"]).place.id == "52-NQ-TW/IV.3"
    assert understand("mục IV.3", library, documents=["57-NQ-TW"]).place.id == "57-NQ-TW/IV.3"
    assert understand("mục IV.3", library).place is None


# What a citation says, a person will ask for.


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_of_a_citation_lead_back_to_the_place(library, language):
    lost = [
        clause.id
        for clause in library.clauses
        if look_up(citation_label(library.source(clause.document_id), clause).in_(language), library).id != clause.id
    ]
    assert lost == []
