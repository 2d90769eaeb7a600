"""The graph that ships, on passages and questions that it has never seen."""

import pytest

from app.wiring import shipped_encoder
from qa.cross_encoder.onnx_cross_encoder import FOLDER, GRAPH, OnnxCrossEncoder

MAX_MEGABYTES = 10

SCIENCE = "Vốn cho khoa học được bố trí tối thiểu 2% tổng chi ngân sách hằng năm."
LIBRARY = "Năm 2027, mỗi xã có ít nhất một thư viện số mở cửa miễn phí."
HEALTH = "Bộ Y tế chủ trì xây dựng hồ sơ sức khỏe điện tử cho toàn dân."
TAX = "Doanh nghiệp nhỏ được miễn thuế trong ba năm đầu hoạt động."
CHILDREN = "Trẻ em phải được bảo vệ khi dùng mạng xã hội."
DATA = "Cấm mua bán dữ liệu cá nhân dưới mọi hình thức."
PASSAGES = [("", text) for text in (SCIENCE, LIBRARY, HEALTH, TAX, CHILDREN, DATA)]

ASKED = [
    ("Mỗi năm chi bao nhiêu phần trăm ngân sách cho khoa học?", SCIENCE, "2%"),
    ("Đến năm nào mỗi xã có thư viện số?", LIBRARY, None),
    ("Ai chủ trì xây dựng hồ sơ sức khỏe điện tử?", HEALTH, "Bộ Y tế"),
    ("Doanh nghiệp nhỏ được miễn thuế mấy năm?", TAX, "ba năm"),
    ("doanh nghiep nho duoc mien thue may nam", TAX, None),
    ("Ai phải được bảo vệ khi dùng mạng xã hội?", CHILDREN, "Trẻ em"),
    ("Cấm làm gì với dữ liệu cá nhân?", DATA, None),
]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def cross_encoder() -> OnnxCrossEncoder:
    return OnnxCrossEncoder(shipped_encoder(), threads=1)


def test_graph_belongs_to_the_encoder_that_ships(cross_encoder: OnnxCrossEncoder) -> None:
    cross_encoder.load()


@pytest.mark.parametrize(("question", "answering", "answer"), ASKED)
def test_passage_that_answers_comes_first_with_its_answer(
    question: str, answering: str, answer: str | None, cross_encoder: OnnxCrossEncoder
) -> None:
    judged = cross_encoder.read(question, PASSAGES)
    (_, first), best = max(zip(PASSAGES, judged, strict=True), key=lambda pair: pair[1].relevance)
    assert first == answering
    if answer:
        assert best.short is not None
        assert answer in best.short.of(answering)


@pytest.mark.parametrize(
    ("question", "answering"),
    [
        ("Which ministry leads the electronic health records?", HEALTH),
        ("How long are small enterprises exempt from tax?", TAX),
    ],
)
def test_english_question_finds_the_vietnamese_passage(
    question: str, answering: str, cross_encoder: OnnxCrossEncoder
) -> None:
    judged = cross_encoder.read(question, PASSAGES)
    assert PASSAGES[max(range(len(PASSAGES)), key=lambda place: judged[place].relevance)][1] == answering


@pytest.mark.parametrize("question", ["Giá vàng hôm nay bao nhiêu?", "Ai vô địch giải bóng đá năm ngoái?"])
def test_question_that_nothing_answers_is_told_from_those_that_are_answered(
    question: str, cross_encoder: OnnxCrossEncoder
) -> None:
    answered = [cross_encoder.read(asked, [("", answering)])[0].relevance for asked, answering, _ in ASKED]
    assert max(one.relevance for one in cross_encoder.read(question, PASSAGES)) < min(answered)


def test_graph_is_small_enough_to_ship() -> None:
    assert (FOLDER / GRAPH).stat().st_size <= MAX_MEGABYTES * 1_000_000
