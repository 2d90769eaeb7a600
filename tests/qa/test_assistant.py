import pytest

from corpus import Language
from corpus.errors import CorpusError, QuestionError
from index import Hit, Parts, build_index, load_index
from index.hashing_embedder import HashingEmbedder
from qa import Assistant, Extract, Reason, SentenceReader
from qa.abbreviations import Abbreviations
from qa.confidence import Calibration, Signs
from qa.marks import Restorer
from qa.reader import Read
from qa.readings import Readings

QUESTIONS = [
    "Đến năm 2030, kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?",
    "kinh te so chiem bao nhieu phan tram GDP",
    "What share of GDP does the digital economy reach by 2030?",
    "mục III.2 Nghị quyết 57",
    "KFA 3 KF 2",
    "Nghị quyết 57 ban hành ngày nào?",
    "an ninh mạng",
    "xyzzy plugh",
    "so sánh mục tiêu kinh tế số của Nghị quyết 52 và Nghị quyết 57",
    "mục II.2 Nghị quyết 57 có bao nhiêu doanh nghiệp công nghệ số?",
    "Internet băng thông rộng phủ bao nhiêu phần trăm các xã?",
    "nhiệm vụ thứ tư",
]


def _ids(reply):
    return [result.clause.id for result in reply.results]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "options", [{}, {"k": 3}, {"documents": ["52-NQ-TW", "TH-52-NQ-TW"]}], ids=["", "k", "documents"]
)
def test_answer_has_just_what_a_search_finds(assistant, question, options):
    assert assistant.ask(question, **options).reply == assistant.search(question, **options)


def test_answer_quotes_the_sentence_with_its_citation(assistant):
    answer = assistant.ask(QUESTIONS[0])
    quote = answer.quotes[0]
    assert answer.found
    assert quote.text == "Quy mô kinh tế số đạt tối thiểu 30% GDP."
    assert quote.short == "tối thiểu 30% GDP"
    assert quote.citation.label.vi == "Nghị quyết số 57-NQ/TW, mục II.1, gạch đầu dòng thứ 2"
    assert (quote.clause.id, quote.citation.sentence, quote.confidence) == ("57-NQ-TW/II.1/b2", 1, None)


@pytest.mark.parametrize("question", QUESTIONS)
def test_quotes_are_slices_of_one_clause(assistant, library, question):
    for quote in assistant.ask(question).quotes:
        source, span = quote.citation.source, quote.citation.span
        assert quote.text == library.text_of(source.id, span)
        assert quote.clause.span.covers(span)
        assert quote.clause.document_id == source.id
        assert quote.short is None or quote.short in quote.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_results_are_numbered_best_first_and_say_where_they_are(assistant, question):
    results = assistant.search(question, k=20).results
    assert [result.rank for result in results] == list(range(1, len(results) + 1))
    assert [result.score for result in results] == sorted((result.score for result in results), reverse=True)
    assert len({result.clause.id for result in results}) == len(results)
    assert all(result.citation.clause_id == result.clause.id for result in results)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_copy_of_a_result_has_a_row_of_its_own(assistant, question):
    results = assistant.search(question, k=100).results
    rows = {result.clause.id for result in results}
    # A copy of two clauses stands beside both of them; it is never a row beside its leader.
    assert [copy.clause.id for result in results for copy in result.also_in if copy.clause.id in rows] == []


class ReadsAllOf:
    """A reader that takes the first sentence of each of these clauses, whatever was found."""

    def __init__(self, library, clause_ids):
        self._clauses = [library.clause(clause_id) for clause_id in clause_ids]

    def read(self, query, hits):
        extracts = (
            Extract(Hit(clause.id, 1, 1.0, Parts(1.0, 1.0, 0.0), (1.0,), ()), clause.sentences[0], None, 1.0, 0.9)
            for clause in self._clauses
        )
        return Read(tuple(hits), tuple(extracts), None)


def test_resolution_is_quoted_before_its_guide_and_the_later_before_the_earlier(library, searcher):
    order = ["57-NQ-TW/II.1/b2", "57-NQ-TW/III.3/b1", "52-NQ-TW/II.2/p6", "116-HD-BTGTW/2/p3", "TH-52-NQ-TW/P1/I/C5"]
    for shuffled in (order[::-1], order[2:] + order[:2]):
        answer = Assistant(library, searcher, ReadsAllOf(library, shuffled)).ask("kinh tế số")
        assert [quote.clause.id for quote in answer.quotes] == order


def test_quotes_of_one_document_come_in_the_order_of_reading(assistant):
    quotes = assistant.ask("mục II.1 Nghị quyết 57").quotes
    assert [quote.clause.path for quote in quotes] == [f"II.1/b{number}" for number in range(1, 6)]
    starts = [quote.citation.span.start for quote in quotes]
    assert starts == sorted(starts)


