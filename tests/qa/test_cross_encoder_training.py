"""A network of one layer learns from a handful of questions, is written as a graph, and is read again."""

import gzip
import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.errors import ModelMissing
from qa.cross_encoder.examples import Example, Passage
from qa.cross_encoder.lessons import plain_lesson
from qa.cross_encoder.onnx_cross_encoder import OnnxCrossEncoder
from qa.cross_encoder.pairing import Pairing
from qa.cross_encoder.words import read_words, words_hash

if TYPE_CHECKING:
    from index.encoder.student import Student

FACTS = {
    "Kinh tế số đạt tối thiểu 30% GDP.": ("Kinh tế số đạt bao nhiêu?", "tối thiểu 30% GDP"),
    "Mạng 5G phủ sóng toàn quốc.": ("Mạng nào phủ sóng toàn quốc?", "Mạng 5G"),
    "Trẻ em được học lập trình từ lớp ba.": ("Trẻ em học lập trình từ lớp mấy?", "lớp ba"),
    "Dữ liệu là tư liệu sản xuất chính.": ("Dữ liệu là gì?", "tư liệu sản xuất chính"),
    "Ngân hàng cho vay tới mười năm.": ("Ngân hàng cho vay bao lâu?", "mười năm"),
}
LENGTHS = [("", "luật"), ("Mục tiêu", "Kinh tế số đạt tối thiểu 30% GDP."), ("", "dữ liệu " * 40)]


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """Where others are at work, threads wait for each other far longer than so small a network takes."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def encoder(thin_student: Callable[..., "Student"], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an encoder of two thin layers."""
    folder = tmp_path_factory.mktemp("encoder")
    thin_student(layers=2).save(folder)
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows: list[dict[str, object]] = [
        {"context": "", "text": text, "questions": [(question, answer)]} for text, (question, answer) in FACTS.items()
    ]
    file = tmp_path_factory.mktemp("data") / "facts.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in [*rows, {"question": "Giá vàng hôm nay?"}])
    return file


