"""The four documents that ship, clause by clause, against the definitions of corpus/resolutions/SOURCES.md."""

import itertools
import re
import unicodedata

import pytest

DOCUMENTS = ["52-NQ-TW", "116-HD-BTGTW", "57-NQ-TW", "TH-52-NQ-TW"]
every_document = pytest.mark.parametrize("document_id", DOCUMENTS)

# What may stand between two printed items: layout, the code of the item before, and up to two markers.
LAYOUT = r"(?:\s|[*#▶|]|-{2,}|<[^<>]*>)*"
CODE = r"(?:\*\*[A-Z]\d+ - [A-Z]\d+\*\*|\(KFA\d\))"
MARKER = r"(?:[-+]|[IVX]+ ?[-/]|\d+\.|\(\d\)|PHẦN (?:I|II)|KFA \d|KF ?\d|Bước \d|[FPK] –|(?<=\*\*)[A-Z]\d(?=\*\*))"
BETWEEN = re.compile(rf"{LAYOUT}(?:{CODE}{LAYOUT})?(?:{MARKER}{LAYOUT}){{0,2}}")
BETWEEN_SENTENCES = re.compile(r"[\s*]*")


def text_by_the_book(original):
    """The text of a slice as SOURCES.md defines it, written without looking at the code."""
    without_tags = re.sub(r"<[^>]*>", "", original)
    without_markup = "".join(letter for letter in without_tags if letter not in "*#▶")
    lines = [line.split() for line in without_markup.splitlines() if line.split()]
    joined = ""
    for line in lines:
        separator = "" if not joined or (joined.endswith("-") and not joined.endswith(" -")) else " "
        joined += separator + " ".join(line)
    return unicodedata.normalize("NFC", joined)


def _left_over(text, spans, start, end):
    """The pieces of ``text[start:end]`` outside the spans, in order."""
    edges = [start, *itertools.chain.from_iterable(sorted(spans)), end]
    return [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


@every_document
def test_text_of_every_clause_is_its_slice(library, document_id):
    text = library.document(document_id).text
    shown = {clause.id: clause.text for clause in library.clauses_of(document_id)}
    assert shown == {clause.id: text_by_the_book(clause.span.of(text)) for clause in library.clauses_of(document_id)}


@every_document
def test_text_of_every_sentence_is_its_slice(library, document_id):
    text = library.document(document_id).text
    for clause in library.clauses_of(document_id):
        assert library.sentences(clause) == tuple(text_by_the_book(span.of(text)) for span in clause.sentences)


@every_document
def test_repeated_headings_read_alike(library, document_id):
    text = library.document(document_id).text
    for clause in library.clauses_of(document_id):
        assert {text_by_the_book(span.of(text)) for span in clause.spans} == {clause.text}


@every_document
def test_clauses_come_in_order_and_none_overlap(library, document_id):
    clauses = library.clauses_of(document_id)
    assert [clause.span for clause in clauses] == sorted(clause.span for clause in clauses)
    spans = sorted(span for clause in clauses for span in clause.spans)
    assert all(start < end for start, end in spans)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))


@every_document
def test_sentences_cover_all_words_of_their_clause(library, document_id):
    text = library.document(document_id).text
    for clause in library.clauses_of(document_id):
        left = _left_over(text, clause.sentences, *clause.span)
        assert [piece for piece in left if not BETWEEN_SENTENCES.fullmatch(piece)] == [], clause.id
        assert " ".join(library.sentences(clause)) == clause.text


@every_document
def test_clauses_cover_the_whole_document_but_for_markers(library, document_id):
    text = library.document(document_id).text
    spans = [span for clause in library.clauses_of(document_id) for span in clause.spans]
    assert [piece for piece in _left_over(text, spans, 0, len(text)) if not BETWEEN.fullmatch(piece)] == []


@pytest.mark.parametrize("piece", ["1. Một", "chữ", "\n- của", "(kèm theo)", "1. 2. 3.", "KFA", "C9 - T1 C9 - T1"])
def test_words_between_items_would_be_noticed(piece):
    assert not BETWEEN.fullmatch(piece)