# Places


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("mục III.2 Nghị quyết 57", "57-NQ-TW/III.2"),
        ("KFA 3 KF 2", "TH-52-NQ-TW/P1/III/KFA3/KF2"),
        ("nhiệm vụ thứ tư", "116-HD-BTGTW/3.4"),
        ("section II.1 of Resolution 57", "57-NQ-TW/II.1"),
    ],
)
def test_heading_leads_the_clauses_under_it_in_order(assistant, library, question, heading):
    expected = [heading, *(clause.id for clause in library.children(heading))]
    assert _ids(assistant.search(question, k=100)) == expected
    assert [quote.clause.id for quote in assistant.ask(question).quotes] == expected[1:]


def test_place_without_anything_under_it_is_quoted_itself(assistant):
    answer = assistant.ask("mục IV.3 Nghị quyết 57")
    assert [quote.text for quote in answer.quotes] == [answer.reply.results[0].clause.text]


def test_place_shows_no_more_than_k(assistant):
    assert len(assistant.search("mục III Nghị quyết 57", k=4).results) == 4


def test_long_place_is_quoted_in_part_and_says_how_much_is_left(assistant, library):
    answer = assistant.ask("mục III Nghị quyết 52")
    inside = [
        clause
        for clause in library.clauses_of("52-NQ-TW")
        if clause.path.startswith("III.") and clause.kind == "clause"
    ]
    assert len(answer.quotes) == 12
    assert answer.more == len(inside) - 12


def test_heading_is_quoted_first_where_its_name_is_asked_for(assistant):
    first, second, *_ = assistant.ask("Ký hiệu KFA5 ở bản tổng hợp là chính sách nào?").quotes
    assert first.text == first.short == "Chính sách phát triển và nâng cao năng lực đổi mới sáng tạo quốc gia."
    assert second.clause.id == "TH-52-NQ-TW/P1/III/KFA5/KF1"


def test_question_about_something_at_a_place_stays_there(assistant):
    found = _ids(assistant.search("mục II.2 Nghị quyết 57 có bao nhiêu doanh nghiệp công nghệ số?"))
    assert found
    assert all(clause_id.startswith("57-NQ-TW/II.2") for clause_id in found)


# Documents


def test_document_filter_is_hard(assistant):
    reply = assistant.search("kinh tế số", documents=["TH-52-NQ-TW"], k=50)
    assert {result.clause.document_id for result in reply.results} == {"TH-52-NQ-TW"}
    assert all(copy.clause.document_id == "TH-52-NQ-TW" for result in reply.results for copy in result.also_in)


def test_copy_stands_in_for_a_leader_that_is_filtered_out(assistant):
    question = "áp dụng cơ chế đặc biệt, đột phá đối với các trung tâm đổi mới sáng tạo"
    assert _ids(assistant.search(question, documents=["TH-52-NQ-TW"]))[0] == "TH-52-NQ-TW/P1/III/KFA5/KF4"
    assert _ids(assistant.search(question, documents=["52-NQ-TW", "TH-52-NQ-TW"]))[0] == "52-NQ-TW/III.4/b2"


def test_document_that_the_question_names_filters_but_copies_elsewhere_are_named(assistant):
    reply = assistant.search("trung tâm đổi mới sáng tạo áp dụng cơ chế đặc biệt theo bản tổng hợp", k=5)
    assert {result.clause.document_id for result in reply.results} == {"TH-52-NQ-TW"}
    by_id = {result.clause.id: result for result in reply.results}
    copies = [copy.clause.id for copy in by_id["TH-52-NQ-TW/P1/III/KFA5/KF4"].also_in]
    assert copies == ["52-NQ-TW/III.4/b2", "116-HD-BTGTW/3.4/c2"]


def test_two_documents_that_are_named_are_both_searched(assistant):
    reply = assistant.search("So sánh mục tiêu kinh tế số trong Nghị quyết 52 và Nghị quyết 57", k=30)
    assert {result.clause.document_id for result in reply.results} == {"52-NQ-TW", "57-NQ-TW"}


def test_document_outside_the_filter_is_filtered_out(assistant):
    answer = assistant.ask("Kinh tế số theo Nghị quyết 57", documents=["52-NQ-TW"])
    assert (answer.found, answer.quotes, answer.reason) == (False, (), Reason.FILTERED_OUT)
    assert all(result.clause.document_id == "52-NQ-TW" for result in answer.reply.results)


def test_place_outside_the_filter_is_not_shown(assistant):
    answer = assistant.ask("mục III.2 Nghị quyết 57", documents=["52-NQ-TW"])
    assert (answer.found, answer.reason) == (False, Reason.FILTERED_OUT)
    assert all(result.clause.document_id == "52-NQ-TW" for result in answer.reply.results)