@pytest.fixture(scope="module")
def trained(encoder: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What three steps leave."""
    from qa.cross_encoder.train import main

    folder = tmp_path_factory.mktemp("cross-encoder") / "new"
    main([*_options(encoder, data, folder), "--steps", "3"])
    return folder


def _options(encoder: Path, data: Path, folder: Path) -> list[str]:
    return ["--to", str(folder), "--encoder", str(encoder), "--data", str(data), "--layers", "1", "--rate", "0.1"]


def examples() -> list[Example]:
    """The facts, and a question that none of them answers."""
    passages = {text: Passage("", text) for text in FACTS}
    asked = [
        Example(question, passages[text], answer, tuple(other for name, other in passages.items() if name != text))
        for text, (question, answer) in FACTS.items()
    ]
    return [*asked, Example("Giá vàng hôm nay?", None, None, tuple(passages.values()), answered=False)]


def test_trained_graph_is_read_as_the_network_reads(encoder: Path, trained: Path) -> None:
    import torch

    from qa.cross_encoder.network import CrossEncoder, read_pairs

    network, words = CrossEncoder.from_encoder(encoder, layers=1)
    network.load_state_dict(torch.load(trained / "network.pt", weights_only=True))
    pairs = Pairing.of(encoder).pairs("Kinh tế số đạt bao nhiêu?", LENGTHS)
    with torch.no_grad():
        read = read_pairs(network.eval(), words, pairs)
    judged = OnnxCrossEncoder(encoder, trained, threads=1).read("Kinh tế số đạt bao nhiêu?", LENGTHS)
    expected = [float(one.relevance) for one in read]
    np.testing.assert_allclose([one.relevance for one in judged], expected, atol=0.03)  # int8
    assert [one.start.shape for one in read] == [(len(pair.ids),) for pair in pairs]


def test_judgement_does_not_depend_on_its_company(encoder: Path, trained: Path) -> None:
    cross_encoder = OnnxCrossEncoder(encoder, trained, threads=1)
    together = cross_encoder.read("Dữ liệu là gì?", LENGTHS)
    alone = [cross_encoder.read("Dữ liệu là gì?", [passage])[0] for passage in LENGTHS]
    relevance = [[one.relevance for one in judged] for judged in (together, alone)]
    np.testing.assert_allclose(relevance[0], relevance[1], atol=0.05)  # int8 has one scale for all that runs together


def test_nothing_to_read_loads_nothing(tmp_path: Path) -> None:
    assert OnnxCrossEncoder(tmp_path, tmp_path).read("Dữ liệu là gì?", []) == []


def test_run_goes_on_from_the_weights_of_another(encoder: Path, data: Path, trained: Path, tmp_path: Path) -> None:
    import torch

    from qa.cross_encoder.train import main

    main([*_options(encoder, data, tmp_path), "--from", str(trained / "network.pt"), "--steps", "1", "--rate", "0"])
    before, after = (torch.load(folder / "network.pt", weights_only=True) for folder in (trained, tmp_path))
    assert before.keys() == after.keys()
    for name, weights in before.items():
        torch.testing.assert_close(after[name], weights, rtol=0, atol=0)


def test_network_learns_what_it_is_shown(encoder: Path) -> None:
    import torch

    from qa.cross_encoder.learning import Learner, Plan
    from qa.cross_encoder.measure import measure
    from qa.cross_encoder.network import CrossEncoder, read_pairs

    torch.manual_seed(7)
    network, words = CrossEncoder.from_encoder(encoder, layers=1)
    pairing = Pairing.of(encoder)
    before = words.clone()
    learner = Learner(network, words, pairing, examples(), Plan(minutes=5, steps=60, rate=1e-2, seed=7))
    first = learner.learn(1e-2)
    kept: list[int] = []
    learner.run(lambda: kept.append(learner.step))
    assert learner.learn(1e-4) < first / 3
    assert kept == [60]
    figures = measure(network, words, examples(), pairing)
    assert (figures.first, figures.apart) == (1, 1)
    assert figures.answers > 0.8
    lessons = [plain_lesson(example, pairing) for example in examples()]
    with torch.no_grad():
        relevance = [[bool(read.relevance > 0) for read in read_pairs(network, words, one.pairs)] for one in lessons]
    assert relevance == [*[[True, False, False, False]] * len(FACTS), [False] * 2]
    torch.testing.assert_close(words, before, rtol=0, atol=0)


def test_figure_that_nothing_was_there_for_is_no_number(encoder: Path) -> None:
    from qa.cross_encoder.measure import measure
    from qa.cross_encoder.network import CrossEncoder

    network, words = CrossEncoder.from_encoder(encoder, layers=1)
    figures = measure(network, words, examples()[-1:], Pairing.of(encoder))
    assert all(math.isnan(figure) for figure in figures)
    assert str(figures) == "first nan, answers F1 nan, answerable above unanswerable nan"


def test_network_takes_over_the_first_layers_of_the_encoder(encoder: Path) -> None:
    import torch
    from safetensors.torch import load_file

    from qa.cross_encoder.network import CrossEncoder

    network, words = CrossEncoder.from_encoder(encoder, layers=1)
    weights = load_file(encoder / "model.safetensors")
    name = "encoder.layer.0.attention.self.query.weight"
    torch.testing.assert_close(network.bert.state_dict()[name], weights[name].float())
    np.testing.assert_array_equal(words.half().numpy(), read_words(encoder))
    assert sum(weight.numel() for weight in network.parameters()) < words.numel() / 20


def test_rate_rises_and_then_falls_to_almost_nothing() -> None:
    from qa.cross_encoder.learning import Plan

    plan = Plan(minutes=1, steps=100, rate=2.0, seed=0)
    rates = [plan.rate_at(plan.over(step, 0.0)) for step in range(100)]
    assert np.argmax(rates) == 6
    assert max(rates) == pytest.approx(2.0)
    assert (min(rates), rates[0]) == (pytest.approx(0.04), pytest.approx(0.04))


def test_run_is_over_by_the_clock_or_by_its_steps() -> None:
    from qa.cross_encoder.learning import Plan

    plan = Plan(minutes=2, steps=10, rate=1.0, seed=0)
    assert (plan.over(5, 0.0), plan.over(5, 90.0), plan.over(10, 0.0)) == (0.5, 0.75, 1.0)
    assert Plan(minutes=2, steps=None, rate=1.0, seed=0).over(5000, 60.0) == 0.5


def test_graph_of_another_encoder_is_refused(encoder: Path, trained: Path, tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes((trained / "model.onnx").read_bytes())
    (tmp_path / "model.json").write_text(json.dumps({"words_sha256": "0" * 64}), encoding="utf-8")
    with pytest.raises(ModelMissing, match=r"trained with other words .* Restore both from the repository") as caught:
        OnnxCrossEncoder(encoder, tmp_path).read("Dữ liệu là gì?", LENGTHS)
    assert caught.value.code == "cross_encoder_mismatch"
    assert caught.value.values == {"folder": str(tmp_path), "encoder": str(encoder)}


def test_hash_is_that_of_the_table_alone(encoder: Path, trained: Path) -> None:
    words = read_words(encoder)
    card = json.loads((trained / "model.json").read_text(encoding="utf-8"))
    assert card == {"words_sha256": words_hash(words)}
    changed = words.copy()
    changed[-1, -1] += 1
    assert words_hash(changed) != words_hash(words)
    assert words_hash(np.asfortranarray(words)) == words_hash(words)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.onnx", b"no graph"),
        ("model.onnx", None),
        ("model.json", b"{}"),
        ("model.json", b"[]"),
        ("model.json", b"no json"),
        ("model.json", None),
        ("tokenizer.json", b"{}"),
        ("tokenizer.json", None),
        ("model.safetensors", b"no weights"),
        ("model.safetensors", None),
    ],
)
def test_damaged_or_missing_file_is_named_with_its_cure(
    name: str, content: bytes | None, encoder: Path, trained: Path, tmp_path: Path
) -> None:
    for file in (*(encoder / part for part in ("tokenizer.json", "model.safetensors")), *trained.glob("model.*")):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    OnnxCrossEncoder(tmp_path, tmp_path, threads=1).load()
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelMissing, match=r"cannot be read: .*Restore it from the repository") as caught:
        OnnxCrossEncoder(tmp_path, tmp_path, threads=1).load()
    assert (caught.value.code, caught.value.values["file"]) == ("model_damaged", str(tmp_path / name))


def test_options_are_told_without_torch() -> None:
    script = "import sys\nfrom qa.cross_encoder.train import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    "
    script += "print([name for name in ('torch', 'transformers', 'onnxruntime') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    assert "--from" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