@every_document
def test_no_marker_or_markup_is_left_inside_a_text(library, document_id):
    for clause in library.clauses_of(document_id):
        assert not re.search(
            r"[*#▶|]|<|(?:^|\s)(?:KFA? \d)(?!\))|^[-+•]|^\(\d|^\d+\.|^Bước|[A-Z]\d+ - [A-Z]\d+", clause.text
        )


@every_document
def test_span_starts_and_ends_with_a_word(library, document_id):
    text = library.document(document_id).text
    for clause in library.clauses_of(document_id):
        for span in (*clause.spans, *clause.sentences):
            assert re.match(r"[\w(“\"]", span.of(text)), (clause.id, span.of(text)[:20])
            assert re.search(r"[\w.,:;?!”)/]$", span.of(text)), (clause.id, span.of(text)[-20:])


@pytest.mark.parametrize(
    ("clause_id", "start", "end"),
    [
        ("52-NQ-TW/II.1/b2", "Cuộc Cách mạng công nghiệp lần thứ tư mang lại", "so với khu vực và thế giới."),
        ("52-NQ-TW/II.1/b2.p1", "Chủ động phòng ngừa, ứng phó", "quá trình phát triển đất nước."),
        ("52-NQ-TW/I/p3", "Thủ tướng Chính phủ đã ban hành chỉ thị", "điện tử-viễn thông."),
        ("52-NQ-TW/IV.3", "Ban cán sự đảng Chính phủ lãnh đạo", "nêu trong Nghị quyết."),
        ("57-NQ-TW/0/p1", "Phát triển khoa học, công nghệ, đổi mới sáng tạo", "kỷ nguyên vươn mình của Dân tộc."),
        ("57-NQ-TW/II.1/b1", "Tiềm lực, trình độ khoa học", "ngang tầm các nước tiên tiến."),
        ("57-NQ-TW/III.2/p1", "Tiếp tục thể chế hoá đầy đủ", "Tập trung triển khai tốt các nội dung sau:"),
        ("57-NQ-TW/III.2/b3", "Thống nhất, nâng cao hiệu quả quản lý nhà nước", "dựa trên kết quả nghiên cứu."),
        ("57-NQ-TW/III.7/p1", "Tập trung đẩy mạnh hợp tác nghiên cứu", "thành viên tham gia."),
        ("57-NQ-TW/IV.3", "Ban cán sự đảng Chính phủ lãnh đạo, chỉ đạo", "hoàn thành trong năm 2025."),
        ("57-NQ-TW/end/p1", "Nghị quyết này phổ biến đến chi bộ.", "Nghị quyết này phổ biến đến chi bộ."),
        ("57-NQ-TW/end/recipients/b1", "Các ban đảng, cấp uỷ", "trực thuộc Trung ương,"),
        ("57-NQ-TW/end/signature", "T/M BỘ CHÍNH TRỊ", "Tô Lâm"),
        ("116-HD-BTGTW/0/p1", "TÀI LIỆU HỌC TẬP", "của Ban Tuyên giáo Trung ương)"),
        ("116-HD-BTGTW/1/2", "Cuộc Cách mạng công nghiệp lần thứ tư mang lại", "quá trình phát triển đất nước."),
        ("116-HD-BTGTW/2/p3", "Một số mục tiêu cụ thể đến năm 2030: Duy trì", "trong khu vực và thế giới."),
        ("116-HD-BTGTW/3.5/c2", "Có cơ chế khuyến khích và ưu đãi", "nguồn nhân lực chất lượng cao."),
        ("116-HD-BTGTW/4/b3", "Các tỉnh uỷ, thành uỷ, ban đảng", "thành phố trực thuộc Trung ương."),
        ("TH-52-NQ-TW/P1/I/C9", "Quá trình chuyển đổi số quốc gia còn chậm", "còn nhiều thách thức."),
        ("TH-52-NQ-TW/P1/I/C3", "Thủ tướng Chính phủ đã ban hành", "mô hình kinh tế chia sẻ."),
        ("TH-52-NQ-TW/P1/II/F/b1", "Chủ động tích cực tham gia CMCN 4.0.", "phát triển kinh tế-xã hội)."),
        ("TH-52-NQ-TW/P1/II/P.2025/b4", "Kinh tế số chiếm khoảng 20% GDP.", "Kinh tế số chiếm khoảng 20% GDP."),
        ("TH-52-NQ-TW/P1/II/K/p1", "Việt Nam là Trung tâm sản xuất", "khu vực châu Á;"),
        ("TH-52-NQ-TW/P1/III/KFA3/KF2/b1", "Bổ sung một số ngành nghề", "khởi nghiệp đổi mới sáng tạo."),
        ("TH-52-NQ-TW/P1/IV/2/b1", "Xây dựng và triển khai Chiến lược", "Cách mạng công nghiệp thứ 4;"),
        ("TH-52-NQ-TW/P2/I/1/SOI4", "Xác lập được các mục tiêu", "– Mục tiêu đúng."),
        ("TH-52-NQ-TW/P2/I/2/B6/C1", "Mô tả mục tiêu cuối cùng", "như thế nào?"),
    ],
)
def test_example_of_the_sources_page_holds_its_words(library, clause_id, start, end):
    text = library.clause(clause_id).text
    assert text.startswith(start)
    assert text.endswith(end)