def test_unknown_document_is_refused(assistant):
    for call in (assistant.search, assistant.ask):
        with pytest.raises(CorpusError) as caught:
            call("kinh tế số", documents=["36-NQ-TW"])
        assert caught.value.code == "unknown_document"


# Cards, refusals, bounds


def test_card_answers_without_a_quote(assistant):
    answer = assistant.ask("Nghị quyết 57 ban hành ngày nào?")
    assert (answer.found, answer.quotes, answer.reason) == (True, (), None)
    assert (answer.card.document_id, answer.card.value) == ("57-NQ-TW", "2024-12-22")


def test_no_match_is_an_answer_with_a_reason(assistant, library_of, tmp_path):
    library = library_of({"A": [["Phủ sóng 5G."]]})
    build_index(library, HashingEmbedder(), tmp_path)
    empty = Assistant(library, load_index(library, HashingEmbedder(), tmp_path), SentenceReader(library))
    answer = empty.ask("Kinh tế số theo tài liệu A", documents=[])
    assert (answer.found, answer.quotes, answer.reason) == (False, (), Reason.NO_MATCH)


@pytest.mark.parametrize("k", [1, 100])
def test_k_bounds_what_comes_back(assistant, k):
    assert len(assistant.search("chuyển đổi số", k=k).results) == k


@pytest.mark.parametrize("k", [0, 101])
def test_k_out_of_bounds_is_refused(assistant, k):
    for call in (assistant.search, assistant.ask):
        with pytest.raises(QuestionError) as caught:
            call("chuyển đổi số", k=k)
        assert caught.value.code == "k_out_of_range"


@pytest.mark.parametrize("question", ["", "a\x00", "x" * 1001])
def test_question_that_cannot_be_used_is_refused(assistant, question):
    with pytest.raises(QuestionError):
        assistant.ask(question)


def test_language_of_the_reply_is_that_of_the_question_else_of_the_reader(assistant):
    assert assistant.search("kinh tế số", language=Language.EN).language is Language.VI
    assert assistant.search("5G", language=Language.EN).language is Language.EN
    assert assistant.search("5G").language is Language.VI


def test_question_is_told_back_as_it_was_read(assistant):
    reply = assistant.search("  an   ninh mạng ")
    assert (reply.question, reply.searched_as) == ("an ninh mạng", "an ninh mạng")


def test_question_on_a_document_that_is_not_here_is_refused_with_the_nearest_clauses(assistant):
    answer = assistant.ask("Nghị quyết 59 về hội nhập quốc tế nói gì?")
    assert (answer.found, answer.reason, answer.quotes) == (False, Reason.OTHER_DOCUMENT, ())
    assert answer.reply.results


@pytest.mark.parametrize(
    ("question", "searched_as"),
    [
        ("CĐS trong doanh nghiệp", "chuyển đổi số trong doanh nghiệp"),
        ("Who pays for digital transformation?", "Who pays for digital transformation?"),
    ],
)
def test_vietnamese_question_is_told_spelled_out(library, searcher, question, searched_as):
    same = Readings(Abbreviations((("chuyển đổi số", "CĐS", "digital transformation"),)))
    told = Assistant(library, searcher, SentenceReader(library), same).search(question)
    assert told.searched_as == searched_as


# Readings


@pytest.fixture(scope="module")
def reading(library, searcher):
    """An assistant that reads a question as it was probably meant."""
    readings = Readings(Abbreviations((("chuyển đổi số", "CĐS"),)), Restorer.load())
    return Assistant(library, searcher, SentenceReader(library), readings)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CĐS trong doanh nghiep", "chuyển đổi số trong doanh nghiệp"),
        ("kinh te so chiem bao nhieu GDP theo NQ 57", "kinh tế số chiếm bao nhiêu GDP theo NQ 57"),
    ],
)
def test_question_is_searched_as_it_was_meant_unless_it_is_to_be_taken_as_typed(reading, assistant, typed, meant):
    assert (reading.search(typed).question, reading.search(typed).searched_as) == (typed, meant)
    as_typed = reading.search(typed, as_typed=True)
    assert as_typed.searched_as == typed
    assert as_typed == assistant.search(typed)
    assert as_typed.results != reading.search(typed).results


def test_question_taken_as_typed_has_just_what_a_search_finds(reading):
    answer = reading.ask("CĐS trong doanh nghiep", as_typed=True)
    assert answer.reply == reading.search("CĐS trong doanh nghiep", as_typed=True)
    assert answer.reply.searched_as == "CĐS trong doanh nghiep"


