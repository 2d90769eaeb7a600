"""Questions for a document's number, date, issuer or title, answered from its library card."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Bilingual, Language, Source
from corpus.text import fold, words
from qa.answer import CardFact

# The words that may stand in such a question beside the document's name; with any other it asks for content.
_FILLER = frozenset(
    """
    la gi nao cua cho biet ve nay do co duoc thi hay toi hoi xin bao nhieu may vay the a the what is was of
    this which does did it its a an please tell me ten document resolution nghi quyet van ban tai lieu dang
    bi trong in
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Form:
    """How people ask for a field: with all words of one of the phrases, and no others than those ``beside`` them."""

    field: str
    phrases: tuple[frozenset[str], ...]
    beside: frozenset[str]

    def asks(self, asked: set[str]) -> bool:
        return any(phrase <= asked for phrase in self.phrases) and asked <= _FILLER | self.beside


def _form(field: str, phrases: str) -> _Form:
    split = tuple(frozenset(phrase.split()) for phrase in phrases.split(","))
    return _Form(field, split, frozenset().union(*split))


_FORMS = (
    _form(
        "issued_on",
        "ban hanh ngay, ban hanh khi, ban hanh nam, ban hanh thang, ban hanh luc, ban hanh hoi, ban hanh bao gio,"
        "ra doi khi, ra doi ngay, ra doi nam, ra doi bao gio, duoc ky ngay, ky khi nao, ngay thang nam, when issued,"
        "when adopted, when signed, when published, when promulgated, issue date, date issued, date adopted, date of,"
        "on what date, year issued, year adopted",
    ),
    _form(
        "issuer",
        "ai ban hanh, co quan ban hanh, cap ban hanh, noi ban hanh, ban hanh boi, do ban hanh, who issued, who adopted,"
        "who promulgated, issued by, adopted by, body issued, body adopted, issuing body, issuing authority",
    ),
    _form("number", "so hieu, ky hieu, mang so, so may, reference number, document number, official number"),
    _form(
        "title",
        "ten day du, ten goi, ten chinh thuc, ten la, tieu de, trich yeu, full title, full name, official title, title",
    ),
)
_LABELS = {
    "issued_on": Bilingual("Ngày ban hành (theo thẻ tài liệu)", "Date of issue (from the document's card)"),
    "issuer": Bilingual("Cơ quan ban hành (theo thẻ tài liệu)", "Issued by (from the document's card)"),
    "number": Bilingual("Số hiệu (theo thẻ tài liệu)", "Number (from the document's card)"),
    "title": Bilingual("Tên đầy đủ (theo thẻ tài liệu)", "Full title (from the document's card)"),
}


def card_fact(rest: str, sources: Sequence[Source], language: Language) -> CardFact | None:
    """The fact of a card that a question asks for; None where it asks for anything else.

    ``rest`` is the question without the document's name, ``sources`` the documents it names: only one
    can be answered for.
    """
    if len(sources) != 1:
        return None
    asked = set(words(fold(rest)))
    form = next((form for form in _FORMS if form.asks(asked)), None)
    value = _value(sources[0], form.field, language) if form else None
    return CardFact(sources[0].id, form.field, value, _LABELS[form.field]) if form and value else None


def _value(source: Source, field: str, language: Language) -> str | None:
    match field:
        case "issued_on":
            return source.issued_on.isoformat() if source.issued_on else None
        case "issuer":
            return source.issuer.in_(language) if source.issuer else None
        case "number":
            return source.number
        case _:
            return source.title.in_(language)