@pytest.mark.parametrize(
    ("clause_id", "heading"),
    [
        (
            "57-NQ-TW/III.1",
            "Nâng cao nhận thức, đột phá về đổi mới tư duy, xác định quyết tâm chính trị mạnh mẽ, quyết liệt lãnh đạo, "
            "chỉ đạo, tạo xung lực mới, khí thế mới trong toàn xã hội về phát triển khoa học, công nghệ, đổi mới sáng "
            "tạo và chuyển đổi số quốc gia",
        ),
        (
            "57-NQ-TW/III.5",
            "Đẩy mạnh chuyển đổi số, ứng dụng khoa học, công nghệ, đổi mới sáng tạo trong hoạt động của các cơ quan "
            "trong hệ thống chính trị; nâng cao hiệu quả quản trị quốc gia, hiệu lực quản lý nhà nước trên các lĩnh "
            "vực, bảo đảm quốc phòng và an ninh",
        ),
        (
            "52-NQ-TW/III",
            "Một số chủ trương, chính sách chủ động tham gia cuộc cách mạng công nghiệp lần thứ tư",
        ),
        (
            "52-NQ-TW/III.8",
            "Chính sách thúc đẩy chuyển đổi số trong các cơ quan Đảng, Nhà nước, Mặt trận Tổ quốc, các tổ chức chính "
            "trị-xã hội",
        ),
    ],
)
def test_heading_that_wraps_is_whole(library, clause_id, heading):
    assert library.clause(clause_id).text == heading


@pytest.mark.parametrize(
    ("document_id", "phrase"),
    [
        ("116-HD-BTGTW", "27-9-2019"),
        ("116-HD-BTGTW", "7,5%/năm"),
        ("116-HD-BTGTW", "30-NQ/TW, ngày 25/7/2018 của Bộ Chính trị"),
        ("52-NQ-TW", "7%/năm"),
        ("52-NQ-TW", "7,5%/năm"),
        ("52-NQ-TW", "30-NQ/TW, ngày 25/7/2018 của Bộ Chính trị"),
        ("52-NQ-TW", "tài chính-ngân hàng"),
        ("57-NQ-TW", "16 - 18%/năm, tỉ lệ khai thác thương mại đạt 8 - 10%"),
        ("57-NQ-TW", "(HDI) duy trì trên 0,7"),
        ("TH-52-NQ-TW", "CMCN 4.0"),
        ("TH-52-NQ-TW", "hiện đại. trong tất cả"),
        ("TH-52-NQ-TW", "hành động... hướng cụ thể"),
        ("TH-52-NQ-TW", "ngày .../.../....."),
    ],
)
def test_no_sentence_is_cut_inside(library, document_id, phrase):
    sentences = [text for clause in library.clauses_of(document_id) for text in library.sentences(clause)]
    assert any(phrase in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("clause_id", "slip"),
    [
        ("116-HD-BTGTW/3.3/c1", "cho chuyên đổi số quốc gia"),
        ("116-HD-BTGTW/1/2", "bắt kịp, tiên cùng và vượt lên"),
        ("116-HD-BTGTW/4/b3", "phát triển nghệ thông tin"),
        ("TH-52-NQ-TW/P1/II/K", "Tâm nhìn 2045"),
        ("TH-52-NQ-TW/P1/II/F/b1", "bút phá trong phát triển"),
        ("TH-52-NQ-TW/P2/I/2/B3/M3", "Hòa hòa hóa các vấn đề"),
    ],
)
def test_slip_of_scanning_stays_as_printed(library, clause_id, slip):
    assert slip in library.clause(clause_id).text


