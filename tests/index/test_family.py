import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.family import Families, Family, find_families

LONG = (
    "Áp dụng các cơ chế chính sách đặc biệt có tính đột phá đối với các trung tâm đổi mới sáng tạo quốc gia hiện nay."
)


def _same(first, second):
    """Whether two clauses, each one sentence, are one family."""
    return bool(find_families([[first], [second]], [0, 1]))


def _with_edits(sentence, count):
    """The sentence with ``count`` letters replaced."""
    places = [place for place, letter in enumerate(sentence) if letter.isalpha()][::2][:count]
    assert len(places) == count
    return "".join("x" if place in places else letter for place, letter in enumerate(sentence))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kinh tế số chiếm 30% GDP.", "kinh tế số chiếm 30% GDP;"),
        ("phát triển kinh tế-xã hội", "Phát triển kinh tế - xã hội."),
        ("các cấp uỷ đảng, văn hoá số", "các cấp ủy đảng, văn hóa số"),
        ("an ninh mạng", unicodedata.normalize("NFD", "an ninh  mạng")),
        ("tại ba vùng kinh tế trọng điểm", "tại 3 vùng kinh tế trọng điểm"),
        ("cho chuyển đổi số quốc gia trong hạ tầng", "cho chuyên đổi số quốc gia trong hạ tầng"),
        ("cách mạng công nghiệp lần thứ tư", "Cách mạng Công nghiệp lần thứ Tư"),
    ],
    ids=["case and stop", "spacing", "tone placement", "decomposed", "number in words", "slip", "capitals"],
)
def test_sentences_that_say_the_same_are_a_family(first, second):
    assert _same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kinh tế số chiếm 30% GDP", "Kinh tế số chiếm trên 30% GDP"),
        ("Kinh tế số chiếm 30% GDP", "Kinh tế số chiếm 20% GDP"),
        ("năng suất lao động tăng bình quân khoảng 7,5%/năm", "năng suất lao động tăng bình quân trên 7,5%/năm"),
        ("năng suất lao động tăng bình quân 7,5%/năm", "năng suất lao động tăng bình quân 7,6%/năm"),
        ("Có ít nhất ba đô thị thông minh tại vùng kinh tế", "Có ba đô thị thông minh tại vùng kinh tế"),
        ("Thuộc nhóm bốn nước dẫn đầu ASEAN", "Thuộc nhóm ba nước dẫn đầu ASEAN"),
        ("Phủ sóng 5G toàn quốc", "Hoàn thành xây dựng Chính phủ số"),
    ],
)
def test_changed_figure_qualifier_or_matter_makes_no_family(first, second):
    assert not _same(first, second)


def test_up_to_five_percent_of_the_letters_may_differ():
    letters = sum(not letter.isspace() and letter != "." for letter in LONG)
    budget = int(0.05 * letters)
    assert budget >= 3
    assert _same(LONG, _with_edits(LONG, budget))
    assert not _same(LONG, _with_edits(LONG, budget + 1))


def test_shorter_clause_is_found_in_the_longer():
    families = find_families(
        [["Một hai ba.", "Bốn năm sáu.", "Bảy tám chín."], ["Bảy tám chín.", "Một hai ba."]], [0, 1]
    )
    assert families == [Family(0, (1,), (False,))]


def test_longer_clause_with_one_strange_sentence_in_the_shorter_is_no_copy():
    assert find_families([["Một hai ba.", "Bốn năm sáu."], ["Một hai ba.", "Câu khác hẳn."]], [0, 1]) == []


def test_lowest_precedence_leads_whatever_the_order():
    assert find_families([["Phủ sóng 5G."], ["Phủ sóng 5G;"], ["Phủ sóng 5G"]], [2, 0, 1]) == [
        Family(1, (2, 0), (True, True))
    ]


def test_first_leads_among_equals():
    assert find_families([["Phủ sóng 5G."], ["Phủ sóng 5G."]], [0, 0]) == [Family(0, (1,), (True,))]


def test_copy_is_exact_only_where_nothing_but_form_differs():
    exact, slip, part = ["Phủ sóng 5G toàn quốc;", LONG], ["phủ sóng 5G toàn quốc", _with_edits(LONG, 1)], [LONG]
    families = find_families([["Phủ sóng 5G toàn quốc.", LONG], exact, slip, part], [0, 1, 1, 1])
    assert families == [Family(0, (1, 2, 3), (True, False, False))]


def test_copy_of_two_clauses_stands_in_both_families():
    families = find_families([["Một hai ba."], ["Bốn năm sáu."], ["Một hai ba.", "Bốn năm sáu."]], [0, 0, 1])
    assert families == [Family(0, (2,), (False,)), Family(1, (2,), (False,))]


def test_copies_of_one_copy_do_not_become_a_family():
    first, second, both = ["Một hai ba."], ["Bốn năm sáu."], ["Một hai ba.", "Bốn năm sáu."]
    families = Families(find_families([first, second, both], [0, 0, 1]), [0, 0, 1])
    assert families.copies(0) == [(2, False)]
    assert families.copies(2) == [(0, False), (1, False)]
    assert families.leaders(2) == [0, 1]


def test_clause_without_copies_has_no_family():
    families = Families(find_families([["Một hai ba."], ["Bốn năm sáu."]], [0, 0]), [0, 0])
    assert (families.copies(0), list(families.leaders(0))) == ([], [])


def test_copies_come_resolution_first():
    families = Families([Family(3, (0, 1, 2), (True, False, True))], [2, 1, 0, 0])
    assert families.members(3) == [2, 1, 0]
    assert families.copies(0) == [(2, True), (3, True), (1, False)]


PHRASES = [
    "phủ sóng 5G",
    "kinh tế số 30% GDP",
    "kinh tế số trên 30% GDP",
    "hạ tầng số",
    "hạ tầng sổ",
    "đô thị thông minh",
]


@given(st.lists(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3, unique=True), max_size=7), st.data())
def test_families_are_just_the_direct_pairs_with_their_leader(clauses, data):
    precedence = data.draw(st.lists(st.integers(0, 2), min_size=len(clauses), max_size=len(clauses)))
    families = find_families(clauses, precedence)
    rank = {row: (precedence[row], row) for row in range(len(clauses))}
    repeats = {
        (first, second)
        for first, second in itertools.permutations(range(len(clauses)), 2)
        if set.issubset(*sorted((set(clauses[first]), set(clauses[second])), key=len))
    }
    leaders = []
    for row in sorted(rank, key=rank.__getitem__):
        if not any((leader, row) in repeats for leader in leaders):
            leaders.append(row)
    followers = rank.keys() - set(leaders)
    expected = {
        leader: {row for row in followers if (leader, row) in repeats and rank[leader] < rank[row]}
        for leader in leaders
    }
    found = {family.leader: set(family.copies) for family in families}
    assert found == {leader: copies for leader, copies in expected.items() if copies}
