"""What README shows is what the program does."""

import json
import re

import click
import pytest

from app.terminal import answer_lines
from corpus import Language


@pytest.fixture(scope="module")
def readme(project):
    return (project / "README.md").read_text(encoding="utf-8")


def _between(readme, name):
    return re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", readme, re.DOTALL)[1]


@pytest.mark.model
def test_answer_is_the_one_that_is_printed(readme, shipped):
    question = re.search(r'make ask Q="(Đến[^"]+)"', readme)[1]
    printed = click.unstyle("\n".join(answer_lines(shipped.ask(question), Language.VI))).splitlines()
    shown = [line.removeprefix("    ") for line in _between(readme, "answer").splitlines()]
    assert [line.rstrip() for line in shown] == [line.rstrip() for line in printed]


def test_figures_are_those_of_the_floor(readme, project):
    floor = json.loads((project / "eval" / "baselines" / "dev.json").read_text(encoding="utf-8"))
    ours = next(line for line in _between(readme, "figures").splitlines() if line.startswith("| Tra cứu |"))
    recall, ndcg = (float(cell) for cell in ours.split("|")[2:4])
    assert (recall, ndcg) == (round(floor["recall@5"], 3), round(floor["ndcg@10"], 3))


def test_pictures_are_there_and_light(readme, project):
    """The page itself, one picture each."""
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme)
    assert shown == [
        f"docs/images/{page}.png" for page in ("ask", "find", "compare", "study", "evaluation", "document")
    ]
    assert {picture.name for picture in (project / "docs" / "images").iterdir()} == {
        picture.rpartition("/")[2] for picture in shown
    }
    assert max((project / picture).stat().st_size for picture in shown) < 150_000
