"""Every word of the page, in Vietnamese and English side by side."""

from typing import Final

from corpus import Bilingual, Language
from eval.questions import Form, Kind

PAGE_TITLE: Final = "Tra cứu nghị quyết"
WORDS: Final = {
    # The frame
    "name": Bilingual("Tra cứu nghị quyết", "Resolution search"),
    "promise": Bilingual(
        "Hỏi bằng lời thường, nhận đúng câu trong văn bản, kèm trích dẫn.",
        "Ask in plain words; get the very sentence of the document, with its citation.",
    ),
    "language": Bilingual("Ngôn ngữ", "Language"),
    "theme": Bilingual("Đổi nền sáng hoặc tối", "Switch between light and dark"),
    "documents": Bilingual("Văn bản", "Documents"),
    "tab_ask": Bilingual("Hỏi đáp", "Ask"),
    "tab_find": Bilingual("Tra cứu", "Find clauses"),
    "tab_compare": Bilingual("Đối chiếu", "Compare"),
    "tab_study": Bilingual("Soạn bài", "Study set"),
    "tab_study_n": Bilingual("Soạn bài ({n})", "Study set ({n})"),
    "tab_evaluation": Bilingual("Đánh giá", "Evaluation"),
    "transcription": Bilingual(
        "Văn bản ở đây là bản chép lại, không phải bản có chữ ký; có thể còn lỗi quét. Khi cần dẫn chính thức, "
        "hãy đối chiếu với bản gốc.",
        "The texts here are transcriptions, not the signed originals, and may hold scanning slips. For official use, "
        "check them against the originals.",
    ),
    "privacy": Bilingual(
        "Câu hỏi không được lưu lại. Chỉ khi bạn bấm góp ý, câu hỏi và đoạn trích ấy mới được ghi vào một tệp trên "
        "máy chủ này.",
        "Questions are not stored. Only when you give feedback are that question and quote kept, in a file on this "
        "server.",
    ),
    # Ask
    "question": Bilingual("Câu hỏi", "Question"),
    "question_hint": Bilingual(
        "Đến năm 2030 kinh tế số chiếm bao nhiêu GDP?", "How large should the digital economy be by 2030?"
    ),
    "ask": Bilingual("Hỏi", "Ask"),
    "keys": Bilingual(
        "Enter để hỏi · / để về ô câu hỏi · gõ không dấu cũng được",
        "Enter asks · / goes to the question box · Vietnamese or English",
    ),
    "examples": Bilingual("Thử hỏi", "Try asking"),
    "more_examples": Bilingual("Câu khác", "Other questions"),
    "history": Bilingual("Đã hỏi trong lần này", "Asked in this visit"),
    "answer_to": Bilingual("Trả lời cho", "Answer to"),
    "searched_as": Bilingual("Đã tìm theo: “{text}”", "Searched as “{text}”"),
    "search_as_typed": Bilingual("Tìm đúng như đã gõ", "Search just as typed"),
    "searched_as_typed": Bilingual("Đã tìm đúng như đã gõ", "Searched just as typed"),
    "search_as_meant": Bilingual("Cho thêm dấu, sửa lỗi gõ", "Mend slips and marks again"),
    "lead_in": Bilingual("Câu dẫn", "Leading in"),
    "translation": Bilingual("Bản dịch không chính thức", "Unofficial translation"),
    "copy": Bilingual("Sao chép trích dẫn", "Copy quote and citation"),
    "copied": Bilingual("Đã sao chép", "Copied"),
    "add": Bilingual("Thêm vào bài soạn", "Add to study set"),
    "added": Bilingual("Đã có trong bài soạn", "In the study set"),
    "right": Bilingual("Đúng", "Right"),
    "wrong": Bilingual("Không đúng", "Not right"),
    "wrong_citation": Bilingual("Sai trích dẫn", "Wrong citation"),
    "missed": Bilingual("Lẽ ra phải có câu trả lời", "There should be an answer"),
    "feedback": Bilingual("Góp ý", "Feedback"),
    "thanks": Bilingual(
        "Cảm ơn. Câu hỏi và góp ý đã được ghi lại.", "Thank you. The question and your feedback were kept."
    ),
    "show_all": Bilingual("Xem tất cả ({n} đoạn nữa)", "Show all ({n} more)"),
    "other_clauses": Bilingual("Điều khoản liên quan khác ({n})", "Other related clauses ({n})"),
    "no_answer": Bilingual("Không có điều khoản nào trả lời câu này", "No clause answers this"),
    "nearest": Bilingual("Gần nhất, nhưng không phải câu trả lời", "Nearest, but not an answer"),
    "also_in": Bilingual("Cũng có trong", "Also in"),
    "nearly": Bilingual("gần như nguyên văn", "nearly word for word"),
    "issued": Bilingual("ban hành {day}", "issued {day}"),
    # Find
    "find_label": Bilingual("Tìm điều khoản", "Find clauses"),
    "find_hint": Bilingual("Từ khóa, câu hỏi, hoặc “mục III.2”", "Words, a question, or “section III.2”"),
    "find": Bilingual("Tìm", "Find"),
    "in_documents": Bilingual("Trong văn bản", "In documents"),
    "in_section": Bilingual("Trong mục", "In section"),
    "any_section": Bilingual("Mọi mục", "Any section"),
    "of_kind": Bilingual("Loại", "Kind"),
    "order": Bilingual("Xếp theo", "Order"),
    "by_relevance": Bilingual("mức liên quan", "relevance"),
    "by_place": Bilingual("thứ tự trong văn bản", "place in the document"),
    "found_n": Bilingual(
        "{shown} điều khoản gần nhất trong {n} điều tìm thấy", "The nearest {shown} of {n} clauses found"
    ),
    "find_invite": Bilingual(
        "Gõ vài từ rồi Enter; các bộ lọc áp dụng ngay.", "Type a few words and press Enter; filters apply at once."
    ),
    "nothing": Bilingual(
        "Không tìm thấy điều khoản nào với các bộ lọc này.", "No clause was found with these filters."
    ),
    "why": Bilingual("Vì sao có ở đây", "Why it is here"),
    # Compare
    "compare_label": Bilingual("Chủ đề hoặc mã điều khoản", "A topic, or the id of a clause"),
    "compare_hint": Bilingual(
        "Ví dụ: dữ liệu số, hoặc 57-NQ-TW/III.2/b3", "For example: digital data, or 57-NQ-TW/III.2/b3"
    ),
    "compare": Bilingual("Đối chiếu", "Compare"),
    "compare_invite": Bilingual(
        "Gõ một chủ đề để xem hai nghị quyết nói gì, cạnh nhau; gõ mã một điều khoản để xem điều gần nhất ở nghị quyết "
        "kia và các bản chép lại của nó.",
        "Type a topic to see both resolutions side by side; type the id of a clause to see the nearest clauses of the "
        "other resolution, and its copies.",
    ),
    "nothing_near": Bilingual("Không có điều nào gần.", "Nothing near."),
    "chosen": Bilingual("Điều khoản được chọn", "The clause chosen"),
    "nearest_in": Bilingual("Gần nhất trong {document}", "Nearest in {document}"),
    "copies": Bilingual("Các bản chép lại", "Its copies"),
    "copies_hint": Bilingual(
        "Chữ khác với điều khoản được chọn được tô đậm; chữ thiếu thì gạch ngang.",
        "Words that differ from the clause chosen are marked; missing words are struck through.",
    ),
    "no_copies": Bilingual("Không có bản chép lại nào.", "It has no copies."),
    "same_words": Bilingual("trùng nguyên văn", "the same words"),
    "goals": Bilingual(
        "Mục tiêu và mốc năm mà cả hai nghị quyết đều nêu", "Goals and years that both resolutions name"
    ),
    "goal": Bilingual("Mục tiêu", "Goal"),
    # Study set
    "study_title": Bilingual("Tên bài", "Title"),
    "study_title_hint": Bilingual("Ví dụ: Kinh tế số trong hai nghị quyết", "For example: The digital economy"),
    "study_notes": Bilingual("Ghi chú", "Notes"),
    "study_notes_hint": Bilingual("In dưới tên bài", "Printed under the title"),
    "study_empty": Bilingual(
        "Chưa có điều khoản nào. Bấm “Thêm vào bài soạn” ở bất kỳ điều khoản nào bạn gặp.",
        "No clauses yet. Press “Add to study set” at any clause that you meet.",
    ),
    "study_kept": Bilingual(
        "Bài soạn chỉ được lưu trong trình duyệt này.", "The study set is kept in this browser alone."
    ),
    "up": Bilingual("Lên", "Up"),
    "down": Bilingual("Xuống", "Down"),
    "remove": Bilingual("Bỏ", "Remove"),
    "docx": Bilingual("Word (.docx)", "Word (.docx)"),
    "md": Bilingual("Markdown (.md)", "Markdown (.md)"),
    "csv": Bilingual("Bảng (.csv)", "Table (.csv)"),
    "save": Bilingual("Lưu thành tệp", "Save as a file"),
    "open": Bilingual("Mở lại từ tệp", "Open a saved file"),
    "opened": Bilingual("Đã mở bài soạn.", "The study set was opened."),
    "clear": Bilingual("Bài mới", "Start anew"),
    "nothing_to_export": Bilingual("Bài soạn chưa có điều khoản nào.", "The study set has no clauses yet."),
    # Evaluation
    "evaluation_none": Bilingual(
        "Máy chủ này chưa có báo cáo đánh giá nào. Hãy chạy tracuu eval --report {folder}/dev.json.",
        "There is no evaluation report on this server yet. Run tracuu eval --report {folder}/dev.json.",
    ),
    "evaluation_intro": Bilingual(
        "Báo cáo mới nhất: mỗi số là trung bình trên các câu hỏi có nhãn, kèm khoảng tin cậy 95%.",
        "The newest report: each figure is a mean over labelled questions, with its 95% interval.",
    ),
    "measure": Bilingual("Thước đo", "Measure"),
    "questions_n": Bilingual("câu", "questions"),
    "all": Bilingual("Tất cả", "All"),
    "in_vi": Bilingual("Tiếng Việt", "Vietnamese"),
    "in_en": Bilingual("Tiếng Anh", "English"),
    "system": Bilingual("Hệ thống", "System"),
    "question_set": Bilingual("Bộ câu hỏi", "Question set"),
    "encoder": Bilingual("Mô hình mã hóa", "Encoder"),
    "index": Bilingual("Chỉ mục", "Index"),
    "commit": Bilingual("Phiên bản", "Commit"),
    "speed": Bilingual("Thời gian trả lời", "Time to answer"),
    "by_slice": Bilingual("Tìm được bao nhiêu, theo từng nhóm câu hỏi", "How much is found, by group of questions"),
    "how_sure": Bilingual("Càng chắc chắn thì càng đúng?", "The surer, the better?"),
    "risk": Bilingual("Tỉ lệ đoạn trích đầu bị sai", "Share of wrong first quotes"),
    "coverage": Bilingual(
        "Tỉ lệ câu hỏi được tính, câu chắc chắn nhất trước", "Share of questions counted, the surest first"
    ),
    "runs": Bilingual("Chạy đánh giá", "Run the evaluation"),
    "runs_hint": Bilingual(
        "Dành cho người giữ khóa quản trị. Mỗi lúc chỉ chạy một lượt; báo cáo mới thay báo cáo đang hiện ở trên.",
        "For whoever holds the administrator's key. One run at a time; its report takes the place of the one above.",
    ),
    "runs_without_key": Bilingual(
        "Máy chủ này chưa đặt khóa quản trị nên không chạy đánh giá từ trang này được. Hãy đặt biến môi trường "
        "TRACUU_ADMIN_KEY, hoặc admin_key trong tracuu.toml, rồi khởi động lại máy chủ.",
        "No administrator's key is set on this server, so no evaluation can be started from this page. Set the "
        "environment variable TRACUU_ADMIN_KEY, or admin_key in tracuu.toml, and start the server again.",
    ),
    "admin_key": Bilingual("Khóa quản trị", "Administrator's key"),
    "run_dev": Bilingual("Chạy trên bộ dev", "Run on dev"),
    "run_own": Bilingual("Chấm tệp câu hỏi của bạn (.jsonl)", "Score your own questions (.jsonl)"),
    "run_own_hint": Bilingual(
        "Mỗi dòng một câu hỏi, như {example}. Báo cáo, kèm các câu hỏi, được ghi trên máy chủ này.",
        "One question a line, such as {example}. The report, with the questions, is kept on this server.",
    ),
    "asking": Bilingual("Đang hỏi", "Asking"),
    "run_done": Bilingual("Đã chấm {n} câu hỏi. Báo cáo ở trên.", "{n} questions were scored. The report is above."),
    "speed_value": Bilingual(
        "nửa số câu dưới {p50:.0f} ms, 95% dưới {p95:.0f} ms", "half under {p50:.0f} ms, 95% under {p95:.0f} ms"
    ),
}

