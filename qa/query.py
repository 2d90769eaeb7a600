"""A question, understood: its language, the documents and the place it names, and what is left to look for."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Clause, ClauseKind, Language, Level, guess_language
from corpus.errors import QuestionError
from corpus.library import Library
from corpus.text import words
from qa.documents import find_documents
from qa.intent import Intent, intent_of, theme_of
from qa.place import find_places
from qa.readings import Readings

MOST_CHARACTERS = 1000
MOST_RESULTS = 100

# Words that ask for a place as a whole; whatever else is left makes it a question about something there.
_PLACE_TALK = frozenset(
    """
    noi gi cai giup thuoc day kia vay nhe lai hoi xin dung la cua trong ve quy dinh cho biet doc trich xem gom
    nhung cac nao the nhu hay neu tai o viet de cap y chinh chi tiet ro toan van nguyen hien thi mo phan muc
    diem khoan va co duoc ghi ra sao toi what does do say says said content contents show me of in text quote
    read is are at about under full section part point tell list give whole there it state states stated
    """.split()
)

# With these, words that ask what a heading is called: "Ký hiệu KFA5 là chính sách nào?"
_NAME_TALK = _PLACE_TALK | frozenset(
    """
    ky hieu ma chi de danh ten goi bang nghia ban chinh sach dinh huong chu truong linh vuc mang nganh nhom viet tat
    policy policies direction area field group label code name named called title which stand stands for refer refers
    mean means denote deal deals with
    """.split()
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood.

    ``text`` is cleaned of stray spaces and composed, otherwise as typed. ``documents`` are those it names.
    ``place`` is what it names in a document, and ``whole_place`` whether it asks for nothing but that place;
    ``names_place`` whether it asks for nothing but what that is called, which is asking for it as a whole too.
    ``likely_places`` are those that it may name: several of one name, or one whose name may be something else.
    ``rest`` is the question without the names of documents, which would only match where a text speaks of itself.
    ``variants`` are other readings of the rest: slips mended, marks put back, abbreviations spelled out, and the theme
    alone where it asks for everything on one.
    ``theme`` is what it asks for everything on, where that can be told from the words that ask.
    ``searched_as`` is the whole question, and ``meant`` the rest of it, as it was probably meant.
    """

    text: str
    language: Language
    documents: tuple[str, ...]
    place: Clause | None
    whole_place: bool
    names_place: bool
    likely_places: tuple[Clause, ...]
    rest: str
    variants: tuple[str, ...]
    searched_as: str
    meant: str
    intent: Intent
    theme: str | None


def understand(
    question: str,
    library: Library,
    *,
    documents: Sequence[str] | None = None,
    language: Language | None = None,
    readings: Readings | None = None,
) -> Query:
    """A question as it is understood.

    ``language`` is the reader's, for a question that speaks for none; without ``readings`` the question is read as it
    was typed.

    QuestionError where it is empty, longer than 1,000 characters or no text.
    """
    text = clean(question)
    mentions = find_documents(text, library.sources)
    named, rest = mentions.source_ids, mentions.rest
    clauses = [
        clause
        for clause in library.clauses
        if (not named or clause.document_id in named) and (not documents or clause.document_id in documents)
    ]
    places, beside = find_places(rest, clauses)
    place = places[0] if len(places) == 1 else None
    left = set(words(beside))
    place_alone = left <= _PLACE_TALK
    names_place = place is not None and place.kind is ClauseKind.HEADING and not place_alone and left <= _NAME_TALK
    whole_place = place is not None and (place_alone or names_place)
    # "C1" may well be a cup or a visa.
    if place and place.steps[-1].level is Level.ITEM and not named and not whole_place:
        place = None
    spoken = guess_language(text) or language or Language.VI
    readings = readings or Readings()
    whole = readings.of(text)
    sought = readings.of(rest) if rest and rest != text else whole
    # No name is spelled out in an English question, which would be neither language.
    english = spoken is Language.EN
    meant = sought.meant if english else sought.spelled_out
    theme = theme_of(meant)
    return Query(
        text=text,
        language=spoken,
        documents=named,
        place=place,
        likely_places=() if place else places,
        whole_place=whole_place,
        names_place=names_place,
        rest=rest,
        variants=(*sought.beside, theme) if theme else sought.beside,
        searched_as=whole.meant if english else whole.spelled_out,
        meant=meant,
        intent=intent_of(text),
        theme=theme,
    )


def clean(question: str) -> str:
    """The question composed to NFC, with single spaces. QuestionError where nothing or too much is left."""
    text = " ".join(unicodedata.normalize("NFC", question).split())
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") for c in text):
        raise QuestionError("The question is not text. Send it as UTF-8.", code="question_not_text")
    if not any(c.isalnum() for c in text):
        raise QuestionError("The question is empty. Type a few words.", code="question_empty")
    if len(text) > MOST_CHARACTERS:
        raise QuestionError(
            f"The question has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read. Shorten it.",
            code="question_too_long",
            length=len(text),
            most=MOST_CHARACTERS,
        )
    return text


def check_k(k: int) -> int:
    """``k`` itself. QuestionError unless it lies in 1-100."""
    if not 1 <= k <= MOST_RESULTS:
        raise QuestionError(
            f"k is {k}, but must lie between 1 and {MOST_RESULTS}.", code="k_out_of_range", k=k, most=MOST_RESULTS
        )
    return k


def place_clauses(place: Clause, library: Library) -> tuple[Clause, ...]:
    """The place and everything under it, in the order of the document."""
    inside: list[Clause] = [place]
    for child in library.children(place.id):
        inside += place_clauses(child, library)
    return tuple(sorted(inside, key=lambda clause: library.row(clause.id)))
