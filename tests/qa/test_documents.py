import dataclasses
import unicodedata

import pytest

from qa.documents import find_documents, names_a_stranger, numbers_spoken_of

NAMED = [
    ("Nghị quyết 57 nói gì?", ["57-NQ-TW"], "nói gì?"),
    ("NQ52", ["52-NQ-TW"], ""),
    ("nq 57 về dữ liệu", ["57-NQ-TW"], "về dữ liệu"),
    ("theo 57-NQ/TW", ["57-NQ-TW"], "theo"),
    ("57-NQ-TW", ["57-NQ-TW"], ""),
    ("nghi quyet so 52", ["52-NQ-TW"], ""),
    ("Nghị quyết số 52-NQ/TW về 5G", ["52-NQ-TW"], "về 5G"),
    ("NGHỊ  QUYẾT 57", ["57-NQ-TW"], ""),
    ("Resolution 52", ["52-NQ-TW"], ""),
    ("Resolution No. 57-NQ/TW", ["57-NQ-TW"], ""),
    ("what does resolution number 57 say", ["57-NQ-TW"], "what does say"),
    ("tài liệu học tập nói gì", ["116-HD-BTGTW"], "nói gì"),
    ("tai lieu hoc tap nghi quyet 52", ["116-HD-BTGTW"], ""),
    ("tài liệu hướng dẫn", ["116-HD-BTGTW"], ""),
    ("Hướng dẫn 116", ["116-HD-BTGTW"], ""),
    ("Hướng dẫn số 116", ["116-HD-BTGTW"], ""),
    ("116-HD/BTGTW", ["116-HD-BTGTW"], ""),
    ("Guidance No. 116", ["116-HD-BTGTW"], ""),
    ("the study guide to resolution 52", ["116-HD-BTGTW"], "the"),
    ("bản tổng hợp", ["TH-52-NQ-TW"], ""),
    ("tổng hợp Nghị quyết 52", ["TH-52-NQ-TW"], ""),
    ("bản tóm tắt", ["TH-52-NQ-TW"], ""),
    ("TH-52-NQ-TW", ["TH-52-NQ-TW"], ""),
    ("summary of resolution 52", ["TH-52-NQ-TW"], ""),
    ("Summary of Resolution No. 52-NQ/TW, part I", ["TH-52-NQ-TW"], ", part I"),
    ("the summary", ["TH-52-NQ-TW"], ""),
    ("so sánh Nghị quyết 57 và Nghị quyết 52", ["57-NQ-TW", "52-NQ-TW"], "so sánh và"),
    ("nghị quyết 52 và 57 khác gì", ["52-NQ-TW", "57-NQ-TW"], "khác gì"),
    ("compare resolutions 52 and 57", ["52-NQ-TW", "57-NQ-TW"], "compare"),
    ("nghị quyết năm 2019 và nghị quyết ra năm 2024", ["52-NQ-TW", "57-NQ-TW"], "và"),
    ("nghi quyet 2024 noi gi", ["57-NQ-TW"], "noi gi"),
    ("the 2019 resolution", ["52-NQ-TW"], "the"),
    ("the 2024 resolution (57) on data", ["57-NQ-TW"], "the ) on data"),
    ("Nghị quyết 57 năm 2024 về dữ liệu", ["57-NQ-TW"], "về dữ liệu"),
    ("Theo tài liệu học tập, vì sao có Nghị quyết 52?", ["116-HD-BTGTW"], "Theo , vì sao có Nghị quyết 52?"),
    (
        "According to the summary, why was Resolution 52 issued?",
        ["TH-52-NQ-TW"],
        "According to , why was Resolution 52 issued?",
    ),
    ("Theo bản tóm tắt và Nghị quyết 57 thì sao?", ["TH-52-NQ-TW", "57-NQ-TW"], "Theo và thì sao?"),
    ("Nghị quyết 52 đến năm 2025", ["52-NQ-TW"], "đến năm 2025"),
]


@pytest.mark.parametrize(("question", "documents", "rest"), NAMED, ids=[row[0] for row in NAMED])
def test_named_documents_are_known_and_taken_out(library, question, documents, rest):
    mentions = find_documents(question, library.sources)
    assert (list(mentions.source_ids), mentions.rest) == (documents, rest)


def test_year_names_a_resolution_only_where_it_is_the_one_of_that_year(library):
    resolution = library.source("57-NQ-TW")
    another = dataclasses.replace(resolution, id="68-NQ-TW", number="68-NQ/TW", names=())
    sources = [resolution, another]
    assert find_documents("nghị quyết năm 2024", sources).source_ids == ()
    assert find_documents("nghị quyết 68 năm 2024", sources).source_ids == ("68-NQ-TW",)


@pytest.mark.parametrize(
    "question",
    [
        "Nghị quyết 36 về kinh tế biển",
        "Nghị quyết số 30-NQ/TW về an ninh mạng",
        "nghị quyết 570",
        "30% GDP năm 2057",
        "nghị quyết năm 2018",
        "nghị quyết nào đến 2019",
        "52 doanh nghiệp",
        "học tập số là gì",
        "tổng hợp dữ liệu",
        "Hướng dẫn quán triệt",
        "summarise the targets",
    ],
)
def test_question_that_names_no_document_is_left_as_it_is(library, question):
    mentions = find_documents(question, library.sources)
    assert (mentions.source_ids, mentions.rest) == ((), question)


@pytest.mark.parametrize("question", ["Nghị quyết 57 nói gì", "TÀI LIỆU HỌC TẬP", "bản tổng hợp"])
def test_decomposed_name_is_known(library, question):
    composed = find_documents(question, library.sources).source_ids
    assert composed
    assert find_documents(unicodedata.normalize("NFD", question), library.sources).source_ids == composed


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("so sánh tài liệu học tập và Nghị quyết 57", ["116-HD-BTGTW", "57-NQ-TW"]),
        ("bản tổng hợp khác gì Nghị quyết 52", ["TH-52-NQ-TW", "52-NQ-TW"]),
    ],
)
def test_resolution_beside_a_guide_or_summary_is_named_too(library, question, documents):
    assert list(find_documents(question, library.sources).source_ids) == documents


@pytest.mark.parametrize(
    "question",
    [
        "Nghị quyết 59 về hội nhập quốc tế nói gì?",
        "nghi quyet so 68 ve kinh te tu nhan",
        "Nghị định 13 bảo vệ dữ liệu cá nhân thế nào?",
        "Quyết định 749 của Thủ tướng đặt chỉ tiêu gì?",
        "What does Resolution 71 require of universities?",
        "How does Decree No. 13 define sensitive data?",
    ],
)
def test_document_that_nothing_here_speaks_of_is_a_stranger(library, question):
    assert names_a_stranger(question, numbers_spoken_of(library))


@pytest.mark.parametrize(
    "question",
    [
        "Nghị quyết 30-NQ/TW về chiến lược gì?",
        "Hướng dẫn 116 nói gì?",
        "Nghị quyết 52 và Nghị quyết 57",
        "Ai quyết định 10 doanh nghiệp công nghệ số?",
        "Đến năm 2030 có 50 tổ chức nào?",
    ],
)
def test_document_that_is_here_or_spoken_of_is_no_stranger(library, question):
    assert not names_a_stranger(question, numbers_spoken_of(library))
