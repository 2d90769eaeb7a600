import unicodedata

import pytest

from corpus import Span
from corpus.text import plain
from ingest.sentences import split_sentences


def _sentences(text):
    return [plain(span.of(text)) for span in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị quyết số 52-NQ/TW, ngày 27/9/2019 của Bộ Chính trị về Cách mạng công nghiệp lần thứ tư.",
        "Kinh tế số chiếm trên 30% GDP; năng suất lao động tăng bình quân khoảng 7,5%/năm.",
        "Xây dựng và triển khai có hiệu quả Nghị quyết số 30-NQ/TW, ngày 25/7/2018 của Bộ Chính trị.",
        "Mục tiêu tổng quát: Tận dụng có hiệu quả các cơ hội; phát triển mạnh mẽ kinh tế số.",
        "Làm chủ công nghệ hiện đại. trong tất cả các lĩnh vực kinh tế-xã hội.",
        "Kế hoạch, chiến lược, hành động... hướng cụ thể đến mục tiêu đã đặt ra. – Định hướng đúng.",
        "Ngân sách nhà nước, tài sản công, thuế… để tháo gỡ các điểm nghẽn.",
        "Báo cáo kết quả thực hiện Nghị quyết./.",
        'Loại bỏ tư duy "không quản được thì cấm".',
        "Chỉ số phát triển con người (HDI) duy trì trên 0,7.",
    ],
)
def test_sentence_stays_whole(sentence):
    assert _sentences(sentence) == [sentence]


def test_sentences_are_told_apart():
    text = "Kinh tế số chiếm 20% GDP. Hoàn thành xây dựng Chính phủ số. Phủ sóng 5G toàn quốc."
    assert _sentences(text) == [
        "Kinh tế số chiếm 20% GDP.",
        "Hoàn thành xây dựng Chính phủ số.",
        "Phủ sóng 5G toàn quốc.",
    ]


def test_sentence_goes_on_over_line_ends():
    text = "nguồn lực bên ngoài là quan\n\ntrọng, đột phá, tài chính-\n\nngân hàng. Câu sau."
    assert _sentences(text) == ["nguồn lực bên ngoài là quan trọng, đột phá, tài chính-ngân hàng.", "Câu sau."]


def test_positions_are_those_of_the_whole_document():
    text = "Đầu trang. **Mục tiêu:** Phủ sóng 5G. Hoàn thành\n\nxây dựng Chính phủ số.  "
    span = Span(text.index("Mục"), len(text.rstrip()))
    first, second = split_sentences(text, span)
    assert first.of(text) == "Mục tiêu:** Phủ sóng 5G."
    assert second.of(text) == "Hoàn thành\n\nxây dựng Chính phủ số."


def test_decomposed_text_keeps_its_positions():
    text = unicodedata.normalize("NFD", "Phủ sóng 5G toàn quốc. Hoàn thành xây dựng Chính phủ số.")
    first, second = split_sentences(text, Span(0, len(text)))
    assert unicodedata.normalize("NFC", first.of(text)) == "Phủ sóng 5G toàn quốc."
    assert second.end == len(text)


@pytest.mark.parametrize("text", ["", "***", "   "])
def test_span_without_words_is_one_sentence(text):
    assert split_sentences(text, Span(0, len(text))) == (Span(0, len(text)),)
