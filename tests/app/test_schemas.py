"""``--json`` and the API: the fields that other programs rely on."""

import pytest

from app.schemas import AnswerOut, ClauseOut, SearchOut

SEARCH = {"question", "language", "searched_as", "results"}
RESULT = {
    "rank", "score", "clause_id", "document_id", "kind", "text", "citation", "source", "translation", "also_in", "why",
}  # fmt: skip
ANSWER = SEARCH | {"found", "reason", "quotes", "card"}
QUOTE = {
    "text", "short", "lead_in", "confidence", "clause_id", "document_id", "citation", "source", "translation",
    "also_in",
}  # fmt: skip
COPY = {"clause_id", "document_id", "citation", "source", "exact"}
CLAUSE = {
    "id", "document_id", "kind", "path", "headings", "text", "sentences", "citation", "source", "translation",
    "also_in", "children",
}  # fmt: skip


@pytest.fixture
def asked(assistant):
    return lambda question, **options: AnswerOut.answered(assistant.ask(question, **options)).model_dump(mode="json")


@pytest.fixture
def searched(assistant):
    return lambda question, **options: SearchOut.of(assistant.search(question, **options)).model_dump(mode="json")


def _slice(project, source):
    return (project / source["file"]).read_bytes().decode()[source["start"] : source["end"]]


def test_search_has_the_promised_fields(searched):
    reply = searched("áp dụng cơ chế đặc biệt đối với các trung tâm đổi mới sáng tạo")
    assert reply.keys() >= SEARCH
    assert reply["language"] == "vi"
    first = reply["results"][0]
    assert first.keys() >= RESULT
    assert first["citation"].keys() == {"vi", "en"}
    assert first["source"].keys() == {"file", "start", "end"}
    assert first["why"].keys() >= {"matched", "fields"}
    fields = first["why"]["fields"]
    assert fields.keys() >= {"text", "dense", "gloss"}
    assert fields[first["why"]["led_by"]] == max(fields.values())
    assert [copy.keys() >= COPY for copy in first["also_in"]] == [True, True]
    assert [copy["exact"] for copy in first["also_in"]] == [True, True]


def test_source_of_a_result_is_its_slice(searched, project):
    first = searched("mục IV.3 Nghị quyết 57")["results"][0]
    assert first["why"]["led_by"] is None
    assert first["source"]["file"] == "corpus/resolutions/57-NQ-TW.txt"
    assert " ".join(_slice(project, first["source"]).split()) == first["text"]


def test_answer_has_the_promised_fields(asked, project):
    reply = asked("Đến năm 2030, kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?")
    assert reply.keys() >= ANSWER
    assert (reply["found"], reply["reason"], reply["card"]) == (True, None, None)
    quote = reply["quotes"][0]
    assert quote.keys() >= QUOTE
    assert quote["short"] == "tối thiểu 30% GDP"
    assert quote["confidence"] is None  # without a model nothing is calibrated
    assert " ".join(_slice(project, quote["source"]).split()) == quote["text"]
    assert quote["lead_in"].keys() == {"text", "source"}
    assert quote["lead_in"]["text"] == _slice(project, quote["lead_in"]["source"]) == "Đến năm 2030"


def test_answer_from_a_card_names_document_field_and_label(asked):
    card = asked("Nghị quyết 57 ban hành ngày nào?")["card"]
    assert card == {
        "document_id": "57-NQ-TW",
        "field": "issued_on",
        "value": "2024-12-22",
        "label": {"vi": "Ngày ban hành (theo thẻ tài liệu)", "en": "Date of issue (from the document's card)"},
    }


def test_answer_that_was_not_found_says_why_in_both_languages(asked):
    reply = asked("Kinh tế số theo Nghị quyết 57", documents=["52-NQ-TW"])
    assert (reply["found"], reply["quotes"]) == (False, [])
    assert reply["reason"]["code"] == "filtered_out"
    assert reply["reason"].keys() == {"code", "vi", "en"}


def test_long_place_says_how_many_quotes_are_left(asked):
    reply = asked("mục III Nghị quyết 52")
    assert len(reply["quotes"]) == 12
    assert reply["more"] > 0


def test_answer_reads_back(asked):
    reply = asked("an ninh mạng")
    assert AnswerOut.model_validate(reply).model_dump(mode="json") == reply


def test_clause_has_the_promised_fields(library):
    clause = ClauseOut.of(library.clause("57-NQ-TW/II.1"), library, []).model_dump(mode="json")
    assert clause.keys() >= CLAUSE
    assert (clause["id"], clause["path"], clause["kind"]) == ("57-NQ-TW/II.1", "II.1", "heading")
    assert clause["headings"] == ["MỤC TIÊU"]
    assert clause["children"] == [f"57-NQ-TW/II.1/b{number}" for number in range(1, 6)]


def test_sentences_of_a_clause_are_slices(library, project):
    clause = ClauseOut.of(library.clause("57-NQ-TW/II.1/b2"), library, []).model_dump(mode="json")
    assert len(clause["sentences"]) == 5
    for sentence in clause["sentences"]:
        assert " ".join(_slice(project, sentence["source"]).split()) == sentence["text"]
