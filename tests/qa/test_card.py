import pytest

from qa.card import card_fact
from qa.query import understand


def _fact(library, question):
    query = understand(question, library)
    return card_fact(query.rest, [library.source(named) for named in query.documents], query.language)


ASKED = [
    ("Nghị quyết 57 ban hành ngày nào?", "57-NQ-TW", "issued_on", "2024-12-22"),
    ("Nghị quyết 57 được ban hành khi nào", "57-NQ-TW", "issued_on", "2024-12-22"),
    ("nghi quyet 52 ban hanh khi nao", "52-NQ-TW", "issued_on", "2019-09-27"),
    ("Nghị quyết 57 ra đời năm nào?", "57-NQ-TW", "issued_on", "2024-12-22"),
    ("ngày ban hành Nghị quyết số 52-NQ/TW", "52-NQ-TW", "issued_on", "2019-09-27"),
    ("When was Resolution 57 issued?", "57-NQ-TW", "issued_on", "2024-12-22"),
    ("When was the study guide published?", "116-HD-BTGTW", "issued_on", "2020-01-13"),
    ("Ai ban hành Nghị quyết 52?", "52-NQ-TW", "issuer", "Bộ Chính trị"),
    ("Cơ quan nào ban hành Nghị quyết 57?", "57-NQ-TW", "issuer", "Bộ Chính trị"),
    ("Tài liệu học tập do cơ quan nào ban hành?", "116-HD-BTGTW", "issuer", "Ban Tuyên giáo Trung ương"),
    ("Who issued Resolution 52?", "52-NQ-TW", "issuer", "Politburo"),
    ("Số hiệu của tài liệu học tập là gì?", "116-HD-BTGTW", "number", "116-HD/BTGTW"),
    (
        "Tên đầy đủ của Nghị quyết 57",
        "57-NQ-TW",
        "title",
        "Nghị quyết về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia",
    ),
    (
        "What is the full title of Resolution 57?",
        "57-NQ-TW",
        "title",
        "Resolution on breakthroughs in the development of science, technology, innovation and national digital "
        "transformation",
    ),
]


@pytest.mark.parametrize(("question", "document", "field", "value"), ASKED, ids=[row[0] for row in ASKED])
def test_fact_comes_from_the_card_and_says_so(library, question, document, field, value):
    fact = _fact(library, question)
    assert (fact.document_id, fact.field, fact.value) == (document, field, value)
    assert "theo thẻ tài liệu" in fact.label.vi
    assert "document's card" in fact.label.en


@pytest.mark.parametrize(
    "question",
    [
        "khi nào phủ sóng 5G theo NQ 57",
        "when will 5G cover the country according to Resolution 57",
        "Nghị quyết 57 yêu cầu ban hành cơ chế gì?",
        "Nghị quyết 57 ban hành chính sách gì về nhân tài",
        "Ban Tuyên giáo làm gì theo Nghị quyết 57",
        "Chương trình phát triển công nghệ được ban hành khi nào theo NQ57",
        "Ai chủ trì kiểm tra việc thực hiện Nghị quyết 52?",
        "Số lượng công bố khoa học theo Nghị quyết 57",
        "Tên các công nghệ chiến lược trong Nghị quyết 57",
        "Who leads the steering committee of Resolution 57?",
        "Nghị quyết 57",
    ],
)
def test_question_for_content_is_no_question_for_the_card(library, question):
    assert _fact(library, question) is None


def test_card_without_the_fact_answers_nothing(library):
    assert _fact(library, "bản tổng hợp ban hành ngày nào") is None
    assert _fact(library, "ai ban hành bản tổng hợp") is None


@pytest.mark.parametrize("question", ["ban hành ngày nào?", "Nghị quyết 57 và Nghị quyết 52 ban hành ngày nào?"])
def test_card_answers_for_one_document_only(library, question):
    assert _fact(library, question) is None
