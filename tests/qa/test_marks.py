import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SearchError
from corpus.text import fold, words
from qa.marks import Restorer
from qa.marks.counts import Body, count
from qa.marks.estimate import estimate
from qa.marks.table import Table
from qa.marks.words import is_marked

RESTORER = Restorer.load()

EVERYDAY = """
con tôi muốn học lập trình thì bắt đầu từ đâu
nhà tôi ở xa trung tâm thì làm giấy tờ qua mạng được không
quán nhỏ của tôi có phải nộp thuế qua mạng không
bố mẹ già không dùng điện thoại thông minh thì sao
tôi mất việc vì máy móc thay thế thì ai giúp
công ty mới mở được vay vốn ở đâu
thông tin cá nhân của tôi có được giữ kín không
giáo viên ở miền núi được hỗ trợ những gì
làm sao để biết một trang mạng là giả
nông dân bán hàng trên mạng cần chuẩn bị gì
bao giờ cả nước có sóng di động tốc độ cao
nhà nước chi bao nhiêu tiền cho nghiên cứu
nhà khoa học nước ngoài về đây làm việc được đối xử thế nào
nếu nghiên cứu thất bại thì có phải đền tiền không
bệnh viện có dùng máy tính để khám bệnh không
sinh viên ra trường có dễ tìm việc trong ngành bán dẫn không
người khuyết tật có được học nghề miễn phí không
ai là người đứng đầu ban chỉ đạo
thành phố thông minh khác gì thành phố bình thường
tôi muốn góp ý cho chính quyền thì gửi vào đâu
dạy trẻ em dùng mạng an toàn như thế nào
khi nào thì bỏ sổ hộ khẩu giấy
trường đại học có được tự quyết định học phí không
vì sao năng suất lao động của nước ta còn thấp
doanh nghiệp nước ngoài có phải chuyển giao công nghệ không
mỗi xã cần có những thiết bị gì
thanh toán bằng điện thoại có an toàn không
lương của chuyên gia giỏi do ai trả
điện mặt trời có được ưu tiên phát triển không
ngân hàng cho vay dựa trên bằng sáng chế được không
""".strip().split("\n")

SYLLABLES = st.sampled_from(RESTORER.syllables)
MARKED = SYLLABLES.filter(is_marked)
OTHERS = st.sampled_from(["AI", "startup", "4.0", "57-NQ/TW", "the", "?", ","])
TYPED = st.one_of(SYLLABLES, SYLLABLES.map(fold), OTHERS)
TEXTS = st.lists(TYPED, max_size=14).map(" ".join)


@given(st.one_of(TEXTS, TEXTS.map(str.upper), TEXTS.map(str.title), st.text(max_size=40)))
def test_letters_stay_as_typed_but_for_their_marks(text):
    assert fold(RESTORER.restore(text)) == fold(text)


@given(TEXTS)
def test_word_that_bears_a_mark_is_kept(text):
    pairs = zip(text.split(), RESTORER.restore(text).split(), strict=True)
    assert [(typed, restored) for typed, restored in pairs if is_marked(typed) and typed != restored] == []


@given(TEXTS)
def test_restoring_twice_changes_nothing_more(text):
    once = RESTORER.restore(text)
    assert RESTORER.restore(once) == once


@given(st.lists(MARKED, max_size=14).map(" ".join))
def test_text_of_marked_words_is_unchanged(text):
    assert RESTORER.restore(text) == text


@given(st.lists(st.sampled_from(EVERYDAY), min_size=1, max_size=3).map(". ".join))
def test_case_is_the_typed_one(text):
    typed = fold(text)
    assert RESTORER.restore(typed.upper()) == RESTORER.restore(typed).upper()


def test_documents_typed_in_full_are_unchanged(library):
    texts = [sentence for clause in library.clauses for sentence in library.sentences(clause)]
    assert [text for text in texts if RESTORER.restore(text) != text] == []


def test_nine_of_ten_syllables_of_everyday_questions_come_back():
    right = [
        before == after
        for question in EVERYDAY
        for before, after in zip(words(question), words(RESTORER.restore(fold(question))), strict=True)
    ]
    assert sum(right) / len(right) >= 0.9


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("kinh te so la gi", "kinh tế số là gì"),
        ("Viet Nam can lam gi?", "Việt Nam cần làm gì?"),
        ("hang hoa va long tin", "hàng hóa và lòng tin"),
        ("startup la gi", "startup là gì"),
        ("AI co thay the con nguoi khong", "AI có thay thế con người không"),
        ("ai chiu trach nhiem thuc hien", "ai chịu trách nhiệm thực hiện"),
        ("mo hinh VAC la gi", "mô hình VAC là gì"),
        ("the cloud la gi", "the cloud là gì"),
        ("blockchain, internet van vat", "blockchain, internet vạn vật"),
        ("CHUYEN DOI SO", "CHUYỂN ĐỔI SỐ"),
        ("Nghi quyet 57-NQ/TW", "Nghị quyết 57-NQ/TW"),
        ("chuyển doi so", "chuyển đổi số"),
        ("chuyên doi so", "chuyên đổi số"),
        ("đoi mới sang tao", "đoi mới sáng tạo"),
        ("hoà nhap quoc te", "hoà nhập quốc tế"),
        ("", ""),
        ("?! 2030", "?! 2030"),
    ],
)
def test_marks_are_put_on_words_that_miss_them(typed, restored):
    assert RESTORER.restore(typed) == restored


@pytest.mark.parametrize(
    "question",
    [
        "What is the digital economy?",
        "How long can the state hang on to so many targets?",
        "Is there any support for start-ups in the resolution?",
        "machine learning",
    ],
)
def test_english_question_is_untouched(question):
    assert RESTORER.restore(question) == question


def test_decomposed_text_comes_back_composed():
    typed = unicodedata.normalize("NFD", "kinh tế so")
    assert RESTORER.restore(typed) == "kinh tế số"


def test_table_comes_back_from_its_file(tmp_path):
    table = estimate(count([Body(["chuyển đổi số", "kinh tế số", "so sánh", "doi sóng"] * 9, 2.0)]))
    table.save(tmp_path / "table.npz")
    loaded = Table.load(tmp_path / "table.npz")
    assert loaded.words == table.words
    assert "đổi" in loaded.words
    np.testing.assert_array_equal(loaded.pairs, table.pairs)
    np.testing.assert_array_equal(loaded.triples, table.triples)
    np.testing.assert_allclose(loaded.pair_logs, table.pair_logs, atol=1 / 32)
    assert Restorer(loaded).restore("chuyen doi so") == "chuyển đổi số"


def test_context_decides_between_forms():
    restorer = Restorer(estimate(count([Body(["kinh tế số", "kinh tế số", "so sánh", "so đo", "so sánh"] * 20, 1.0)])))
    assert restorer.restore("kinh te so") == "kinh tế số"
    assert restorer.restore("so sanh") == "so sánh"


def test_damaged_table_is_said(tmp_path):
    (tmp_path / "table.npz").write_bytes(b"PK\x03\x04 no table")
    with pytest.raises(SearchError, match=r"table\.npz cannot be read") as caught:
        Restorer.load(tmp_path / "table.npz")
    assert caught.value.code == "marks_damaged"
    with pytest.raises(SearchError):
        Restorer.load(tmp_path / "none.npz")
