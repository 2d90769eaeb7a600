import copy
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from index.encoder.average import average, main
from index.encoder.student import Student


@pytest.fixture
def folders(student: Student, tmp_path: Path) -> list[Path]:
    """Two encoders; every weight of the second is greater by one."""
    student.save(tmp_path / "a")
    with torch.no_grad():
        for weight in student.parameters():
            weight.add_(1)
    student.save(tmp_path / "b")
    return [tmp_path / "a", tmp_path / "b"]


def test_every_weight_is_the_mean_in_half_precision(folders: list[Path], tmp_path: Path) -> None:
    main([*map(str, folders), "--to", str(tmp_path / "mean")])
    first, second, mean = (load_file(folder / "model.safetensors") for folder in (*folders, tmp_path / "mean"))
    assert mean.keys() == first.keys()
    for name, weight in mean.items():
        torch.testing.assert_close(weight, ((first[name].float() + second[name].float()) / 2).half(), rtol=0, atol=0)


def test_mean_keeps_the_tokenizer_and_loads(folders: list[Path], tokenizer: Tokenizer, tmp_path: Path) -> None:
    average(folders, tmp_path / "mean")
    assert Student.load(tmp_path / "mean").tokenizer.get_vocab() == tokenizer.get_vocab()


def test_encoders_with_other_words_are_refused(
    folders: list[Path], student: Student, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = copy.deepcopy(student)
    other.tokenizer.add_tokens(["nghị"])
    other.save(tmp_path / "other")
    with pytest.raises(ValueError, match="another tokenizer"):
        average([folders[0], tmp_path / "other"], tmp_path / "mean")
    with pytest.raises(SystemExit):
        main([str(folders[0]), str(tmp_path / "other"), "--to", str(tmp_path / "mean")])
    assert "Give encoders that grew from the same start" in capsys.readouterr().err
    assert not (tmp_path / "mean").exists()