@pytest.mark.parametrize(
    ("clause_id", "words"),
    [
        ("52-NQ-TW/II.1/b3", "nguồn lực bên ngoài là quan trọng, đột phá"),
        ("116-HD-BTGTW/1/4", "nguồn lực bên ngoài là quan trọng, đột phá"),
        ("116-HD-BTGTW/3.2/c2", "phạm vi không gian và thời gian thử nghiệm"),
        ("116-HD-BTGTW/4/b3", "về việc thực hiện Nghị quyết. Kiện toàn"),
        ("57-NQ-TW/I.1", "đổi mới phương thức quản trị quốc gia"),
        ("52-NQ-TW/III.2/b1", "công nghệ số, Internet và không gian mạng"),
    ],
)
def test_blank_lines_and_page_ends_inside_a_sentence_end_nothing(library, clause_id, words):
    assert words in library.clause(clause_id).text


def test_kinds_are_as_the_sources_page_says(library):
    kinds = {clause.id: clause.kind.value for clause in library.clauses}
    assert kinds["57-NQ-TW/III.1"] == "heading"
    assert kinds["57-NQ-TW/IV.1"] == kinds["52-NQ-TW/IV.1"] == "clause"
    assert kinds["57-NQ-TW/end/recipients"] == kinds["57-NQ-TW/end/recipients/b1"] == "recipients"
    assert kinds["57-NQ-TW/end/signature"] == "signature"
    assert kinds["116-HD-BTGTW/0/p1"] == "title"
    assert kinds["TH-52-NQ-TW/P1/III/KFA1/KF1"] == "clause"
    assert kinds["TH-52-NQ-TW/P1/III/KFA3/KF2"] == "heading"


def test_heading_printed_several_times_keeps_every_place(library):
    assert len(library.clause("TH-52-NQ-TW/P1/III/p2").spans) == 10
    assert len(library.clause("TH-52-NQ-TW/P1/III/KFA3").spans) == 3


@pytest.mark.parametrize(
    ("clause_id", "headings"),
    [
        ("57-NQ-TW/III.7/p1", ["NHIỆM VỤ, GIẢI PHÁP", "Tăng cường hợp tác quốc tế"]),
        ("TH-52-NQ-TW/P1/I/C9", ["PHÂN TÍCH NGHỊ QUYẾT", "Cơ sở của Nghị quyết", "Nhóm các trở ngại cần giải quyết"]),
        ("TH-52-NQ-TW/P1/IV/2/b1", ["PHÂN TÍCH NGHỊ QUYẾT", "Tổ chức thực hiện", "Khối Chính phủ:"]),
        ("116-HD-BTGTW/3.5/c2", ["Về các nhiệm vụ chủ yếu", "Nhiệm vụ thứ năm. Chính sách phát triển nguồn nhân lực."]),
    ],
)
def test_headings_are_what_a_clause_stands_under(library, clause_id, headings):
    found = library.clause(clause_id).headings
    assert len(found) == len(headings)
    assert all(text.startswith(start) for text, start in zip(found, headings, strict=True))
