"""The door to ONNX Runtime: a graph on disk, ready to run."""

from pathlib import Path
from typing import Any

from corpus.errors import ModelMissing


def open_session(graph: Path, *, threads: int | None = None) -> Any:  # onnxruntime has no types
    """A session on the CPU; ``threads`` None leaves their number to ONNX Runtime.

    ModelMissing where the graph cannot be read.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    if threads:
        options.intra_op_num_threads = threads
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no common class but this
        raise unreadable(graph, error) from error


def unreadable(file: Path, error: Exception) -> ModelMissing:
    """What is said of a file of a model that is not there or damaged, and how it comes back."""
    return ModelMissing(
        f"The model file {file} cannot be read: {error}. Restore it from the repository; "
        "if it lies in TRACUU_VAR, delete it and run `tracuu build`.",
        code="model_damaged",
        file=str(file),
        problem=str(error),
    )
