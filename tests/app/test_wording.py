import ast
import string

import pytest

from app.wording import (
    _ERRORS_VI,
    KINDS,
    REASONS,
    RELATIONS,
    RELATIONS_BACK,
    WORDS,
    error_message,
    say,
    say_sureness,
)
from corpus import Bilingual, ClauseKind, Language
from corpus.errors import CorpusError, IndexMissing
from qa import Reason

PACKAGES = ["corpus", "ingest", "index", "qa", "eval", "app"]


def _raised(project, packages=PACKAGES):
    """(code, names of its values, where) of every error that the sources make."""
    for package in packages:
        for path in sorted((project / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                code = given.pop("code", None)
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value, set(given), f"{path.relative_to(project)}:{node.lineno}"


def _fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_error_has_its_vietnamese_sentence(project, package):
    raised = list(_raised(project, [package]))
    assert raised
    assert [(code, where) for code, _, where in raised if code not in _ERRORS_VI] == []


def test_every_sentence_is_given_its_values(project):
    lacking = [
        (code, where, _fields(_ERRORS_VI[code]) - values)
        for code, values, where in _raised(project)
        if code in _ERRORS_VI and not _fields(_ERRORS_VI[code]) <= values
    ]
    assert lacking == []


@pytest.mark.parametrize(("wordings", "members"), [(REASONS, Reason), (KINDS, ClauseKind)], ids=["reasons", "kinds"])
def test_every_member_is_worded(wordings, members):
    assert set(wordings) == set(members)


@pytest.mark.parametrize(
    "wordings",
    [REASONS, KINDS, RELATIONS, RELATIONS_BACK, WORDS],
    ids=["reasons", "kinds", "relations", "relations back", "words"],
)
def test_both_languages_take_the_same_values(wordings):
    for key, words in wordings.items():
        assert isinstance(words, Bilingual)
        assert words.vi, key
        assert words.en, key
        assert _fields(words.vi) == _fields(words.en), key


def test_every_relation_is_worded_both_ways(library):
    kinds = {relation.kind for source in library.sources for relation in source.relations}
    assert kinds == set(RELATIONS) == set(RELATIONS_BACK)


def test_error_is_told_in_the_language_of_the_reader():
    error = IndexMissing("There is no index in var. Run `tracuu build`.", code="index_missing", folder="var")
    assert error_message(error, Language.VI) == "Chưa có chỉ mục trong var. Hãy chạy `tracuu build`."
    assert error_message(error, Language.EN) == "There is no index in var. Run `tracuu build`."


def test_error_without_a_wording_is_told_in_english():
    assert error_message(CorpusError("Something new.", code="new"), Language.VI) == "Something new."


def test_words_are_said_with_their_values():
    assert say("documents_found", Language.VI, n=4) == "4 tài liệu, đúng với danh mục"
    assert say("documents_found", Language.EN, n=4) == "4 documents, as the catalogue has them"


@pytest.mark.parametrize(
    ("confidence", "vietnamese", "english"),
    [
        (1.0, "chắc chắn", "sure"),
        (0.85, "chắc chắn", "sure"),
        (0.84, "khá chắc chắn", "fairly sure"),
        (0.6, "khá chắc chắn", "fairly sure"),
        (0.59, "chưa chắc chắn", "unsure"),
        (0.0, "chưa chắc chắn", "unsure"),
    ],
)
def test_probability_is_told_in_words(confidence, vietnamese, english):
    assert say_sureness(confidence, Language.VI) == vietnamese
    assert say_sureness(confidence, Language.EN) == english
