import gzip
import json
from pathlib import Path

from index.encoder.pairs import OWN, Pair, hold_back, read_pairs, without_repeats


def test_pairs_are_read_from_plain_and_compressed_files(tmp_path: Path) -> None:
    rows = [{"en": "a  law", "vi": "luâ\u0323t", "mt": "HT"}, {"id": "x", "en": "tax", "vi": "thuế"}]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "plain.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "small.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    expected = [Pair("a law", "luật", "HT"), Pair("tax", "thuế", OWN, 3.0)]
    assert read_pairs(tmp_path / "plain.jsonl") == expected
    assert read_pairs(tmp_path / "small.jsonl.gz") == expected


def test_software_of_a_machine_comes_up_less_than_everyday_language_of_people(tmp_path: Path) -> None:
    rows = [
        {"en": "Open the app.", "vi": "Mở ứng dụng.", "mt": "MT", "src": "msdocs_alchemy"},
        {"en": "It is raining.", "vi": "Trời mưa.", "mt": "HT", "src": "tatoeba"},
        {"en": "Lions roar.", "vi": "Sư tử gầm.", "src": "everyday"},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert [pair.share for pair in read_pairs(path)] == [0.2, 2.0, 12.0]


def test_repeats_copies_and_broken_pairs_are_left_out() -> None:
    good = Pair("The law.", "Luật.", "HT")
    pairs = [good, Pair("the law", "LUẬT", "MT"), Pair("Power BI", "Power BI", "MT"), Pair("...", "luật", "HT")]
    assert without_repeats([*pairs, Pair("tax", "thuế " * 30, "HT")]) == [good]


def test_held_back_texts_are_not_in_training_in_either_language() -> None:
    pairs = [Pair(f"sentence {n // 2}", f"câu {n // 3}", "HT") for n in range(3000)]
    kept, held = hold_back(pairs, 20)
    assert len(held) == 20
    assert not {pair.en for pair in held} & {pair.en for pair in kept}
    assert not {pair.vi for pair in held} & {pair.vi for pair in kept}


def test_held_back_pairs_do_not_depend_on_the_order() -> None:
    pairs = [Pair(f"sentence {n}", f"câu {n}", "HT") for n in range(3000)]
    assert hold_back(pairs, 20)[1] == hold_back(pairs[::-1], 20)[1]


def test_own_translations_are_never_held_back() -> None:
    pairs = [Pair(f"sentence {n}", f"câu {n}", OWN) for n in range(3000)]
    assert hold_back(pairs, 20) == (pairs, [])