def test_question_without_marks_is_looked_for_with_them_too(reading):
    request = reading.request_of("kinh te so theo NQ 57")
    assert (request.text, request.variants) == ("kinh te so theo", ("kinh tế số theo",))
    assert request.documents == frozenset({"57-NQ-TW"})
    assert reading.request_of("mục III.2 Nghị quyết 57") is None


# Confidence, and answers that are refused


def _sure(library, searcher, intercept):
    """An assistant to which every question is equally sure to have an answer; it quotes from one half on."""
    calibration = Calibration(Signs(*(0.0,) * len(Signs._fields)), intercept, 0.5)
    return Assistant(library, searcher, SentenceReader(library, calibration=calibration))


def test_quote_says_how_sure_it_is(library, searcher):
    answer = _sure(library, searcher, 2.0).ask("an ninh mạng")
    assert answer.quotes
    assert [quote.confidence for quote in answer.quotes] == [pytest.approx(0.880797)] * len(answer.quotes)


def test_answer_that_is_unlikely_is_refused_with_the_nearest_clauses(library, searcher, assistant):
    answer = _sure(library, searcher, -2.0).ask("an ninh mạng")
    assert (answer.found, answer.quotes, answer.card, answer.more) == (False, (), None, 0)
    assert answer.reason in (Reason.NOT_STATED, Reason.OFF_TOPIC)
    assert answer.reply == assistant.search("an ninh mạng")


@pytest.mark.parametrize("question", ["mục III.2 Nghị quyết 57", "Nghị quyết 57 ban hành ngày nào?"])
def test_place_and_card_are_sure_however_unlikely_a_sentence_is(library, searcher, question):
    answer = _sure(library, searcher, -9.0).ask(question)
    assert (answer.found, answer.reason) == (True, None)


def test_signs_are_those_of_the_best_quote(assistant):
    signs = assistant.signs("Kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?")
    best = assistant.search("Kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?").results[0]
    assert (signs.score, signs.asks_number) == (best.score, 1.0)


@pytest.mark.parametrize(
    "question",
    [
        "mục III.2 Nghị quyết 57",
        "Nghị quyết 59 về hội nhập quốc tế nói gì?",
        "Nghị quyết 57 ban hành ngày nào?",
    ],
    ids=["a place", "a document that is not here", "a card"],
)
def test_question_that_is_decided_without_signs_has_none(assistant, question):
    assert assistant.signs(question) is None


def test_quote_of_another_reader_keeps_its_confidence(library, searcher):
    answer = Assistant(library, searcher, ReadsAllOf(library, ["57-NQ-TW/II.1/b2"])).ask("kinh tế số")
    assert [quote.confidence for quote in answer.quotes] == [0.9]


# Themes and comparisons


def test_theme_is_quoted_in_full_up_to_twelve_and_says_how_much_is_left(library, searcher):
    inside = [
        clause.id for clause in library.clauses_of("52-NQ-TW") if clause.path.startswith("III.") and clause.parent
    ]
    answer = Assistant(library, searcher, ReadsAllOf(library, inside)).ask("liệt kê các chính sách về dữ liệu")
    assert (len(answer.quotes), answer.more) == (12, len(inside) - 12)
    assert [quote.clause.id for quote in answer.quotes] == inside[:12]


@pytest.mark.parametrize("count", [1, 11, 12])
def test_what_fits_is_quoted_whole(library, searcher, count):
    inside = [clause.id for clause in library.clauses_of("52-NQ-TW") if clause.path.startswith("III.")][:count]
    answer = Assistant(library, searcher, ReadsAllOf(library, inside)).ask("liệt kê các chính sách về dữ liệu")
    assert (len(answer.quotes), answer.more) == (count, 0)


@pytest.mark.parametrize(
    "question",
    ["Liệt kê các chính sách về dữ liệu trong Nghị quyết 57", "List what Resolution 57 says about data"],
)
def test_theme_has_more_than_one_quote_in_the_order_of_reading(assistant, question):
    quotes = assistant.ask(question).quotes
    assert len(quotes) > 2
    assert {quote.clause.document_id for quote in quotes} == {"57-NQ-TW"}
    starts = [quote.citation.span.start for quote in quotes]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    "question",
    [
        "So sánh Nghị quyết 52 và 57 về hạ tầng số",
        "Compare Resolution 52 and Resolution 57 on digital infrastructure",
    ],
)
def test_comparison_quotes_both_sides_the_later_first(assistant, question):
    documents = [quote.clause.document_id for quote in assistant.ask(question).quotes]
    assert documents == sorted(documents, reverse=True)
    assert 1 <= documents.count("57-NQ-TW") <= 3
    assert 1 <= documents.count("52-NQ-TW") <= 3
    assert set(documents) == {"52-NQ-TW", "57-NQ-TW"}