MEASURES: Final = {
    "recall@1": Bilingual("điều khoản đúng ở hàng đầu", "gold clauses in the first row"),
    "recall@5": Bilingual("điều khoản đúng trong 5 hàng đầu", "gold clauses in the first 5 rows"),
    "recall@10": Bilingual("điều khoản đúng trong 10 hàng đầu", "gold clauses in the first 10 rows"),
    "mrr@10": Bilingual("nghịch đảo thứ hạng của điều đúng đầu tiên", "1 / rank of the first gold clause"),
    "ndcg@10": Bilingual("độ lợi theo thứ hạng, 10 hàng đầu (nDCG)", "graded gain, discounted by rank (nDCG)"),
    "recall@2000c": Bilingual("điều khoản đúng trong 2.000 ký tự đầu", "gold clauses in the first 2,000 characters"),
    "first quote": Bilingual("đoạn trích đầu chứa câu đúng", "the first quote holds a gold sentence"),
    "short em": Bilingual("câu trả lời ngắn đúng hẳn", "the short answer is an accepted one"),
    "short f1": Bilingual("từ chung với câu trả lời ngắn", "words shared with the best short answer"),
    "theme precision": Bilingual("câu hỏi chủ đề: câu trích là câu đúng", "theme: cited sentences that are gold"),
    "theme recall": Bilingual("câu hỏi chủ đề: câu đúng được trích", "theme: gold sentences that are quoted"),
    "gathered": Bilingual("chủ đề, so sánh: điều đúng được nêu", "theme, comparison: gold clauses brought up"),
    "refused": Bilingual("câu không có đáp án: không trích gì", "unanswerable questions that get no quote"),
    "answered": Bilingual("câu có đáp án: có trả lời", "answerable questions that get an answer"),
    "auroc": Bilingual("chắc chắn hơn khi có đáp án (AUROC)", "more certain where there is an answer (AUROC)"),
    "verified": Bilingual("trích đúng từng chữ tại chỗ đã dẫn", "quotes that stand word for word where cited"),
}

FORMS: Final = {
    Form.PLAIN: Bilingual("gõ đủ dấu, hoặc tiếng Anh", "typed with marks, or in English"),
    Form.UNMARKED: Bilingual("gõ không dấu", "typed without marks"),
    Form.HALF_MARKED: Bilingual("gõ thiếu dấu", "some marks missing"),
    Form.ABBREVIATED: Bilingual("viết tắt", "abbreviated"),
    Form.TYPO: Bilingual("gõ nhầm", "with slips of the finger"),
}
QUESTION_KINDS: Final = {
    Kind.FACT: Bilingual("hỏi một con số, một tên", "asks for a figure or a name"),
    Kind.CLAUSE: Bilingual("hỏi một điều khoản", "asks for a clause"),
    Kind.THEME: Bilingual("hỏi một chủ đề", "asks for a theme"),
    Kind.COMPARISON: Bilingual("so sánh hai văn bản", "compares two documents"),
    Kind.PLACE: Bilingual("hỏi một mục", "asks for a place"),
    Kind.UNANSWERABLE: Bilingual("không có đáp án", "has no answer"),
}


def say(key: str, language: Language, **values: object) -> str:
    """The page's wording for a key, with its values."""
    return WORDS[key].in_(language).format(**values)
