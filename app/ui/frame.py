"""What all pages share: what answers, the reader's language, the study set, and components with words on them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import gradio as gr

from app.metrics import Metrics
from app.narrowed import Narrowed
from app.settings import Settings
from app.study_set import StudySet
from app.ui.words import say
from corpus import Language
from corpus.library import Library
from qa import Assistant

Shown = TypeVar("Shown", bound=gr.blocks.Block)
Choices = Callable[[Language], list[tuple[str, str]]]

# What every listener has in common: nothing is shown as public API, and nothing blinks while it runs.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

# A button in a card triggers the event that it names, with its data: no component is needed for each.
_PRESSED = """
element.addEventListener("click", (press) => {
  const button = press.target.closest("[data-on]");
  if (button) trigger(button.dataset.on, { ...button.dataset });
});
"""

# A chosen file is read in the browser; its name and text alone are sent, and no copy of it stays on the server.
READ_FILE = """
element.addEventListener("change", async (choice) => {
  const [file] = choice.target.files;
  if (file) trigger("upload", { name: file.name, text: await file.text() });
  choice.target.value = "";
});
"""


def live_html(value: str = "", *, elem_id: str, js: str = "") -> gr.HTML:
    """HTML whose buttons trigger the event that they name in ``data-on``: select, submit, like, …"""
    return gr.HTML(value, elem_id=elem_id, js_on_load=_PRESSED + js, apply_default_css=False)


def tell(key: str, language: Language) -> None:
    """A short notice at the edge of the page, in the wording of this key."""
    gr.Info(say(key, language), title=say("name", language), duration=3)


@dataclass(frozen=True, slots=True)
class Labels:
    """The components whose words change with the language, and how each is worded."""

    worded: list[tuple[gr.blocks.Block, Callable[[Language], dict[str, Any]]]] = field(default_factory=list)

    def make(
        self, kind: Callable[..., Shown], keys: dict[str, str], *, choices: Choices | None = None, **options: Any
    ) -> Shown:
        """A component with these attributes worded (``{"label": "question"}``), now and when the language changes.

        ``choices`` gives the words and values of what can be chosen.
        """

        def words(language: Language) -> dict[str, Any]:
            chosen = {"choices": choices(language)} if choices else {}
            return {attribute: say(key, language) for attribute, key in keys.items()} | chosen

        component = kind(**words(Language.VI), **options)
        self.worded.append((component, words))
        return component

    def draw(self, component: Shown, value: Callable[[Language], str]) -> Shown:
        """The component itself, its value to be drawn anew when the language changes."""
        self.worded.append((component, lambda language: {"value": value(language)}))
        return component

    def updates(self, language: Language) -> list[dict[str, Any]]:
        """The words of each component in a language, in the order of ``worded``."""
        return [gr.update(**words(language)) for _, words in self.worded]


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that a page needs to be built and to answer; ``searcher`` is the assistant's own."""

    blocks: gr.Blocks
    assistant: Assistant
    searcher: Narrowed
    settings: Settings
    metrics: Metrics
    labels: Labels
    language: gr.State
    study: gr.BrowserState
    cards: list[gr.HTML] = field(default_factory=list)

    @property
    def library(self) -> Library:
        return self.assistant.library

    def offers_clauses(self, cards: gr.HTML) -> None:
        """Let the cards' buttons for clauses do what they say; comparing is wired where all pages are known."""
        self.cards.append(cards)
        cards.select(self._add, self.study, self.study, **QUIET)

    def kept(self, stored: object) -> StudySet:
        """The study set that the browser keeps, without clauses that are not here."""
        return StudySet.kept(stored).within(clause.id for clause in self.library.clauses)

    def _add(self, stored: object, event: gr.EventData) -> dict[str, Any]:
        clause = self.library.clause(str(event.clause))
        return self.kept(stored).with_clause(clause.id).model_dump(mode="json")
