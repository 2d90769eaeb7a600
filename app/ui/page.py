"""The page as a whole: its frame, its tabs, the language, and how it is put on a server."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI
from markupsafe import Markup

from app.metrics import Metrics
from app.narrowed import Narrowed
from app.settings import Settings
from app.ui.ask import build_ask
from app.ui.compare import Comparison, build_compare
from app.ui.evaluation import build_evaluation
from app.ui.find import build_find
from app.ui.frame import QUIET, Frame, Labels, live_html
from app.ui.pieces import joined
from app.ui.study import build_study
from app.ui.words import PAGE_TITLE, say
from corpus import Language, Source
from corpus.citation import document_label
from eval.plots import PLOTS_STYLE
from qa import Assistant

_HERE = Path(__file__).parent
_STUDY_KEY, _LANGUAGE_KEY = "tracuu-study-set", "tracuu-language"
# Gradio scrambles what it keeps in the browser. That hides nothing from the browser's owner, and a key of its own
# making would make what was kept unreadable whenever the server starts again.
_SCRAMBLED_WITH = "tracuu"
_AT_ONCE = 8


def create_ui(assistant: Assistant, searcher: Narrowed, settings: Settings, metrics: Metrics) -> gr.Blocks:
    """The page over an assistant that searches with ``searcher``; :func:`mount_ui` puts it on a server."""
    labels = Labels()
    blocks: gr.Blocks = gr.Blocks(title=PAGE_TITLE, analytics_enabled=False)
    with blocks:
        language = gr.State(Language.VI)
        kept_language = gr.BrowserState(None, storage_key=_LANGUAGE_KEY, secret=_SCRAMBLED_WITH)
        study = gr.BrowserState(None, storage_key=_STUDY_KEY, secret=_SCRAMBLED_WITH)
        frame = Frame(blocks, assistant, searcher, settings, metrics, labels, language, study)
        header = labels.draw(live_html(_header(Language.VI), elem_id="header"), _header)
        _build_tabs(frame)
        draw_footer = partial(_footer, assistant.library.sources)
        labels.draw(gr.HTML(draw_footer(Language.VI), elem_id="footer", apply_default_css=False), draw_footer)
        header.select(_chosen, None, [language, kept_language], **QUIET)
        blocks.load(_first_language, kept_language, language, js="(kept) => (window.tracuu.start(), kept)", **QUIET)
        language.change(labels.updates, language, [component for component, _ in labels.worded], **QUIET)
    blocks.queue(default_concurrency_limit=_AT_ONCE, api_open=False)
    return blocks


def mount_ui(api: FastAPI, assistant: Assistant, searcher: Narrowed, settings: Settings, metrics: Metrics) -> FastAPI:
    """The server with the page at its root. Nothing of a visit is recorded, and nothing is fetched from elsewhere."""
    style = "".join(path.read_text(encoding="utf-8") for path in (_HERE / "style.css", PLOTS_STYLE))
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    mounted: FastAPI = gr.mount_gradio_app(
        api,
        create_ui(assistant, searcher, settings, metrics),
        path="/",
        theme=_theme(),
        css=style,
        head=f"<script>{script}</script>",
        footer_links=[],
        max_file_size=settings.body_limit,  # nothing here takes a file; Gradio's address for them is open all the same
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
    )
    return mounted


def _build_tabs(frame: Frame) -> None:
    make = frame.labels.make
    with gr.Tabs(selected="ask", elem_id="tabs") as tabs:
        with make(gr.Tab, {"label": "tab_ask"}, id="ask"):
            build_ask(frame)
        with make(gr.Tab, {"label": "tab_find"}, id="find"):
            build_find(frame)
        with make(gr.Tab, {"label": "tab_compare"}, id="compare"):
            comparison = build_compare(frame)
        with gr.Tab(say("tab_study", Language.VI), id="study") as study_tab:
            build_study(frame, study_tab)
        with make(gr.Tab, {"label": "tab_evaluation"}, id="evaluation"):
            build_evaluation(frame)
    for cards in frame.cards:
        _offer_comparing(cards, comparison, tabs, frame)


def _offer_comparing(cards: gr.HTML, comparison: Comparison, tabs: gr.Tabs, frame: Frame) -> None:
    """Let the cards' "compare" buttons show their clause on the page for comparing."""

    def compared(language: Language, event: gr.EventData) -> tuple[dict[str, Any], str, str]:
        clause = str(event.clause)
        return gr.update(selected="compare"), clause, comparison.compare(clause, language)

    cards.expand(compared, frame.language, [tabs, comparison.box, comparison.compared], **QUIET)


def _first_language(kept: object, request: gr.Request) -> Language:
    """The language that was chosen before, else the one that the browser asks for first, else Vietnamese."""
    if kept in list(Language):
        return Language(str(kept))
    wanted = str(request.headers.get("accept-language", "")).lower()
    return Language.EN if wanted.startswith("en") else Language.VI


def _chosen(event: gr.EventData) -> tuple[Language, str]:
    language = Language(str(event.language))
    return language, language.value


def _header(language: Language) -> str:
    choices = joined(
        Markup(
            "<button type='button' lang='{}' data-on='select' data-language='{}' aria-pressed='{}'>{}</button>"
        ).format(choice.value, choice.value, str(choice is language).lower(), name)
        for choice, name in ((Language.VI, "Tiếng Việt"), (Language.EN, "English"))
    )
    return Markup(
        "<header class='top' data-speaks='{}'><div><h1>{}</h1><p>{}</p></div>"
        "<div class='switches'><div role='group' aria-label='{}'>{}</div>"
        "<button type='button' class='theme' aria-label='{}' title='{}'>◐</button></div></header>"
    ).format(
        language.value,
        say("name", language),
        say("promise", language),
        say("language", language),
        choices,
        say("theme", language),
        say("theme", language),
    )


def _footer(sources: Sequence[Source], language: Language) -> str:
    documents = joined(
        Markup("<li><a href='documents/{}?lang={}'>{}</a></li>").format(
            source.id, language.value, document_label(source).in_(language)
        )
        for source in sources
    )
    return Markup(
        "<footer class='bottom'><nav aria-label='{}'><h2>{}</h2><ul>{}</ul></nav><p>{}</p><p>{}</p></footer>"
    ).format(
        say("documents", language),
        say("documents", language),
        documents,
        say("transcription", language),
        say("privacy", language),
    )


def _theme() -> gr.themes.Base:
    """Gradio's plainest theme with the fonts of the reader's own system; colours are in style.css."""
    return gr.themes.Base(
        font=("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif"),
        font_mono=("ui-monospace", "Consolas", "Liberation Mono", "monospace"),
        text_size="lg",
        radius_size="md",
    )
