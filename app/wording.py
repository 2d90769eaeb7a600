"""Every word that a reader sees, in Vietnamese and English side by side; errors by their code."""

import datetime
from http import HTTPStatus

from corpus import Bilingual, Clause, ClauseKind, Language, Source
from corpus.errors import TracuuError
from qa import Reason

# Vietnamese for an error's code and values; the English is the error's own sentence.
_ERRORS_VI = {
    "catalogue_missing": "Không thấy danh mục {file}. Hãy khôi phục tệp này, hoặc đặt TRACUU_CORPUS.",
    "catalogue_damaged": "Không đọc được danh mục {file}: {problem}. Hãy sửa mục đó.",
    "source_missing": "Không đọc được tệp {file} của {document}. Hãy khôi phục tệp.",
    "source_changed": "Tệp {file} của {document} đã bị thay đổi so với danh mục. Hãy khôi phục tệp gốc.",
    "source_not_utf8": "Tệp {file} của {document} không phải UTF-8. Hãy lưu lại dưới dạng UTF-8.",
    "unknown_document": "Không có tài liệu {document}. Các tài liệu hiện có: {known}.",
    "unknown_clause": (
        "Không có mục {clause}. Hãy ghi mã (57-NQ-TW/III.2/b3), phần cuối của mã (KFA3/KF2) "
        "hoặc gọi tên (mục III.2 Nghị quyết 57)."
    ),
    "ambiguous_place": "{place} có ở nhiều nơi: {found}. Hãy ghi rõ hơn.",
    "clauses_missing": "Chưa có tệp điều khoản {file}. Hãy chạy `tracuu build`.",
    "clauses_damaged": "Tệp điều khoản {file} bị hỏng. Hãy chạy `tracuu build`.",
    "line_damaged": "Không đọc được dòng {line} của {file}. Hãy sửa hoặc bỏ dòng này.",
    "id_twice": "Hai chỗ của {document} cùng có mã {clause}. Hãy đánh số lại trong tệp.",
    "model_missing": "Không có mô hình mã hóa {model}. Hãy đặt TRACUU_ENCODER, hoặc bỏ trống để dùng mô hình kèm theo.",
    "model_damaged": (
        "Không đọc được tệp mô hình {file}: {problem}. Hãy lấy lại từ kho mã; "
        "nếu tệp nằm trong TRACUU_VAR thì xóa đi rồi chạy `tracuu build`."
    ),
    "cross_encoder_mismatch": (
        "Mô hình đọc câu trong {folder} được huấn luyện với bảng từ khác bảng từ của mô hình mã hóa {encoder}. "
        "Hãy lấy lại cả hai từ kho mã, hoặc huấn luyện lại theo README trong thư mục đó."
    ),
    "index_missing": "Chưa có chỉ mục trong {folder}. Hãy chạy `tracuu build`.",
    "index_damaged": "Tệp chỉ mục {file} bị hỏng hoặc thiếu. Hãy chạy `tracuu build`.",
    "index_format": "Chỉ mục {folder} thuộc phiên bản khác. Hãy chạy `tracuu build`.",
    "index_encoder": (
        "Chỉ mục {folder} được lập bằng mô hình {built}, nhưng đang đặt {configured}. "
        "Hãy chạy `tracuu build`, hoặc đặt lại TRACUU_ENCODER."
    ),
    "index_stale": "Chỉ mục {folder} được lập từ văn bản khác. Hãy chạy `tracuu build`.",
    "package_missing": "Chưa cài gói {package}. Hãy chạy `make setup`.",
    "disk_full": "Chỉ còn trống {n} MB trong {folder}; cần ít nhất {least} MB. Hãy giải phóng ổ đĩa.",
    "question_empty": "Câu hỏi trống. Hãy gõ vài từ.",
    "question_not_text": "Câu hỏi không phải văn bản. Hãy gửi dưới dạng UTF-8.",
    "question_too_long": "Câu hỏi dài {length} ký tự; nhiều nhất là {most}. Hãy rút ngắn.",
    "body_not_json": "Yêu cầu phải là một đối tượng JSON, gửi với Content-Type: application/json.",
    "field_unknown": "Yêu cầu không có trường {field}. Các trường dùng được: {known}.",
    "k_not_number": "k phải là một số nguyên.",
    "documents_not_list": "documents phải là một danh sách mã tài liệu.",
    "language_unknown": "language phải là vi hoặc en.",
    "as_typed_not_boolean": "as_typed phải là true hoặc false.",
    "k_out_of_range": "k là {k}, nhưng phải từ 1 đến {most}.",
    "study_set_damaged": "Tệp này không phải một bài soạn đã lưu. Hãy chọn tệp .json đã lưu từ trang này.",
    "output_refused": "Không ghi được {file}: {problem}. Hãy chọn nơi khác.",
    "abbreviations": "Không đọc được tệp viết tắt {file}: {problem}.",
    "marks_damaged": "Không đọc được bảng dấu {file}: {problem}. Hãy lấy lại từ kho mã.",
    "label_unknown_document": "Một câu hỏi ghi tài liệu {document}, nhưng không có tài liệu này. Hiện có: {known}.",
    "label_unknown_clause": "Một câu hỏi ghi mục {clause}, nhưng không có mục này.",
    "label_not_found": "Câu hỏi {question}: không có nguyên văn đoạn trích này trong {document}: {quote}",
    "questions_unreadable": "Không đọc được tệp câu hỏi {file}.",
    "questions_empty": "Tệp {file} không có câu hỏi nào. Hãy ghi mỗi dòng một đối tượng JSON.",
    "question_damaged": "Dòng {line} của {file} không phải một câu hỏi: {problem}",
    "question_id_twice": "Hai câu hỏi trong {file} cùng có mã {question}.",
    "report_damaged": "{file} không phải một báo cáo đánh giá đã lưu: {problem}",
    "run_damaged": "Dòng {line} của {file} không phải một dòng kết quả TREC.",
    "run_strange_question": "{file} có kết quả cho câu hỏi {question}, nhưng bộ câu hỏi không có câu này.",
    "run_unknown_clause": "{file} có mục {clause}, nhưng không có mục này.",
    "runs_differ": "Hai báo cáo không cùng một bộ câu hỏi: {problem}",
    "beir_damaged": "{folder} không phải một bộ đo theo cấu trúc BEIR (corpus.jsonl, queries.jsonl, qrels/test.tsv).",
    "bitext_damaged": "{file} không phải một tệp cặp câu (mỗi dòng có vi và en): {problem}",
    "floor_damaged": "Không đọc được mức sàn {file}. Hãy khôi phục tệp từ kho mã.",
    "floor_of_other_questions": "Mức sàn {file} là của bộ câu hỏi {floor}, lần chạy này là của {run}.",
    "admin_key_wrong": "Đây không phải khóa quản trị. Hãy nhập khóa đã đặt trong TRACUU_ADMIN_KEY.",
    "run_under_way": "Đang có một lượt đánh giá. Hãy đợi lượt ấy xong.",
    "setting": "Không dùng được giá trị {value} của {name}. Hãy sửa biến môi trường hoặc tracuu.toml.",
    "cannot_listen": "Không mở được cổng {port} trên {host}: {problem}. Hãy chọn cổng khác bằng --host, --port.",
    "settings_file": "Không đọc được tracuu.toml: {problem}. Hãy sửa hoặc bỏ tệp này.",
}
REASONS = {
    Reason.NO_MATCH: Bilingual(
        "Không có điều khoản nào trong các tài liệu này khớp với câu hỏi. Có thể thử diễn đạt cách khác.",
        "No clause of these documents matches the question. It may help to put it another way.",
    ),
    Reason.NOT_STATED: Bilingual(
        "Các tài liệu này có bàn chuyện gần với câu hỏi, nhưng không nêu điều được hỏi.",
        "These documents come near the question, but do not state what was asked.",
    ),
    Reason.OFF_TOPIC: Bilingual(
        "Câu hỏi có vẻ nằm ngoài những điều mà các tài liệu này bàn đến.",
        "The question seems to be about something that these documents do not deal with.",
    ),
    Reason.OTHER_DOCUMENT: Bilingual(
        "Câu hỏi nói đến một văn bản không có ở đây, nên không thể trích văn bản ấy.",
        "The question is about a document that is not here, so it cannot be quoted.",
    ),
    Reason.FILTERED_OUT: Bilingual(
        "Tài liệu nêu trong câu hỏi không nằm trong các tài liệu được chọn. Hãy chọn thêm, hoặc bỏ lựa chọn.",
        "The document that the question names is not among those selected. Select it too, or select none.",
    ),
}
KINDS = {
    ClauseKind.CLAUSE: Bilingual("điều khoản", "clause"),
    ClauseKind.HEADING: Bilingual("đề mục", "heading"),
    ClauseKind.TITLE: Bilingual("tiêu đề", "title"),
    ClauseKind.RECIPIENTS: Bilingual("nơi nhận", "recipients"),
    ClauseKind.SIGNATURE: Bilingual("chữ ký", "signature"),
}
PROBLEMS = {
    HTTPStatus.NOT_FOUND: Bilingual("Không tìm thấy", "Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: Bilingual("Phương thức không dùng được ở đây", "Method not allowed here"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Bilingual("Yêu cầu quá lớn", "Request too large"),
    HTTPStatus.UNPROCESSABLE_ENTITY: Bilingual("Yêu cầu không dùng được", "Request cannot be used"),
    HTTPStatus.TOO_MANY_REQUESTS: Bilingual("Quá nhiều yêu cầu", "Too many requests"),
    HTTPStatus.SERVICE_UNAVAILABLE: Bilingual("Chưa phục vụ được", "Not available"),
}
# How a document stands to another, and how the other stands to it.
RELATIONS = {
    "explains": Bilingual("Giải thích {document}", "Explains {document}"),
    "summarises": Bilingual("Tổng hợp {document}", "Summarises {document}"),
    "follows": Bilingual("Ra đời sau {document}", "Follows {document}"),
}
RELATIONS_BACK = {
    "explains": Bilingual("Được giải thích trong {document}", "Explained in {document}"),
    "summarises": Bilingual("Được tổng hợp trong {document}", "Summarised in {document}"),
    "follows": Bilingual("Sau đó có {document}", "Followed by {document}"),
}
WORDS = {
    "also_in": Bilingual("cũng có trong", "also in"),
    "other_clauses": Bilingual("Các điều khoản khác", "Other clauses"),
    "nearest": Bilingual("Những điều khoản gần nhất (không phải câu trả lời)", "The nearest clauses (not an answer)"),
    "unofficial": Bilingual("bản dịch không chính thức", "unofficial translation"),
    "more": Bilingual("và {n} đoạn trích nữa", "and {n} more quotes"),
    "searched_as": Bilingual("Đã tìm theo: “{text}”", "Searched as “{text}”"),
    "as_typed_hint": Bilingual("--as-typed: tìm đúng như đã gõ", "--as-typed searches just what was typed"),
    "sure": Bilingual("chắc chắn", "sure"),
    "fairly_sure": Bilingual("khá chắc chắn", "fairly sure"),
    "unsure": Bilingual("chưa chắc chắn", "unsure"),
    "why_words": Bilingual("Trùng từ: {words}", "Matching words: {words}"),
    "why_no_words": Bilingual("Không trùng từ nào", "No word in common"),
    "why_led_by": Bilingual("Tìm thấy chủ yếu nhờ {field}", "Found mostly by {field}"),
    "why_named": Bilingual("Được gọi tên trong câu hỏi", "Named in the question"),
    "why_text": Bilingual("câu chữ", "wording"),
    "why_dense": Bilingual("ý nghĩa", "meaning"),
    "why_gloss": Bilingual("câu hỏi mẫu và bản dịch", "sample questions and translation"),
    "under": Bilingual("gồm", "holds"),
    "nothing": Bilingual("Không tìm thấy gì.", "Nothing was found."),
    "built": Bilingual(
        "Đã lập chỉ mục: {clauses} điều khoản và đề mục, {passages} đoạn để tìm.",
        "Index built: {clauses} clauses and headings, {passages} searchable passages.",
    ),
    "up_to_date": Bilingual("Chỉ mục đã cập nhật, không có gì thay đổi.", "The index is up to date; nothing changed."),
    "splitting": Bilingual("{document}: {n} điều khoản và đề mục", "{document}: {n} clauses and headings"),
    "asking": Bilingual("câu hỏi", "questions"),
    "baselines": Bilingual("phương án so sánh", "baselines"),
    "embedding": Bilingual("mã hóa", "encoding"),
    "fine": Bilingual("tốt", "fine"),
    "wrong": Bilingual("lỗi", "wrong"),
    "check_sources": Bilingual("Tài liệu gốc", "Sources"),
    "check_clauses": Bilingual("Điều khoản", "Clauses"),
    "check_encoder": Bilingual("Mô hình mã hóa", "Encoder"),
    "check_cross_encoder": Bilingual("Mô hình đọc câu trả lời", "Answer reader"),
    "made_for_encoder": Bilingual("khớp với mô hình mã hóa kèm theo", "made for the encoder that ships"),
    "check_index": Bilingual("Chỉ mục", "Index"),
    "check_versions": Bilingual("Phiên bản", "Versions"),
    "check_disk": Bilingual("Ổ đĩa", "Disk"),
    "disk_free": Bilingual("còn trống {n} MB", "{n} MB free"),
    "documents_found": Bilingual("{n} tài liệu, đúng với danh mục", "{n} documents, as the catalogue has them"),
    "clauses_found": Bilingual("{n} điều khoản và đề mục", "{n} clauses and headings"),
    "nothing_here": Bilingual("Ở địa chỉ này không có gì.", "There is nothing at this address."),
    "unknown_id": Bilingual(
        "Không có mục nào mang mã {clause}. Mã có dạng 57-NQ-TW/III.2/b3.",
        "No place has the id {clause}. Ids look like 57-NQ-TW/III.2/b3.",
    ),
    "wrong_method": Bilingual("Địa chỉ này chỉ nhận {allowed}.", "This address takes {allowed} only."),
    "body_too_large": Bilingual(
        "Yêu cầu chỉ được dài tối đa {most} byte. Hãy rút ngắn.", "A request may have at most {most} bytes. Shorten it."
    ),
    "too_many": Bilingual(
        "Mỗi phút chỉ nhận {most} yêu cầu từ một địa chỉ. Hãy thử lại sau {seconds} giây.",
        "At most {most} requests a minute are taken from one address. Try again in {seconds} seconds.",
    ),
    "unexpected": Bilingual(
        "Đã xảy ra lỗi ngoài dự kiến, được ghi lại với mã {request}. Hãy thử lại sau.",
        "Something unexpected went wrong; it is logged as request {request}. Try again later.",
    ),
    "serving": Bilingual("Trang ở {address} (Ctrl+C để dừng).", "The page is at {address} (Ctrl+C stops it)."),
    "home": Bilingual("Tra cứu", "Tra cứu"),
    "to_text": Bilingual("Đến phần văn bản", "Skip to the text"),
    "documents": Bilingual("Các văn bản", "Documents"),
    "outline": Bilingual("Mục lục", "Outline"),
    "issued": Bilingual("{issuer}, ngày {day}", "{issuer}, {day}"),
    "other_language": Bilingual("English", "Tiếng Việt"),
    "transcription": Bilingual(
        "Đây là bản chép lại từ bản quét, không phải bản gốc có chữ ký. Văn bản giữ nguyên như đã chép, kể cả lỗi quét "
        "(như “chuyên đổi số” thay cho “chuyển đổi số”); lỗi nào đã biết thì có ghi chú bên cạnh.",
        "This is a transcription of a scan, not the signed original. The text is kept as it was transcribed, scanning "
        "slips included (such as “chuyên đổi số” for “chuyển đổi số”); those that are known are noted beside it.",
    ),
    "slip": Bilingual(
        "Nguyên văn bản chép: “{printed}”; có lẽ là “{meant}”.",
        "So in the transcription: “{printed}”; probably “{meant}”.",
    ),
    "translations": Bilingual(
        "Bản dịch tiếng Anh là bản không chính thức.",
        "The text itself is Vietnamese. English translations are unofficial.",
    ),
    "copy_address": Bilingual("Chép địa chỉ: {place}", "Copy the address: {place}"),
    "copied": Bilingual("Đã chép địa chỉ", "Address copied"),
    "exported": Bilingual("Đã ghi {n} điều khoản vào {file}.", "{n} clauses were written to {file}."),
    "handout_title": Bilingual("Tài liệu học tập", "Study handout"),
    "handout_sources": Bilingual("Nguồn trích dẫn", "Sources"),
    "handout_questions": Bilingual("Câu hỏi ôn tập", "Questions"),
    "handout_answers": Bilingual("Đáp án", "Answers"),
    "column_n": Bilingual("Số", "No."),
    "column_id": Bilingual("Mã", "Id"),
    "column_citation": Bilingual("Trích dẫn", "Citation"),
    "column_text": Bilingual("Nguyên văn", "Text"),
    "column_slips": Bilingual("Ghi chú về bản chép", "Note on the transcription"),
    "column_translation": Bilingual("Bản dịch không chính thức", "Unofficial translation"),
}

_SURE = ((0.85, "sure"), (0.6, "fairly_sure"))


def error_message(error: TracuuError, language: Language) -> str:
    """What went wrong, for a reader of this language."""
    template = _ERRORS_VI.get(error.code) if language is Language.VI else None
    return template.format(**error.values) if template else str(error)


def say_sureness(confidence: float, language: Language) -> str:
    """How sure an answer of this probability is, in words."""
    return say(next((key for least, key in _SURE if confidence >= least), "unsure"), language)


def say_day(day: datetime.date, language: Language) -> str:
    """A date as the language writes it: 22/12/2024, 22 December 2024."""
    return f"{day.day}/{day.month}/{day.year}" if language is Language.VI else f"{day.day} {day:%B %Y}"


def say_slips(source: Source, clause: Clause, language: Language) -> list[str]:
    """A sentence for each slip of the transcription that is known in a clause of this source."""
    slips = source.slips_at(clause.path)
    return [say("slip", language, printed=slip.printed, meant=slip.meant) for slip in slips]


def say(key: str, language: Language, **values: object) -> str:
    """The wording for a key, with its values."""
    return WORDS[key].in_(language).format(**values)
