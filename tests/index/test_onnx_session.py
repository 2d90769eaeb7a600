from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelMissing
from index.onnx_session import open_session


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph that doubles what it is given."""
    from onnx import TensorProto, helper, save

    given, doubled = (helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n"]) for name in ("given", "doubled"))
    add = helper.make_node("Add", ["given", "given"], ["doubled"])
    opset = helper.make_opsetid("", 17)
    model = helper.make_model(helper.make_graph([add], "double", [given], [doubled]), opset_imports=[opset])
    model.ir_version = 8
    save(model, tmp_path / "double.onnx")
    return tmp_path / "double.onnx"


def test_graph_runs(graph: Path) -> None:
    (doubled,) = open_session(graph).run(None, {"given": np.array([1.5, -2.0], dtype=np.float32)})
    np.testing.assert_array_equal(doubled, [3.0, -4.0])


@pytest.mark.parametrize(("threads", "used"), [(1, 1), (2, 2), (None, 0)])
def test_session_uses_the_threads_that_are_set(threads: int | None, used: int, graph: Path) -> None:
    options = open_session(graph, threads=threads).get_session_options()
    assert options.intra_op_num_threads == used  # 0: as many as the library likes


@pytest.mark.parametrize("content", [b"", b"no graph", None])
def test_graph_that_cannot_be_read_is_named_with_its_cure(content: bytes | None, tmp_path: Path) -> None:
    graph = tmp_path / "model.onnx"
    if content is not None:
        graph.write_bytes(content)
    with pytest.raises(ModelMissing, match=r"model\.onnx cannot be read.*Restore it.*`tracuu build`") as caught:
        open_session(graph)
    assert (caught.value.code, caught.value.values["file"]) == ("model_damaged", str(graph))
