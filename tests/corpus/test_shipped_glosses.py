"""The glosses of the four documents, held against their sentences and the glossary of terms."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.clause import ClauseKind
from corpus.gloss import gloss_hash, read_glosses
from corpus.gloss_check import (
    Glossed,
    check_answers,
    check_copying,
    check_equal_sentences,
    check_extent,
    check_figures,
    check_names,
    check_repeats,
    check_terms,
    parse_terms,
)

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "glosses"


@pytest.fixture(scope="module")
def sentences(library):
    return {(clause.id, n): text for clause in library.clauses for n, text in enumerate(library.sentences(clause))}


@pytest.fixture(scope="module")
def glosses(library):
    return [gloss for source in library.sources for gloss in read_glosses(FOLDER / f"{source.id}.jsonl")]


@pytest.fixture(scope="module")
def terms():
    return parse_terms((FOLDER / "terms.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def glossed(library, sentences, glosses):
    places = [(gloss, (gloss.clause_id, gloss.sentence)) for gloss in glosses]
    return [Glossed(gloss, library.clause(place[0]).kind, sentences[place]) for gloss, place in places]


def test_every_sentence_has_one_gloss_in_the_file_of_its_document(library, sentences):
    for source in library.sources:
        here = [(gloss.clause_id, gloss.sentence) for gloss in read_glosses(FOLDER / f"{source.id}.jsonl")]
        assert Counter(here) == Counter(p for p in sentences if library.clause(p[0]).document_id == source.id)


def test_hashes_are_those_of_the_sentences(sentences, glosses):
    strange = [g for g in glosses if g.sha256 != gloss_hash(sentences[g.clause_id, g.sentence])]
    assert strange == []


def test_every_gloss_has_a_translation(glosses):
    assert [gloss for gloss in glosses if not gloss.en.strip()] == []


def test_what_asserts_nothing_has_a_translation_alone(glossed):
    others = [each.gloss for each in glossed if each.kind in (ClauseKind.RECIPIENTS, ClauseKind.SIGNATURE)]
    assert others
    assert [gloss for gloss in others if gloss.questions or gloss.plain_vi] == []


@pytest.mark.parametrize(
    "check", [check_figures, check_extent, check_repeats, check_answers], ids=lambda check: check.__name__
)
def test_check_of_each_gloss_finds_nothing(check, glossed):
    assert [finding for each in glossed for finding in check(each)] == []


@pytest.mark.parametrize("check", [check_terms, check_names, check_copying], ids=lambda check: check.__name__)
def test_check_by_the_glossary_finds_nothing(check, glossed, terms):
    assert [finding for each in glossed for finding in check(each, terms)] == []


def test_equal_sentences_have_equal_glosses(glossed):
    assert check_equal_sentences(glossed) == []


def test_glossary_is_large_and_has_each_term_once(terms):
    assert len(terms) >= 400
    assert [vi for vi, count in Counter(term.vi.lower() for term in terms).items() if count > 1] == []
