import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.short_answer import short_answer

SIZE = "Quy mô kinh tế số đạt tối thiểu 30% GDP."
PAIR = "Kinh tế số chiếm trên 30% GDP; năng suất lao động tăng bình quân khoảng 7,5%/năm."
SERVICE = (
    "Tỉ lệ sử dụng dịch vụ công trực tuyến của người dân và doanh nghiệp đạt trên 80%; giao dịch không dùng tiền mặt "
    "đạt 80%."
)
MONEY = (
    "Kinh phí chi cho nghiên cứu phát triển (R&D) đạt 2% GDP, trong đó kinh phí từ xã hội chiếm hơn 60%; bố trí ít "
    "nhất 3% tổng chi ngân sách hằng năm cho phát triển khoa học, công nghệ."
)
PEOPLE = (
    "Nguồn nhân lực đạt 12 người trên một vạn dân; có từ 40 - 50 tổ chức khoa học được xếp hạng; số lượng đơn đăng ký "
    "sáng chế tăng trung bình 16 - 18%/năm, tỉ lệ khai thác thương mại đạt 8 - 10%."
)
DUE = "Bố trí đủ nguồn lực để thực hiện, cơ bản hoàn thành trong năm 2025."
TFP = (
    "Đóng góp của năng suất nhân tố tổng hợp (TFP) vào tăng trưởng kinh tế ở mức trên 55%; tỉ trọng xuất khẩu sản phẩm "
    "công nghệ cao đạt tối thiểu 50%."
)
HDI = "Đóng góp vào chỉ số phát triển con người (HDI) duy trì trên 0,7."

ANSWERS = [
    ("Kinh tế số chiếm bao nhiêu phần trăm GDP?", SIZE, "tối thiểu 30% GDP"),
    ("What share of GDP is the digital economy?", SIZE, "tối thiểu 30% GDP"),
    ("kinh te so chiem bao nhieu phan tram", PAIR, "trên 30% GDP"),
    ("Năng suất lao động tăng bao nhiêu?", PAIR, "khoảng 7,5%/năm"),
    ("Dịch vụ công trực tuyến đạt bao nhiêu?", SERVICE, "trên 80%"),
    ("Giao dịch không dùng tiền mặt đạt bao nhiêu phần trăm?", SERVICE, "80%"),
    ("R&D đạt bao nhiêu phần trăm GDP", MONEY, "2% GDP"),
    ("Kinh phí từ xã hội chiếm bao nhiêu?", MONEY, "hơn 60%"),
    ("Bố trí bao nhiêu ngân sách hằng năm?", MONEY, "ít nhất 3% tổng chi ngân sách hằng năm"),
    ("Có bao nhiêu tổ chức khoa học được xếp hạng?", PEOPLE, "40 - 50 tổ chức"),
    ("Đơn đăng ký sáng chế tăng bao nhiêu?", PEOPLE, "16 - 18%/năm"),
    ("Khai thác thương mại đạt bao nhiêu?", PEOPLE, "8 - 10%"),
    ("TFP đóng góp bao nhiêu?", TFP, "trên 55%"),
    ("Tỉ trọng xuất khẩu công nghệ cao đạt mức nào?", TFP, "tối thiểu 50%"),
    ("HDI duy trì bao nhiêu?", HDI, "trên 0,7"),
    ("Tối thiểu bao nhiêu doanh nghiệp?", "Tối thiểu có 5 doanh nghiệp công nghệ số.", "Tối thiểu có 5 doanh nghiệp"),
    ("Thu hút bao nhiêu tổ chức?", "Thu hút thêm ít nhất 3 tổ chức, doanh nghiệp.", "ít nhất 3 tổ chức"),
    ("How many communes?", "Internet băng thông rộng phủ 100% các xã.", "100% các xã"),
    ("Khi nào hoàn thành?", DUE, "trong năm 2025"),
    ("By what year?", "Đến năm 2030, Việt Nam trở thành nước đang phát triển.", "Đến năm 2030"),
]


@pytest.mark.parametrize(("question", "sentence", "answer"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_number_keeps_its_unit_and_qualifier(question, sentence, answer):
    assert short_answer(question, sentence).of(sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Kinh tế số là gì?", SIZE),
        ("Vì sao phải chuyển đổi số?", PAIR),
        ("Bao nhiêu phần trăm?", "Phát triển mạnh mẽ kinh tế số."),
        ("Khi nào?", SIZE),
        ("Chiếm bao nhiêu?", "Đến năm 2030, Việt Nam trở thành nước đang phát triển."),
        ("Bao nhiêu phần trăm?", ""),
    ],
)
def test_question_without_a_number_to_it_has_no_short_answer(question, sentence):
    assert short_answer(question, sentence) is None


def test_number_in_words_is_a_number():
    sentence = "Có ít nhất ba đô thị thông minh tại ba vùng kinh tế trọng điểm."
    assert short_answer("Có bao nhiêu đô thị thông minh?", sentence).of(sentence).startswith("ít nhất ba đô thị")


@given(
    st.sampled_from([row[0] for row in ANSWERS] + ["Kinh tế số là gì?"]),
    st.lists(st.sampled_from([SIZE, PAIR, SERVICE, DUE, HDI, "Năm 2030.", "5G", "57-NQ/TW"]), max_size=3).map(" ".join),
)
def test_short_answer_lies_in_the_sentence_and_holds_a_figure(question, sentence):
    found = short_answer(question, sentence)
    if found is not None:
        assert 0 <= found.start < found.end <= len(sentence)
        answer = found.of(sentence)
        assert answer == answer.strip()
        assert any(letter.isdigit() for letter in answer)


def test_english_question_is_led_by_the_translation():
    sentence = "Kinh tế số chiếm trên 30% GDP; năng suất lao động tăng bình quân khoảng 7,5%/năm."
    translation = "The digital economy accounts for over 30% of GDP; labour productivity rises by about 7.5% per year."
    share = short_answer("What share of GDP should the digital economy reach?", sentence, translation)
    growth = short_answer("How fast should labour productivity rise a year?", sentence, translation)
    assert (share.of(sentence), growth.of(sentence)) == ("trên 30% GDP", "khoảng 7,5%/năm")
