"""What the project says of itself."""

import doctest
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ["corpus", "ingest", "index", "qa", "eval", "app"]
HEAVY = ["torch", "sentence_transformers", "transformers", "faiss", "bm25s", "underthesea", "onnxruntime", "gradio"]
WITH_EXAMPLES = [
    path.relative_to(PROJECT).with_suffix("").as_posix().replace("/", ".")
    for package in PACKAGES
    for path in sorted((PROJECT / package).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


def _text(name):
    return (PROJECT / name).read_text(encoding="utf-8")


def test_every_make_command_of_the_readme_is_a_target():
    named = set(re.findall(r"\bmake ([a-z]+)", _text("README.md")))
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), flags=re.MULTILINE))
    assert {"ask", "test", "check", "build"} <= named
    assert named <= targets


def test_every_command_of_the_readme_is_one_of_tracuu():
    from app.cli import main

    named = set(re.findall(r"\btracuu ([a-z]+)", _text("README.md")))
    assert named >= {"ask", "search", "show", "build", "doctor"}
    assert named <= set(main.commands)


def test_every_setting_of_the_readme_is_one():
    from app.settings import Settings

    named = {name.lower() for name in re.findall(r"TRACUU_([A-Z_]+)", _text("README.md"))}
    assert named
    assert named <= set(Settings.model_fields)


def test_changelog_has_a_place_for_what_is_new():
    assert re.search(r"^## Unreleased\n\n- \w", _text("CHANGELOG.md"), flags=re.MULTILINE)


def test_continuous_integration_checks_and_tests():
    script = _text(".ci/run")
    assert os.access(PROJECT / ".ci" / "run", os.X_OK)
    assert "make check" in script
    assert "make test" in script


def test_originals_are_those_of_the_catalogue_and_no_others(corpus_folder):
    from corpus import read_catalogue

    files = {path.name for path in corpus_folder.iterdir()} - {"catalogue.toml", "SOURCES.md"}
    assert files == {source.file for source in read_catalogue(corpus_folder)}


def _tracked():
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [PROJECT / name for name in listed.stdout.split("\0") if name and (PROJECT / name).is_file()]


def test_no_file_names_a_path_of_one_machine():
    one_machine = re.compile(rb"(?<![\w.~/}])/(?:home|root|Users|work|tmp)/\w")
    found = [
        f"{path.relative_to(PROJECT)}: {match[0].decode()}"
        for path in _tracked()
        if path.suffix not in (".gz", ".safetensors", ".onnx", ".png")
        for match in one_machine.finditer(path.read_bytes())
    ]
    assert found == []


def test_test_folders_are_no_packages():
    assert list((PROJECT / "tests").rglob("__init__.py")) == []


def test_packages_are_light_to_import():
    script = "import sys\n" + "".join(
        f"import {package}\nprint('{package}', *[name for name in {HEAVY!r} if name in sys.modules])\n"
        for package in PACKAGES
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == PACKAGES, done.stderr


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_of_the_docstrings_are_true(name):
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0
