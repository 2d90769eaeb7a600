import re
from html.parser import HTMLParser

import pytest
from markupsafe import Markup
from starlette.testclient import TestClient

from app.api import create_api
from app.reading import reading_page
from app.settings import Settings
from corpus import Language, Span
from corpus.library import Library

CLAUSE = "57-NQ-TW/III.2/b3"
# Elements that have no end tag.
VOID = {"meta", "link"}


class Page(HTMLParser):
    """Texts by the id that they stand under, and what the page lights, links to and titles."""

    def __init__(self, html):
        super().__init__()
        self.texts, self.lit, self.links, self.ids, self.open = {}, [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if "href" in attrs:
            self.links.append(attrs["href"])
        if tag not in VOID:
            self.open.append((tag, attrs))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        if "mark" in tags:
            self.lit.append(data)
        within = [attrs.get("class", "") for _, attrs in self.open]
        place = next((attrs["id"] for tag, attrs in self.open if tag == "section"), None)
        if place and "text" in within and not {"marker", "code"} & set(within):
            self.texts[place] = self.texts.get(place, "") + data


@pytest.fixture(scope="module")
def client(assistant, var):
    return TestClient(create_api(assistant, Settings(var=var, glosses=var / "glosses", encoder="hashing")))


@pytest.mark.parametrize("language", list(Language))
def test_page_shows_every_place_of_every_document(library, language):
    for source in library.sources:
        page = Page(reading_page(library, source.id, language))
        shown = {place: " ".join(text.split()) for place, text in page.texts.items()}
        assert shown == {clause.path: clause.text for clause in library.clauses_of(source.id)}
        assert len(page.ids) == len(set(page.ids))


def test_outline_leads_to_places_on_the_page(library):
    page = Page(reading_page(library, "TH-52-NQ-TW", Language.VI))
    anchors = {link[1:] for link in page.links if link.startswith("#")}
    assert anchors <= set(page.ids)
    assert "P1/III/KFA3/KF2" in anchors


def test_quoted_sentence_is_lit(library):
    clause = library.clause(CLAUSE)
    for sentence, text in zip(clause.sentences, library.sentences(clause), strict=True):
        page = Page(reading_page(library, "57-NQ-TW", Language.VI, quote=f"{sentence.start}-{sentence.end}"))
        assert page.lit == [text]


def test_sentence_broken_over_lines_is_lit_whole(library):
    """52 has blank lines inside sentences, and positions count them."""
    clause = library.clause("52-NQ-TW/II.1/b2")
    page = Page(reading_page(library, "52-NQ-TW", Language.VI, quote=f"{clause.span.start}-{clause.span.end}"))
    assert page.lit == [clause.text]


@pytest.mark.parametrize(
    "quote", ["", "x", "5", "9-1", "0-0", "1-2-3", "-1-5", "٣-٤", "999999998-999999999", "9" * 50 + "-1"]
)
def test_damaged_quote_lights_nothing(client, quote):
    response = client.get("/documents/57-NQ-TW", params={"quote": quote})
    assert response.status_code == 200
    assert "<mark>" not in response.text


@pytest.mark.parametrize(
    ("params", "accepted", "language"),
    [
        ({}, "", "vi"),
        ({}, "en-GB,en", "en"),
        ({"lang": "vi"}, "en", "vi"),
        ({"lang": "en"}, "vi", "en"),
        ({"lang": "fr"}, "en", "en"),
    ],
)
def test_page_speaks_the_readers_language(client, params, accepted, language):
    html = client.get("/documents/57-NQ-TW", params=params, headers={"Accept-Language": accepted}).text
    assert f'<html lang="{language}">' in html
    assert ("Unofficial" in html or "unofficial translation" in html) == (language == "en")
    assert ('<span lang="en">Objectives</span>' in html) == (language == "en")


def test_page_says_that_it_is_a_transcription(client):
    assert "bản chép lại" in client.get("/documents/52-NQ-TW").text
    assert "transcription" in client.get("/documents/52-NQ-TW?lang=en").text


def test_slip_is_noted_beside_its_words_which_stay(client):
    noted = client.get("/documents/116-HD-BTGTW").text
    section = noted.split('id="3.3/c1"')[1].split("</section>")[0]
    assert "hạ tầng khác cho chuyên đổi số quốc gia." in section
    assert '<p class="slip">Nguyên văn bản chép: “chuyên đổi số”; có lẽ là “chuyển đổi số”.</p>' in section
    assert noted.count('class="slip"') == 5
    english = client.get("/documents/116-HD-BTGTW?lang=en").text
    assert "So in the transcription: “chuyên đổi số”; probably “chuyển đổi số”." in english
    assert 'class="slip"' not in client.get("/documents/57-NQ-TW").text


def test_related_documents_are_named_from_either_side_and_linked(library):
    guide = reading_page(library, "116-HD-BTGTW", Language.EN, root_path="/tracuu")
    assert re.findall(r'<p class="fact">(.*?)</p>', guide) == [
        "Central Propaganda Commission, 13 January 2020",
        "Explains <a href='/tracuu/documents/52-NQ-TW?lang=en'>Resolution No. 52-NQ/TW</a>",
    ]
    resolution = reading_page(library, "52-NQ-TW", Language.VI)
    assert [Markup(fact).striptags() for fact in re.findall(r'<p class="fact">(.*?)</p>', resolution)] == [
        "Bộ Chính trị, ngày 27/9/2019",
        "Được giải thích trong Tài liệu học tập Nghị quyết số 52-NQ/TW (kèm theo Hướng dẫn số 116-HD/BTGTW)",
        "Sau đó có Nghị quyết số 57-NQ/TW",
        "Được tổng hợp trong Bản tổng hợp Nghị quyết số 52-NQ/TW",
    ]


def test_page_takes_nothing_from_elsewhere(client):
    response = client.get("/documents/57-NQ-TW", params={"lang": "en"})
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert not re.search(r"(?:https?:)?//[a-z]", response.text)
    for asset in ("reading.css", "reading.js"):
        assert f"/reading/{asset}" in response.text
        assert "http" not in client.get(f"/reading/{asset}").text


def test_page_behind_a_proxy_links_to_where_it_is(library):
    page = Page(reading_page(library, "57-NQ-TW", Language.VI, root_path="/tracuu"))
    rooted = [link for link in page.links if link.startswith("/")]
    assert "/tracuu/documents/52-NQ-TW?lang=vi" in rooted
    assert all(link.startswith("/tracuu/") for link in rooted)


def test_markup_in_a_request_is_not_put_on_the_page(client):
    script = "<script>alert(1)</script>"
    response = client.get("/documents/57-NQ-TW", params={"quote": script, "lang": script})
    assert "alert" not in response.text


def test_markup_in_a_document_is_shown_as_text(library):
    """Whatever a file holds after its tags are dropped reaches the page as text."""
    document = library.document("57-NQ-TW")
    clause = library.clause(CLAUSE)
    text = document.text
    planted = "a < b && '>\" c"
    span = Span(clause.span.start, clause.span.start + len(planted))
    changed = type(document)(document.source, text[: span.start] + planted + text[span.end :])
    page = reading_page(Library([changed], library.clauses_of("57-NQ-TW")), "57-NQ-TW", Language.VI)
    assert "a &lt; b &amp;&amp; " in page
    assert Page(page).texts["III.2/b3"].strip().startswith(planted)
