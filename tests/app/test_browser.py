"""The page in a real browser: Debian's Chromium, driven by Playwright, against a server in this process."""

import asyncio
import io
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pydantic import SecretStr

from app.api import create_api
from app.metrics import Metrics
from app.narrowed import Narrowed
from app.settings import Settings
from app.ui import mount_ui
from corpus.library import Library
from eval import Split, read_questions
from index import Hit
from qa import Assistant, Query, Reason, SentenceReader
from qa.marks import Restorer
from qa.reader import Read
from qa.readings import Readings

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here"),
    # Gradio counts its own events with what pandas is about to drop.
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]

SHARE = "Quy mô kinh tế số đạt tối thiểu bao nhiêu phần trăm GDP?"
UNANSWERED = "giá vàng hôm nay"
KEY = "chìa khóa"
LEAVING = "leaving"


class Refusing(SentenceReader):
    """A reader that finds no answer to one question."""

    def read(self, query: Query, hits: Sequence[Hit]) -> Read:
        return Read(tuple(hits), (), Reason.NOT_STATED) if query.text == UNANSWERED else super().read(query, hits)


@pytest.fixture(scope="module")
def served(
    library: Library, narrowed: Narrowed, var: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """The address of a running page, and the folder where it keeps feedback."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(var, folder, dirs_exist_ok=True)
    settings = Settings(var=folder, glosses=folder / "glosses", encoder="hashing", admin_key=SecretStr(KEY))
    assistant = Assistant(library, narrowed, Refusing(library), Readings(restorer=Restorer.load()))

    async def build() -> FastAPI:
        metrics = Metrics()
        return mount_ui(create_api(assistant, settings, metrics), assistant, narrowed, settings, metrics)

    api = asyncio.run(build())  # where no loop runs, Gradio opens some that it never closes
    server = uvicorn.Server(uvicorn.Config(api, port=0, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/", folder
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser(served: tuple[str, Path]) -> Iterator[Browser]:
    """Chromium; after the server, whose loop must be over before Playwright's own begins."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def visit(browser: Browser, served: tuple[str, Path]) -> Iterator[Callable[..., Page]]:
    """Opens the page as a reader of this language would; in the end the browser must have nothing to complain of.

    Leaving a page cuts off the streams that are still open; what it says of that is no fault of its own.
    """
    address, _ = served
    contexts, complaints, left = [], [], set[Page]()

    def heard(page: Page, line: ConsoleMessage) -> None:
        if line.text == LEAVING:
            left.add(page)
        elif line.type == "error":
            complain(page, line.text)

    def complain(page: Page, of: str) -> None:
        if page not in left:
            complaints.append(of)

    def opened(language: str = "vi-VN", *, width: int = 1280) -> Page:
        context = browser.new_context(locale=language, viewport={"width": width, "height": 900})
        context.set_default_timeout(10_000)
        context.add_init_script(f"addEventListener('beforeunload', () => console.info('{LEAVING}'))")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: heard(page, line))
        page.on("pageerror", lambda error: complain(page, str(error)))
        page.on("domcontentloaded", lambda page: left.discard(page))
        page.on("request", lambda sent: None if _is_ours(sent.url, address) else complaints.append(sent.url))
        page.goto(address)
        _wait_until_live(page, language[:2])
        return page

    yield opened
    complained = list(complaints)  # closing cuts streams off, too
    for context in contexts:
        context.close()
    assert complained == []


