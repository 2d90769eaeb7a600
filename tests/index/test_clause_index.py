import dataclasses
import subprocess
import sys

import numpy as np
import pytest

from corpus import ClauseKind, SourceKind
from corpus.errors import IndexMismatch, IndexMissing
from corpus.gloss import Gloss, gloss_hash
from corpus.left_open import LeftOpen
from corpus.library import Library
from corpus.subjects import Subject
from index import SearchRequest, build_index, is_current, load_families, load_index
from index.faiss_store import FaissStore
from index.hashing_embedder import HashingEmbedder
from index.hybrid import Weights
from index.manifest import read_manifest
from index.passage import passages_of

DOCUMENTS = {
    "A": [
        ["Phủ sóng 5G toàn quốc.", "Mọi người dân được truy cập Internet."],
        ["Kinh tế số chiếm trên 30% GDP."],
        ["Hình thành mạng học tập mở của người Việt Nam."],
    ],
    "B": [
        ["Kinh tế số chiếm 30% GDP;"],
        ["phủ sóng 5G toàn quốc"],
        ["Kinh tế số chiếm trên 30% GDP."],
        ["Quản lý thuế và các dịch vụ xuyên biên giới."],
    ],
}


class CountingEmbedder(HashingEmbedder):
    """Remembers which passages it was given."""

    def __init__(self, dim=64):
        super().__init__(dim)
        self.embedded = []

    def embed_clauses(self, texts):
        self.embedded += texts
        return super().embed_clauses(texts)

    def embed_questions(self, texts):
        return HashingEmbedder(self.dim).embed_clauses(texts)


@pytest.fixture
def small(library_of):
    return library_of(DOCUMENTS, B=SourceKind.SUMMARY)


@pytest.fixture
def embedder():
    return CountingEmbedder()


@pytest.fixture
def index(small, embedder, tmp_path):
    build_index(small, embedder, tmp_path / "index")
    return load_index(small, embedder, tmp_path / "index")


def _ids(hits):
    return [hit.clause_id for hit in hits]


def _build_folder(folder):
    return folder / (folder / "current").read_text(encoding="utf-8").strip()


# Searching


def test_best_clause_comes_first(index):
    hits = index.search(SearchRequest("quản lý thuế xuyên biên giới"), k=5)
    assert hits[0].clause_id == "B/p4"
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_hit_says_why_it_was_found(index):
    hit = index.search(SearchRequest("Internet cho người dân"), k=1)[0]
    assert hit.clause_id == "A/p1"
    assert hit.matched == ("internet", "người", "dân")
    assert 0 < hit.parts.text <= 1
    assert 0 < hit.parts.dense <= 1
    assert hit.sentences[1] > hit.sentences[0]


def test_repeated_clause_is_one_row_and_its_leader_shows_it(index):
    hits = index.search(SearchRequest("phủ sóng 5G toàn quốc"), k=10)
    assert hits[0].clause_id == "A/p1"
    assert [(copy.clause_id, copy.exact) for copy in hits[0].also_in] == [("B/p2", False)]
    assert "B/p2" not in _ids(hits)


def test_changed_qualifier_keeps_its_own_row(index):
    hits = index.search(SearchRequest("kinh tế số chiếm bao nhiêu GDP"), k=10)
    assert set(_ids(hits)[:2]) == {"A/p2", "B/p1"}
    by_id = {hit.clause_id: hit for hit in hits}
    assert [(copy.clause_id, copy.exact) for copy in by_id["A/p2"].also_in] == [("B/p3", True)]
    assert by_id["B/p1"].also_in == ()


@pytest.mark.parametrize("k", [1, 2, 3])
def test_k_rows_are_left_after_merging(index, k):
    assert len(index.search(SearchRequest("phủ sóng 5G, kinh tế số chiếm 30% GDP"), k=k)) == k


def test_document_is_filtered_before_merging(index):
    request = SearchRequest("phủ sóng 5G toàn quốc", documents=frozenset({"B"}), copies_in=frozenset({"B"}))
    hits = index.search(request, k=10)
    assert hits[0].clause_id == "B/p2"
    assert {hit.clause_id[0] for hit in hits} == {"B"}
    assert hits[0].also_in == ()


def test_copy_is_shown_itself_where_what_it_alone_says_is_nearest(library_of, embedder, tmp_path):
    shared, own = "Các tỉnh uỷ tổ chức học tập Nghị quyết.", "Báo cáo kết quả với cấp uỷ cấp trên."
    made = library_of({"A": [[shared], ["Hạ tầng số."]], "B": [[shared, own]]}, B=SourceKind.GUIDE)
    build_index(made, embedder, tmp_path / "index")
    index = load_index(made, embedder, tmp_path / "index")
    for question, shown, copy in (
        ("học tập Nghị quyết", "A/p1", "B/p1"),
        ("báo cáo với cấp uỷ cấp trên", "B/p1", "A/p1"),
    ):
        best = index.search(SearchRequest(question), k=5)[0]
        assert (best.clause_id, [other.clause_id for other in best.also_in]) == (shown, [copy])
    hits = index.search(SearchRequest("báo cáo với cấp uỷ cấp trên về học tập Nghị quyết"), k=5)
    assert len({"A/p1", "B/p1"} & set(_ids(hits))) == 1


def test_what_says_much_the_same_as_the_best_gains(library_of, embedder, tmp_path):
    texts = [["Phủ sóng mạng 5G toàn quốc."], ["Mạng 5G phủ sóng toàn quốc, giá rẻ."], ["Chống lừa đảo."]]
    made = library_of({"A": texts})
    build_index(made, embedder, tmp_path / "index")
    gained = []
    for beside in (0.0, 0.5):
        index = load_index(made, embedder, tmp_path / "index", weights=Weights(beside=beside))
        hits = index.search(SearchRequest("phủ sóng mạng 5G toàn quốc"), k=3)
        assert hits[0].clause_id == "A/p1"
        gained.append({hit.clause_id: hit.score for hit in hits})
    first, like, unlike = (gained[1][place] - gained[0].get(place, 0.0) for place in ("A/p1", "A/p2", "A/p3"))
    assert first == pytest.approx(0.5, abs=1e-5)
    assert first > like > unlike


@pytest.fixture
def referring(library_of, embedder, tmp_path):
    """An index of three clauses, the first of which says to see the last, with weights of its own."""
    texts = [["Phủ sóng mạng 5G toàn quốc."], ["Mạng lưới giao thông."], ["Trạm thu phát do tư nhân xây."]]
    made = library_of({"A": texts})
    gloss = Gloss("A/p1", 0, gloss_hash(texts[0][0]), "5G.", see_also={"A/p3": 0.8, "gone": 0.9})
    subjects = [Subject(("cột thu sóng", "base stations"), ("A/p3",), ("A/p1",)), Subject(("xe cộ",), ("A/p2",))]
    library = Library([made.document("A")], made.clauses, [gloss], subjects=subjects)
    build_index(library, embedder, tmp_path / "index")

    def loaded(**weights):
        return load_index(library, embedder, tmp_path / "index", weights=Weights(beside=0.0, **weights))

    return loaded


def _scores(index, question, *, gather=False):
    return {hit.clause_id: hit.score for hit in index.search(SearchRequest(question, gather=gather), k=3)}


def test_what_the_best_clause_says_to_see_comes_nearer_to_it(referring):
    without, seen = (
        _scores(referring(see_also=weight, subject=0.0), "phủ sóng mạng 5G toàn quốc") for weight in (0.0, 0.5)
    )
    best, other, named = ("A/p1", "A/p2", "A/p3")
    assert (seen[best], seen[other]) == pytest.approx((without[best], without[other]))
    left_out = without.get(named, 0.0)
    assert seen[named] - left_out == pytest.approx(0.5 * 0.8 * (without[best] - left_out), rel=0.02)


def test_subject_leads_to_its_clauses_and_half_as_much_to_those_that_touch_it(referring):
    evidence = referring().scorer.evidence(SearchRequest("base stations"))
    touching, other, on = evidence.subject.tolist()
    assert on == pytest.approx(1.0)
    assert touching == pytest.approx(0.5)
    assert other < 0.5


@pytest.mark.parametrize("gather", [True, False])
def test_subject_weighs_of_its_own_where_all_on_a_theme_is_asked_for(referring, gather):
    index = referring(see_also=0.0, subject=0.1, subject_gathered=1.0)
    assert (_scores(index, "xe cộ", gather=gather)["A/p2"] > 1.0) is gather


def test_clause_that_may_be_named_goes_before_one_as_near(index):
    request = SearchRequest("kinh tế số chiếm bao nhiêu GDP")
    first, second = _ids(index.search(request, k=2))
    likely = dataclasses.replace(request, likely=frozenset({second}))
    assert _ids(index.search(likely, k=2)) == [second, first]


def test_named_document_still_names_its_copies_elsewhere(index):
    hits = index.search(SearchRequest("phủ sóng 5G toàn quốc", documents=frozenset({"B"})), k=1)
    assert [copy.clause_id for copy in hits[0].also_in] == ["A/p1"]


def test_search_under_a_place_stays_there(index):
    hits = index.search(SearchRequest("kinh tế số", under=frozenset({"A/p2", "B/p4"})), k=10)
    assert _ids(hits)[0] == "A/p2"
    assert set(_ids(hits)) <= {"A/p2", "B/p4"}


def test_further_reading_of_a_question_is_searched_beside_it(index):
    alone = index.search(SearchRequest("zzz"), k=1)
    hits = index.search(SearchRequest("zzz", variants=("quản lý thuế xuyên biên giới",)), k=1)
    assert _ids(hits) == ["B/p4"]
    assert not alone or alone[0].score < hits[0].score


def test_filter_that_leaves_nothing_finds_nothing(index):
    assert index.search(SearchRequest("kinh tế số", documents=frozenset()), k=10) == []


def test_gloss_finds_its_sentence(small, embedder, tmp_path):
    texts = "Quản lý thuế và các dịch vụ xuyên biên giới."
    gloss = Gloss("B/p4", 0, gloss_hash(texts), "Manage taxation of cross-border services.")
    library = Library([small.document("A"), small.document("B")], small.clauses, [gloss])
    build_index(library, embedder, tmp_path / "glossed")
    hit = load_index(library, embedder, tmp_path / "glossed").search(SearchRequest("taxation of services"), k=1)[0]
    assert hit.clause_id == "B/p4"
    assert hit.parts.gloss > hit.parts.text


def test_heading_comes_after_the_clause_that_says_the_same(library_of, embedder, tmp_path):
    made = library_of({"A": [["Chính sách phát triển nguồn nhân lực."], ["Chính sách phát triển nguồn nhân lực"]]})
    heading = dataclasses.replace(made.clauses[0], kind=ClauseKind.HEADING)
    library = Library([made.document("A")], [heading, made.clauses[1]])
    build_index(library, embedder, tmp_path / "index")
    hits = load_index(library, embedder, tmp_path / "index").search(SearchRequest("phát triển nhân lực"), k=2)
    assert _ids(hits) == ["A/p2", "A/p1"]
    assert hits[1].score < 0.95 * hits[0].score


@pytest.mark.parametrize(
    ("words", "furniture", "share"), [(4, 0.0, 0.0), (4, 0.5, 0.5), (4, 1.0, 1.0), (19, 0.5, 0.5), (20, 0.5, 1.0)]
)
def test_short_heading_counts_for_a_share_of_what_it_says(library_of, embedder, tmp_path, words, furniture, share):
    made = library_of({"A": [["Phát triển" + " nhân lực" * (words // 2 - 1) + " nữa" * (words % 2) + "."], ["Mạng."]]})
    heading = dataclasses.replace(made.clauses[0], kind=ClauseKind.HEADING)
    library = Library([made.document("A")], [heading, made.clauses[1]])
    build_index(library, embedder, tmp_path / "index")
    request = SearchRequest("phát triển nhân lực")

    def score(weight):
        index = load_index(library, embedder, tmp_path / "index", weights=Weights(furniture=weight))
        return index.scorer.fuse(index.scorer.evidence(request)).clauses

    np.testing.assert_allclose(score(furniture), score(1.0) * [share, 1.0], rtol=1e-5)


def test_heading_counts_for_more_where_a_name_is_asked_for(sections):
    index = sections(furniture=0.5, furniture_named=2.0, beside=0.0)
    asked, named = (
        {hit.clause_id: hit.score for hit in index.search(SearchRequest("Nhiệm vụ của Bộ Công an", name=name), k=5)}
        for name in (False, True)
    )
    assert named["A/p2"] == pytest.approx(4 * asked["A/p2"])
    assert named["A/p3"] == pytest.approx(asked["A/p3"])


@pytest.fixture
def sections(library_of, embedder, tmp_path):
    """Two headings with equal clauses under them, one of them two steps deep."""
    texts = [["Chống tội phạm mạng."], ["Nhiệm vụ."], ["Bộ Công an chủ trì."], ["Hạ tầng số."], ["Bộ Công an chủ trì."]]
    made = library_of({"A": texts})
    crime, task, first, digital, second = made.clauses
    clauses = [
        dataclasses.replace(crime, kind=ClauseKind.HEADING),
        dataclasses.replace(task, kind=ClauseKind.HEADING, parent=crime.id),
        dataclasses.replace(first, parent=task.id),
        dataclasses.replace(digital, kind=ClauseKind.HEADING),
        dataclasses.replace(second, parent=digital.id),
    ]
    library = Library([made.document("A")], clauses)
    build_index(library, embedder, tmp_path / "index")
    return lambda **weights: load_index(library, embedder, tmp_path / "index", weights=Weights(**weights))


def test_section_of_a_clause_is_the_nearest_heading_above_it(sections):
    scorer = sections().scorer
    evidence = scorer.evidence(SearchRequest("chống tội phạm mạng"))
    crime, task, first, digital, second = evidence.section.tolist()
    assert (crime, digital) == (0.0, 0.0)  # they stand under nothing
    assert task == first == pytest.approx(float(evidence.dense[:, 0].max()))
    assert first > 0.9
    assert second == pytest.approx(max(0.0, float(evidence.dense[:, 3].max())))


def test_question_after_a_section_finds_what_is_in_it(sections):
    asked = SearchRequest("Bộ Công an chủ trì chống tội phạm mạng", under=frozenset({"A/p3", "A/p5"}))
    without, weighed = (sections(section=weight).search(asked, k=2) for weight in (0.0, 1.0))
    scores = [{hit.clause_id: hit.score for hit in hits} for hits in (without, weighed)]
    assert _ids(weighed)[0] == "A/p3"
    assert scores[1]["A/p3"] > scores[0]["A/p3"] + 0.5


def test_section_has_a_weight_of_its_own_where_everything_is_asked_for(sections):
    index = sections(section=0.3, section_gathered=0.8)
    one, everything = (
        {hit.clause_id: hit.score for hit in index.search(SearchRequest("chống tội phạm mạng", gather=gather), k=5)}
        for gather in (False, True)
    )
    near = float(index.scorer.evidence(SearchRequest("chống tội phạm mạng")).section[2])
    assert everything["A/p3"] - one["A/p3"] == pytest.approx(0.5 * near)


# Glosses and labels


@pytest.fixture
def glossed(small, embedder, tmp_path):
    """The small library with sample questions for its first clause, and an index of it."""
    sentences = DOCUMENTS["A"][0]
    glosses = [
        Gloss("A/p1", 0, gloss_hash(sentences[0]), "5G.", ("sóng mạnh ở đâu", "có mạng nhanh chưa"), ("where is 5G",)),
        Gloss("A/p1", 1, gloss_hash(sentences[1]), "Internet.", ("ai được vào mạng",), ("who may go online", "access")),
    ]
    library = Library([small.document("A"), small.document("B")], small.clauses, glosses)
    build_index(library, embedder, tmp_path / "index")
    return load_index(library, embedder, tmp_path / "index")


@pytest.mark.parametrize(
    ("question", "count", "nearest"),
    [
        ("sóng mạnh ở đâu", 3, 0),
        ("có mạng nhanh chưa", 3, 1),
        ("where is 5G", 3, 2),
        ("ai được vào mạng", 3, 0),
        ("who may go online", 3, 1),
    ],
)
def test_hit_says_which_sample_question_of_its_best_sentence_is_nearest(glossed, question, count, nearest):
    hit = glossed.search(SearchRequest(question), k=1)[0]
    assert hit.clause_id == "A/p1"
    assert len(hit.asked) == count
    assert int(np.argmax(hit.asked)) == nearest
    assert max(hit.asked) > 1.5  # the same words, and the same vector


def test_sample_questions_are_those_of_the_best_sentence(glossed):
    first = glossed.search(SearchRequest("where is 5G"), k=1)[0]
    second = glossed.search(SearchRequest("who may go online"), k=1)[0]
    assert first.sentences[0] > first.sentences[1]
    assert second.sentences[1] > second.sentences[0]
    assert first.asked == glossed.scorer.asked(glossed.scorer.evidence(SearchRequest("where is 5G")), 0, 0)
    assert second.asked == glossed.scorer.asked(glossed.scorer.evidence(SearchRequest("who may go online")), 0, 1)


def test_sentence_is_led_to_by_its_two_best_sample_questions(small, embedder, tmp_path):
    sentences = DOCUMENTS["A"][0]
    asked = "sóng mạnh ở đâu"

    def score(*questions):
        glosses = [Gloss("A/p1", 0, gloss_hash(sentences[0]), "5G.", (asked, *questions))]
        library = Library([small.document("A"), small.document("B")], small.clauses, glosses)
        build_index(library, embedder, tmp_path / "index")
        return load_index(library, embedder, tmp_path / "index").search(SearchRequest(asked), k=1)[0].score

    # A single question stands for two; a further one that is less alike counts a little, a third not at all.
    alone, like, unlike = score(), score("sóng mạnh chỗ nào"), score("giá vé tàu bay")
    assert alone > like > unlike
    assert score("sóng mạnh chỗ nào", "giá vé tàu bay") == pytest.approx(like, rel=0.02)


@pytest.fixture
def leaving_open(small, embedder, tmp_path):
    """An index of the small library with a sample question and two that nothing answers."""
    glosses = [Gloss("A/p1", 0, gloss_hash(DOCUMENTS["A"][0][0]), "5G.", ("sóng mạnh ở đâu",))]
    left_open = [LeftOpen("giá cước mỗi tháng", "A/p1", 0), LeftOpen("trời có mưa không")]
    library = Library([small.document("A"), small.document("B")], small.clauses, glosses, left_open)
    build_index(library, embedder, tmp_path / "index")
    return load_index(library, embedder, tmp_path / "index")


def test_hits_say_how_near_the_question_is_to_what_is_asked_and_to_what_is_left_open(leaving_open):
    (open_one,), (asked_one,) = (
        {hit.nearest for hit in leaving_open.search(SearchRequest(question), k=3)}
        for question in ("giá cước mỗi tháng", "sóng mạnh ở đâu")
    )
    assert open_one.left_open > open_one.asked
    assert asked_one.asked > asked_one.left_open


def test_question_that_is_left_open_is_no_evidence_for_any_clause(leaving_open):
    for hit in leaving_open.search(SearchRequest("trời có mưa không"), k=10):
        assert hit.parts.text == 0.0
        assert max(hit.parts.dense, hit.parts.gloss) < 0.9


def test_nothing_is_near_where_nothing_is_known_to_be_left_open(glossed):
    assert {hit.nearest for hit in glossed.search(SearchRequest("sóng mạnh ở đâu"), k=3)} == {None}


def test_clause_without_glosses_was_asked_nothing(glossed):
    assert glossed.search(SearchRequest("quản lý thuế xuyên biên giới"), k=1)[0].asked == ()


@pytest.mark.parametrize("question", ["KFA8", "kfa 8", "KFA 8 nói gì"])
def test_clause_is_found_by_the_label_behind_it(small, embedder, tmp_path, question):
    clauses = [
        dataclasses.replace(clause, code="KFA8" if clause.id == "A/p3" else "KFA9" if clause.id == "B/p4" else None)
        for clause in small.clauses
    ]
    library = Library([small.document("A"), small.document("B")], clauses)
    build_index(library, embedder, tmp_path / "labelled")
    scorer = load_index(library, embedder, tmp_path / "labelled").scorer
    headings = scorer.evidence(SearchRequest(question)).headings
    assert int(np.argmax(headings)) == library.row("A/p3")
    others = np.delete(headings, library.row("A/p3"))
    assert headings[library.row("A/p3")] > others.max() + 0.1


# Families of the documents that ship


def test_resolution_leads_its_copies_in_guide_and_summary(library, index_folder):
    families = load_families(library, index_folder)
    row = library.row("52-NQ-TW/III.4/b2")
    copies = {library.clauses[copy].id: exact for copy, exact in families.copies(row)}
    assert copies == {"116-HD-BTGTW/3.4/c2": True, "TH-52-NQ-TW/P1/III/KFA5/KF4": True}
    for copy in copies:
        assert list(families.leaders(library.row(copy))) == [row]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("52-NQ-TW/II.2/p6", "TH-52-NQ-TW/P1/II/P.2030/b3"),
        ("52-NQ-TW/II.2/p6", "57-NQ-TW/II.1/b2"),
        ("52-NQ-TW/II.2/p3", "TH-52-NQ-TW/P1/II/P.2030/b4"),
    ],
)
def test_clauses_with_other_figures_are_no_family(library, index_folder, first, second):
    copies = [library.clauses[copy].id for copy, _ in load_families(library, index_folder).copies(library.row(first))]
    assert second not in copies


def test_headings_are_in_no_family(library, index_folder):
    families = load_families(library, index_folder)
    for row, clause in enumerate(library.clauses):
        if clause.kind != "clause":
            assert families.copies(row) == []


# Building


def test_builds_in_two_processes_have_the_same_manifest(built_elsewhere, index_folder):
    _, var = built_elsewhere  # another seed of Python's hashes, and everything made anew
    assert read_manifest(_build_folder(var / "index")) == read_manifest(_build_folder(index_folder))


def test_unchanged_rebuild_embeds_nothing(small, embedder, index, tmp_path):
    embedder.embedded.clear()
    build_index(small, embedder, tmp_path / "index")
    assert embedder.embedded == []


def test_rebuild_embeds_only_what_is_new(library_of, embedder, index, tmp_path):
    embedder.embedded.clear()
    changed = library_of({**DOCUMENTS, "A": [*DOCUMENTS["A"], ["Đô thị thông minh."]]}, B=SourceKind.SUMMARY)
    build_index(changed, embedder, tmp_path / "index")
    assert embedder.embedded == ["Đô thị thông minh."]
    hits = load_index(changed, embedder, tmp_path / "index").search(SearchRequest("đô thị thông minh"), k=1)
    assert _ids(hits) == ["A/p4"]


def test_reused_vectors_are_those_that_embedding_gives(small, embedder, index, tmp_path):
    build_index(small, embedder, tmp_path / "index")
    build_index(small, embedder, tmp_path / "fresh")
    again, fresh = _build_folder(tmp_path / "index"), _build_folder(tmp_path / "fresh")
    assert again.name == fresh.name
    assert (again / "vectors.faiss").read_bytes() == (fresh / "vectors.faiss").read_bytes()


def test_equal_texts_are_embedded_once(embedder, index):
    assert len(embedder.embedded) == len(set(embedder.embedded))


def test_vectors_of_another_embedder_are_not_taken_over(small, index, tmp_path):
    other = CountingEmbedder(dim=32)
    build_index(small, other, tmp_path / "index")
    assert len(other.embedded) > 5
    assert load_index(small, other, tmp_path / "index").search(SearchRequest("5G"), k=1)


def test_progress_counts_up_to_all_passages(small, embedder, tmp_path):
    counted = []
    build_index(small, embedder, tmp_path / "index", progress=lambda done, of: counted.append((done, of)))
    assert counted[-1] == (len(embedder.embedded),) * 2


def test_former_build_is_removed(small, embedder, library_of, index, tmp_path):
    build_index(library_of({"A": [["Một."]]}), embedder, tmp_path / "index")
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == sorted(
        ["current", _build_folder(tmp_path / "index").name]
    )


@pytest.mark.parametrize("documents", [{"A": []}, {"A": [["Một câu."]]}], ids=["no clauses", "no headings"])
def test_library_with_nothing_in_a_field_can_be_built(library_of, embedder, tmp_path, documents):
    made = library_of(documents)
    clauses = [dataclasses.replace(clause, headings=()) for clause in made.clauses]
    library = Library([made.document("A")], clauses)
    build_index(library, embedder, tmp_path / "index")
    found = load_index(library, embedder, tmp_path / "index").search(SearchRequest("một câu"), k=3)
    assert _ids(found) == [clause.id for clause in clauses]


KILL_AT_EVERY_STEP = """
import os, shutil, sys
from pathlib import Path
sys.path[:0] = [{project!r}, {tests!r}]
from conftest import make_library
from index import build_index, is_current, load_index, SearchRequest
from index.hashing_embedder import HashingEmbedder
from index.hybrid import Weights
import bm25s, faiss, rapidfuzz

old = make_library({{"A": [["Phủ sóng 5G."], ["Hạ tầng số."]]}})
new = make_library({{"A": [["Phủ sóng 6G."], ["Đô thị thông minh."], ["Hạ tầng số."]]}})
embedder, folder = HashingEmbedder(32), Path({folder!r})
STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")

def in_child(work):
    if (child := os.fork()) == 0:
        try:
            os._exit(work())
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(7)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def build(library, kill_at=None):
    step = 0
    def count(event, arguments):
        nonlocal step
        reads = event == "open" and str(arguments[1]).startswith("r")
        if event in STEPS and str(folder) in str(arguments[0]) and not reads:
            step += 1
            if step == kill_at:
                os._exit(9)
    if kill_at:
        sys.addaudithook(count)
    build_index(library, embedder, folder)
    return 0

def which():
    for status, library in ((1, old), (2, new)):
        if is_current(library, embedder, folder):
            load_index(library, embedder, folder).search(SearchRequest("hạ tầng"), k=1)
            return status
    return 3

def look_and_mend():
    found = which()
    build(new)
    assert which() == 2
    assert len(list(folder.iterdir())) == 2, list(folder.iterdir())
    return found

kept = folder.with_name("kept")
in_child(lambda: build(old))
shutil.copytree(folder, kept)
outcomes = []
for kill_at in range(1, 1000):
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    killed = in_child(lambda: build(new, kill_at))
    outcomes.append(in_child(look_and_mend))
    if killed != 9:
        assert killed == 0, killed
        break
print(*outcomes)
"""


@pytest.mark.skipif(not hasattr(sys, "addaudithook") or sys.platform == "win32", reason="needs fork")
def test_kill_at_any_step_leaves_an_index_that_loads(project, tmp_path):
    script = KILL_AT_EVERY_STEP.format(
        project=str(project), tests=str(project / "tests"), folder=str(tmp_path / "index")
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    outcomes = done.stdout.split()
    assert len(outcomes) > 20
    swapped = outcomes.index("2")
    assert outcomes == ["1"] * swapped + ["2"] * (len(outcomes) - swapped)


# Loading


def test_folder_without_an_index_says_what_to_run(small, embedder, tmp_path):
    with pytest.raises(IndexMissing, match=r"There is no index in .*Run `tracuu build`") as caught:
        load_index(small, embedder, tmp_path / "index")
    assert caught.value.code == "index_missing"
    assert not is_current(small, embedder, tmp_path / "index")


def test_index_of_another_encoder_is_refused_with_both_names(small, index, tmp_path):
    with pytest.raises(IndexMismatch, match=r"'hashing-64', but 'hashing-128'.*TRACUU_ENCODER") as caught:
        load_index(small, HashingEmbedder(128), tmp_path / "index")
    assert caught.value.code == "index_encoder"


def test_index_of_other_clauses_is_refused(library_of, embedder, index, tmp_path):
    other = library_of({**DOCUMENTS, "A": [["Khác."]]})
    assert not is_current(other, embedder, tmp_path / "index")
    for load in (
        lambda: load_index(other, embedder, tmp_path / "index"),
        lambda: load_families(other, tmp_path / "index"),
    ):
        with pytest.raises(IndexMismatch, match="Run `tracuu build`") as caught:
            load()
        assert caught.value.code == "index_stale"


def test_index_of_other_glosses_is_refused(small, embedder, index, tmp_path):
    gloss = Gloss("A/p2", 0, gloss_hash("Kinh tế số chiếm trên 30% GDP."), "Over 30% of GDP.")
    glossed = Library([small.document("A"), small.document("B")], small.clauses, [gloss])
    with pytest.raises(IndexMismatch) as caught:
        load_index(glossed, embedder, tmp_path / "index")
    assert caught.value.code == "index_stale"


def _flip(path):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


DAMAGES = {
    "flipped byte": _flip,
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_every_damaged_file_is_refused_and_can_be_built_again(small, embedder, index, tmp_path, damage):
    folder = tmp_path / "index"
    names = ["current", "manifest.json", *read_manifest(_build_folder(folder)).files]
    assert len(names) > 15
    for name in names:
        path = folder / name if name == "current" else _build_folder(folder) / name
        damage(path)
        with pytest.raises((IndexMismatch, IndexMissing), match="Run `tracuu build`"):
            load_index(small, embedder, folder)
        assert not is_current(small, embedder, folder)
        build_index(small, embedder, folder)
        assert _ids(load_index(small, embedder, folder).search(SearchRequest("quản lý thuế"), k=1)) == ["B/p4"], name


def test_flipped_byte_of_the_manifest_is_noticed_wherever_it_is(small, embedder, index, tmp_path):
    path = _build_folder(tmp_path / "index") / "manifest.json"
    whole = path.read_bytes()
    for place in range(0, len(whole) - 1, 11):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(IndexMismatch):
            read_manifest(path.parent)


def test_families_load_without_an_embedder_and_check_only_their_file(small, index, tmp_path):
    current = _build_folder(tmp_path / "index")
    (current / "vectors.faiss").unlink()
    assert load_families(small, tmp_path / "index").copies(0) == [(4, False)]
    (current / "families.json").write_text("[]", encoding="utf-8")
    with pytest.raises(IndexMismatch):
        load_families(small, tmp_path / "index")


def test_saved_vectors_are_in_the_order_of_passages_each_text_once(small, embedder, index, tmp_path):
    texts = list(dict.fromkeys(passage.text for passage in passages_of(small)))
    saved = FaissStore.load(_build_folder(tmp_path / "index")).vectors()
    np.testing.assert_allclose(saved, HashingEmbedder(64).embed_clauses(texts), atol=1e-6)
