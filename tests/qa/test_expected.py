import pytest

from qa.expected import Expected, expected, holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Chi bao nhiêu tỷ đồng cho nghiên cứu?", Expected.MONEY),
        ("Bị phạt bao nhiêu?", Expected.MONEY),
        ("Giá vàng hôm nay thế nào?", Expected.MONEY),
        ("Lương tháng của chuyên gia?", Expected.MONEY),
        ("How much does it cost?", Expected.MONEY),
        ("What budget is set aside?", Expected.MONEY),
        ("Kinh tế số chiếm bao nhiêu phần trăm?", Expected.PERCENT),
        ("Tỉ lệ bao phủ là bao nhiêu %?", Expected.PERCENT),
        ("What share of GDP?", Expected.PERCENT),
        ("Sau bao lâu thì tổng kết?", Expected.PERIOD),
        ("Thí điểm mấy tháng?", Expected.PERIOD),
        ("How often is it reviewed?", Expected.PERIOD),
        ("Khi nào hoàn thành?", Expected.DATE),
        ("đến năm nào", Expected.DATE),
        ("By what year?", Expected.DATE),
        ("When will it be done?", Expected.DATE),
        ("Có bao nhiêu doanh nghiệp?", Expected.NUMBER),
        ("Có mấy đô thị?", Expected.NUMBER),
        ("Mấy viện làm ăn kém thì xử lý sao?", None),
        ("Số lượng doanh nghiệp", Expected.NUMBER),
        ("How many enterprises?", Expected.NUMBER),
        ("Hạ tầng số là gì?", None),
        ("Who is responsible?", None),
        ("When workers lose their jobs, who helps?", None),
        ("", None),
    ],
)
def test_kind_of_answer_that_is_asked_for(question, kind):
    assert expected(question) is kind


@pytest.mark.parametrize(
    ("marked", "bare", "kind"),
    [
        ("Bao nhiêu tỷ đồng?", "bao nhieu ty dong", Expected.MONEY),
        ("Bao giờ xong?", "bao gio xong", Expected.DATE),
        ("Chiếm mấy phần trăm?", "chiem may phan tram", Expected.PERCENT),
    ],
)
def test_marks_are_not_needed(marked, bare, kind):
    assert expected(marked) is expected(bare) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Máy tính lượng tử là gì?", None),
        ("Chiến lược quốc gia là gì?", None),
        ("Chuyên gia là ai?", None),
        ("Chất lượng là gì?", None),
        ("luc luong la ai", None),
        ("Số lượng bao nhiêu?", Expected.NUMBER),
        ("Thu hút bao nhiêu tổ chức tham gia, bao nhiêu người?", Expected.NUMBER),
        ("Sản lượng tháng nào cao nhất?", Expected.DATE),
    ],
)
def test_half_of_another_word_asks_for_no_money(question, kind):
    assert expected(question) is kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Quy mô kinh tế số đạt tối thiểu 30% GDP.", {Expected.MONEY, Expected.PERCENT, Expected.NUMBER}),
        ("Chi 3.000 tỷ đồng.", {Expected.MONEY, Expected.NUMBER}),
        ("Năm mươi phần trăm dân số.", {Expected.PERCENT, Expected.NUMBER}),
        ("Định kỳ sơ kết.", {Expected.PERIOD}),
        ("Báo cáo hằng năm.", {Expected.PERIOD, Expected.DATE, Expected.NUMBER}),
        ("Thí điểm trong 6 tháng.", {Expected.PERIOD, Expected.DATE, Expected.NUMBER}),
        ("Đến năm 2030.", {Expected.DATE, Expected.NUMBER}),
        ("Ít nhất ba đô thị thông minh.", {Expected.NUMBER}),
        ("At least three smart cities.", {Expected.NUMBER}),
        ("Phát triển hạ tầng.", set()),
        ("", set()),
    ],
)
def test_kinds_of_answers_that_a_text_holds(text, kinds):
    assert {kind for kind in Expected if holds(text, kind)} == kinds
