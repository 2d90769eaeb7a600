import unicodedata

import pytest

from qa.intent import Intent, intent_of, theme_of

GATHER = [
    "Liệt kê các chính sách về hạ tầng số",
    "Kể ra những việc phải làm về dữ liệu",
    "Nêu các giải pháp phát triển nhân lực",
    "Gom giúp mọi chỗ nói về lừa đảo qua mạng",
    "Tất cả quy định về dữ liệu",
    "Những cơ quan nào phải báo cáo?",
    "Các biện pháp nào giữ an toàn cho trẻ em?",
    "Cho tôi xem hết các chỗ nói về vệ tinh",
    "Người dùng máy tính được hưởng những chính sách nào?",
    "Những việc gì phải làm trước năm 2030?",
    "Chỗ nào nhắc đến người cao tuổi?",
    "Mục nào nói về hạ tầng?",
    "muc nao noi ve ha tang",
    "Ở đâu nhắc đến trẻ em?",
    "list the policies on data",
    "Please list the tasks of the ministries",
    "Everything on digital infrastructure",
    "All the clauses about talent",
    "Which passages speak of startups?",
    "What are the main points of the resolution?",
    "What policies support enterprises?",
    "Where is cyber security mentioned?",
    "Nghị quyết 57 nhắc tới vệ tinh ở những đâu?",
    "Cho xem trọn bộ các ý về dữ liệu",
    "What does Resolution 57 say about data?",
]
ANSWER = [
    "Kinh tế số chiếm bao nhiêu GDP?",
    "Ai chịu trách nhiệm?",
    "Hạ tầng số là gì?",
    "Các địa phương nào được thí điểm?",
    "Quỹ ấy rót tiền cho những mảng nào?",
    "Việc điều hành dễ hơn ở chỗ nào?",
    "In which parts of the country will it be tried?",
    "Bước ấy gồm những lĩnh vực nào?",
    "Liệt kê xem có bao nhiêu mục tiêu",
    "Tất cả các giải pháp là mấy giải pháp?",
    "What is the target for 2030?",
    "How many measures are listed in all the clauses?",
    "Who listens to the people?",
    "",
    "?",
]
NAME = [
    "Bước thứ hai tên là gì?",
    "Cơ quan ấy có tên tiếng Anh là gì?",
    "CSCI gọi là gì?",
    "KFA là viết tắt của chữ nào?",
    "What is the second step called?",
    "What does KFA stand for?",
    "What is the shorthand SOI short for?",
    "What are the names of the six steps?",
]
NOT_WHAT_IT_LOOKS_LIKE = [
    "Tỉ trọng xuất khẩu đạt mức nào?",
    "ti trong xuat khau dat muc nao",
    "Nếu các doanh nghiệp không chuyển đổi thì sao?",
    "Ai thiết kế các dịch vụ số?",
    "Cơ quan nào thống kê những số liệu này?",
    "Các bộ phải làm thế nào?",
    "Công ty gọi vốn ra sao?",
]


@pytest.mark.parametrize("question", GATHER)
def test_question_after_a_theme_gathers(question):
    assert intent_of(question) is Intent.GATHER


@pytest.mark.parametrize("question", ANSWER)
def test_question_after_one_thing_wants_the_answer(question):
    assert intent_of(question) is Intent.ANSWER


@pytest.mark.parametrize("question", NAME)
def test_question_after_what_something_is_called_wants_a_name(question):
    assert intent_of(question) is Intent.NAME


@pytest.mark.parametrize("question", NOT_WHAT_IT_LOOKS_LIKE)
def test_word_that_only_looks_alike_without_marks_does_not_gather(question):
    assert intent_of(question) is Intent.ANSWER


@pytest.mark.parametrize("question", GATHER + ANSWER + NAME)
def test_case_and_decomposition_do_not_matter(question):
    assert intent_of(question.upper()) is intent_of(question)
    assert intent_of(unicodedata.normalize("NFD", question)) is intent_of(question)


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("Gom giúp mọi chỗ nói về lừa đảo qua mạng", "lừa đảo qua mạng"),
        ("muc nao noi ve ha tang", "ha tang"),
        ("Chỗ nào nhắc đến người cao tuổi?", "người cao tuổi"),
        ("Nghị quyết 57 nhắc tới vệ tinh ở những đâu?", "vệ tinh"),
        ("Everything on digital infrastructure, please.", "digital infrastructure"),
        ("Where is cyber security mentioned?", "cyber security"),
    ],
)
def test_theme_stands_behind_the_words_that_ask(question, theme):
    assert theme_of(question) == theme


@pytest.mark.parametrize(
    "question", [*ANSWER, *NAME, "Liệt kê những việc phải làm", "Các địa phương nào được thí điểm?"]
)
def test_question_without_a_theme_of_its_own_has_none(question):
    assert theme_of(question) is None