def _is_ours(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def _wait_until_live(page: Page, language: str) -> None:
    """Until the page has started and speaks the reader's language."""
    page.wait_for_selector("#answer[aria-live]", state="attached")
    page.wait_for_selector(f"[data-speaks={language}]")


def ask(page: Page, question: str) -> None:
    page.fill("#ask-box textarea", question)
    page.press("#ask-box textarea", "Enter")
    expect(page.locator("#answer .asked")).to_contain_text(question)


def tab(page: Page, number: int) -> None:
    page.locator("#tabs [role=tab]").nth(number).click()


def find(page: Page, words: str) -> None:
    tab(page, 1)
    page.fill("#find-box textarea", words)
    page.press("#find-box textarea", "Enter")
    expect(page.locator("#found .results > li").first).to_be_visible()


def test_vietnamese_question_is_answered_in_its_clause(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, SHARE)

    expect(page.locator(".quote mark").first).to_have_text("tối thiểu 30% GDP")
    expect(page.locator(".quote .cite").first).to_have_text("Nghị quyết số 57-NQ/TW, mục II.1, gạch đầu dòng thứ 2")


def test_question_without_marks_finds_the_same(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "quy mo kinh te so dat toi thieu bao nhieu phan tram gdp")
    expect(page.locator(".quote mark", has_text="tối thiểu 30% GDP").first).to_be_visible()


def test_question_is_asked_again_as_typed_and_back(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "kinh te so")
    reading = page.locator("#answer .as")
    expect(reading).to_contain_text("Đã tìm theo: “kinh tế số”")
    reading.get_by_role("button", name="Tìm đúng như đã gõ").click()
    expect(reading).to_contain_text("Đã tìm đúng như đã gõ")
    page.get_by_role("button", name="English").click()
    expect(reading).to_contain_text("Searched just as typed")
    reading.get_by_role("button", name="Mend slips and marks again").click()
    expect(reading).to_contain_text("Searched as “kinh tế số”")


def test_clauses_are_found_again_as_typed_until_other_words_are_sought(visit: Callable[..., Page]) -> None:
    page = visit()
    find(page, "du lieu so")
    reading = page.locator("#found .as")
    reading.get_by_role("button", name="Tìm đúng như đã gõ").click()
    expect(reading).to_contain_text("Đã tìm đúng như đã gõ")
    page.locator("#find-documents").get_by_label("Nghị quyết số 57-NQ/TW").check()
    expect(page.locator("#found .cite").first).to_contain_text("57-NQ/TW")
    expect(reading).to_contain_text("Đã tìm đúng như đã gõ")
    find(page, "kinh te so")
    expect(reading).to_contain_text("Đã tìm theo: “kinh tế số”")


def test_english_reader_gets_english_words_and_an_unofficial_translation(visit: Callable[..., Page]) -> None:
    page = visit("en-US")
    expect(page.locator("#ask-button")).to_have_text("Ask")
    ask(page, "What share of GDP should the digital economy reach at least by 2030?")

    card = page.locator(".quote", has_text="Resolution No. 57-NQ/TW, section II.1, second dash").first
    expect(card.locator(".translation")).to_contain_text("Unofficial translation")
    expect(card.locator("blockquote")).to_contain_text("Quy mô kinh tế số đạt tối thiểu 30% GDP.")


def test_no_clause_answers_is_said_with_the_nearest_below(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, UNANSWERED)

    expect(page.locator("#answer h2")).to_have_text("Không có điều khoản nào trả lời câu này")
    expect(page.locator("#answer .none")).to_contain_text("nhưng không nêu điều được hỏi")
    expect(page.locator("#answer h3")).to_have_text("Gần nhất, nhưng không phải câu trả lời")
    expect(page.locator(".quote")).to_have_count(0)


def test_citation_opens_the_document_with_the_sentence_lit(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, SHARE)
    page.locator(".quote .cite a").first.click()

    expect(page.locator("mark").first).to_have_text("Quy mô kinh tế số đạt tối thiểu 30% GDP.")
    assert page.url.endswith("#II.1/b2")


def test_language_is_toggled_with_the_answer_on_the_page_and_kept(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, SHARE)
    page.get_by_role("button", name="English").click()

    expect(page.locator(".quote .cite").first).to_have_text("Resolution No. 57-NQ/TW, section II.1, second dash")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#tabs [role=tab]").nth(1)).to_have_text("Find clauses")
    page.reload()
    expect(page.locator("#ask-button")).to_have_text("Ask")


def test_filters_keep_to_a_document_a_section_a_kind_and_an_order(visit: Callable[..., Page]) -> None:
    page = visit()
    find(page, "dữ liệu số")
    page.locator("#find-documents").get_by_label("Nghị quyết số 57-NQ/TW").check()
    page.locator("#find-section input").click()
    page.get_by_role("option", name="57-NQ/TW · mục III.3").click()
    page.locator("#find-kinds").get_by_label("điều khoản").check()
    page.locator("#find-order").get_by_label("thứ tự trong văn bản").check()

    places = page.locator("#found .cite")
    expect(places.first).to_have_text("Nghị quyết số 57-NQ/TW, mục III.3, gạch đầu dòng thứ 1")
    assert all("57-NQ/TW, mục III.3" in place for place in places.all_inner_texts())


def test_section_of_a_guide_is_found_though_the_resolution_says_the_same(visit: Callable[..., Page]) -> None:
    page = visit()
    find(page, "dữ liệu số")
    page.locator("#find-section input").click()
    page.get_by_role("option", name="116-HD/BTGTW · mục 3, nhiệm vụ thứ ba").click()

    places = page.locator("#found .cite")
    expect(places.first).to_contain_text("116-HD/BTGTW), mục 3, nhiệm vụ thứ ba")
    assert len(places.all()) >= 5
    assert all("116-HD/BTGTW), mục 3, nhiệm vụ thứ ba" in place for place in places.all_inner_texts())


def test_slip_of_the_transcription_is_noted_under_its_words(visit: Callable[..., Page]) -> None:
    page = visit()
    find(page, "mục 3.3 tài liệu học tập")
    found = page.locator("#found li", has_text="cho chuyên đổi số quốc gia")
    expect(found.locator(".slip")).to_have_text("Nguyên văn bản chép: “chuyên đổi số”; có lẽ là “chuyển đổi số”.")


def test_two_resolutions_stand_side_by_side_and_a_copy_shows_its_differences(visit: Callable[..., Page]) -> None:
    page = visit()
    find(page, "Kinh tế số chiếm trên 30% GDP; năng suất lao động tăng bình quân khoảng 7,5%/năm")
    page.locator("#found li", has_text="52-NQ/TW, mục II.2, đoạn thứ 6").get_by_role("button", name="Đối chiếu").click()

    expect(page.locator("#compared h2")).to_have_text(
        ["Điều khoản được chọn", "Gần nhất trong Nghị quyết số 57-NQ/TW", "Các bản chép lại"]
    )
    expect(page.locator("#compared .copies del").first).to_be_visible()
    page.fill("#compare-box textarea", "nhân lực chất lượng cao")
    page.press("#compare-box textarea", "Enter")
    expect(page.locator("#compared h2")).to_have_text(["Nghị quyết số 52-NQ/TW", "Nghị quyết số 57-NQ/TW"])


def test_study_set_is_ordered_kept_over_a_reload_and_downloaded(visit: Callable[..., Page], library: Library) -> None:
    page = visit()
    find(page, "dữ liệu số")
    added = page.locator("#found button[data-on=select]")
    ids = [added.nth(number).get_attribute("data-clause") for number in range(2)]
    for number in range(2):
        added.nth(number).click()
        expect(page.locator("#tabs [role=tab]").nth(3)).to_have_text(f"Soạn bài ({number + 1})")
    tab(page, 3)
    kept = page.evaluate("localStorage['tracuu-study-set']")
    page.fill("#study-title textarea", "Dữ liệu <b>số</b>")
    page.wait_for_function("kept => localStorage['tracuu-study-set'] !== kept", arg=kept)
    page.locator("#picked").get_by_role("button", name="Xuống").first.click()
    expect(page.locator("#picked .text").first).to_have_text(library.clause(ids[1]).text)

    page.reload()
    _wait_until_live(page, "vi")
    tab(page, 3)
    expect(page.locator("#study-title textarea")).to_have_value("Dữ liệu <b>số</b>")
    with page.expect_download() as download:
        page.click("#export-docx")

    document = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    read = [paragraph.text for paragraph in document.paragraphs]
    assert read[0] == "Dữ liệu <b>số</b>"
    assert [read[2], read[4]] == [library.clause(ids[1]).text, library.clause(ids[0]).text]


def test_saved_study_set_is_opened_again(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit()
    file = tmp_path / "saved.json"
    file.write_text(json.dumps({"title": "Bài", "notes": "N", "clauses": ["57-NQ-TW/IV.1", "gone"]}), encoding="utf-8")
    tab(page, 3)
    page.set_input_files("#study-files input[type=file]", file)

    expect(page.locator("#picked .cite")).to_have_text(["Nghị quyết số 57-NQ/TW, mục IV.1"])
    expect(page.locator("#study-title textarea")).to_have_value("Bài")


def test_question_is_stored_only_with_feedback(visit: Callable[..., Page], served: tuple[str, Path]) -> None:
    page, file = visit(), served[1] / "feedback.jsonl"
    ask(page, SHARE)
    assert not file.exists()
    page.locator(".quote").first.get_by_role("button", name="Sai trích dẫn").click()

    expect(page.get_by_text("Câu hỏi và góp ý đã được ghi lại")).to_be_visible()
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert (kept["question"], kept["verdict"]) == (SHARE, "wrong_citation")


def test_questions_on_the_page_are_counted(visit: Callable[..., Page], served: tuple[str, Path]) -> None:
    def counted(page: Page) -> dict[str, float]:
        lines = page.request.get(f"{served[0]}metrics").text().splitlines()
        rows = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        return {name: float(value) for name, value in rows}

    page = visit()
    before = counted(page)
    ask(page, SHARE)
    ask(page, UNANSWERED)
    find(page, "dữ liệu số")
    after = counted(page)

    rise = {name: value - before.get(name, 0.0) for name, value in after.items()}
    assert rise['tracuu_questions_total{door="page"}'] == 3
    assert rise['tracuu_stage_seconds_count{stage="answer"}'] == 2
    assert rise['tracuu_stage_seconds_count{stage="search"}'] == 1
    assert rise['tracuu_stage_seconds_count{stage="write"}'] == 3
    assert rise['tracuu_refusals_total{reason="not_stated"}'] == 1


def test_clicking_costs_little_of_what_one_address_may_send(visit: Callable[..., Page]) -> None:
    page = visit()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/queue/join" in request.url else None)
    page.reload()
    _wait_until_live(page, "vi")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#ask-button")).to_have_text("Ask")
    ask(page, SHARE)
    assert 3 <= len(sent) <= Settings().rate_limit / 100


def test_own_questions_are_scored_for_whoever_holds_the_key(
    visit: Callable[..., Page], served: tuple[str, Path], tmp_path: Path
) -> None:
    page, report = visit(), served[1] / "eval" / "own.json"
    file = tmp_path / "mine.jsonl"
    file.write_text('{"question": "GDP?", "relevant": [{"clause": "57-NQ-TW/II.1/b2"}]}\n', encoding="utf-8")
    tab(page, 4)
    told = page.locator("#run-told .notice")

    page.set_input_files("#run-own input[type=file]", file)
    expect(told).to_contain_text("Đây không phải khóa quản trị")
    assert not report.exists()

    page.fill("#admin-key input", KEY)
    page.set_input_files("#run-own input[type=file]", file)
    expect(told).to_have_text("Đã chấm 1 câu hỏi. Báo cáo ở trên.")
    expect(page.locator("#evaluation dd", has_text="mine")).to_be_visible()
    expect(page.locator("#evaluation .plot")).to_be_visible()
    assert json.loads(report.read_text(encoding="utf-8"))["about"]["questions"] == "mine"

    file.write_text("no question\n", encoding="utf-8")
    page.set_input_files("#run-own input[type=file]", file)
    expect(told).to_contain_text("Dòng 1 của mine.jsonl không phải một câu hỏi")


def test_run_on_dev_shows_how_far_it_is(visit: Callable[..., Page]) -> None:
    page = visit("en-US")
    tab(page, 4)
    page.fill("#admin-key input", KEY)
    page.click("#run-dev")

    expect(page.locator("#run-told")).to_contain_text("Asking")
    count = len(read_questions(Split.DEV.path))
    expect(page.locator("#run-told")).to_contain_text(f"/{count} questions")
    expect(page.locator("#run-told .notice")).to_have_text(
        f"{count} questions were scored. The report is above.", timeout=120_000
    )


def test_copying_takes_the_quote_and_its_citation(visit: Callable[..., Page]) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, SHARE)
    page.locator(".quote").first.get_by_role("button", name="Sao chép trích dẫn").click()

    expect(page.locator(".quote").first.get_by_role("button", name="Đã sao chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“Quy mô kinh tế số đạt tối thiểu 30% GDP.” (Nghị quyết số 57-NQ/TW, mục II.1, gạch đầu dòng thứ 2)"
    )


def test_slash_goes_to_the_box_and_is_a_letter_inside_it(visit: Callable[..., Page]) -> None:
    page = visit()
    box = page.locator("#ask-box textarea")
    page.locator("h1").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("57-NQ/TW")
    expect(box).to_have_value("57-NQ/TW")


def test_script_in_a_question_is_shown_as_text(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'> kinh tế số ${1+1} {{value}}")
    assert page.evaluate("window.hurt") is None
    expect(page.locator("#answer img")).to_have_count(0)


@pytest.mark.parametrize("language", ["vi-VN", "en-US"])
def test_no_page_is_wider_than_a_phone(visit: Callable[..., Page], language: str) -> None:
    page = visit(language, width=390)
    ask(page, SHARE)
    find(page, "dữ liệu số")
    for number in range(5):
        tab(page, number)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_nothing_serious_is_found_by_axe(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, SHARE)
    find(page, "dữ liệu số")
    for number in range(5):
        tab(page, number)
        found = Axe().run(page).response["violations"]
        assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []
