"""Find the marks that give a document its outline: PHẦN / I. / 1. / (1) / - / + / KFA / Bước, and paragraphs."""

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.clause import Level
from corpus.document import Document, Span
from corpus.text import plain

_TASK_ORDINALS = "nhất hai ba tư năm sáu bảy tám chín mười".split()
_PART_NUMERALS = "I II III IV V VI VII VIII IX X".split()
_LEAD = r"[\s#*]*"
_BULLET = r"[-–•]\s+(?:▶\s*)?|▶\s*"


@dataclass(frozen=True, slots=True)
class Mark:
    """One printed item: its level, the number it bears ("" where it bears none), and the span of its words.

    ``code`` is a label printed behind the words ("C9 - T1", "KFA1"), which the span leaves out.
    """

    level: Level
    number: str
    span: Span
    code: str | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    level: Level
    pattern: re.Pattern[str]


def _rule(level: Level, pattern: str) -> _Rule:
    return _Rule(level, re.compile(_LEAD + pattern))


# The first rule that matches a line decides. A group named "number" is what ids are made of.
_RULES = (
    _rule(Level.PART, r"PHẦN\s+(?P<number>" + "|".join(_PART_NUMERALS) + r")[\s*]*$"),
    _rule(Level.SECTION, r"(?P<number>[IVX]+)\s*[-–/.]\s*(?=\S)"),
    _rule(Level.TASK, r"-\s*\**(?=Nhiệm vụ thứ (?P<number>" + "|".join(_TASK_ORDINALS) + r")\b)"),
    _rule(Level.STAGE, r"Bước\s+(?P<number>\d+)\s+(?=\S)"),
    _rule(Level.KFA, r"KFA\s*(?P<number>\d+)[\s*]*$"),
    _rule(Level.KF, r"(?:-\s*)?\**KF\s*(?P<number>\d+)(?:\*\*\s*|\s*$)"),
    _rule(Level.GROUP, r"(?P<number>[A-Z])\s+–\s+(?=\S)"),
    _rule(Level.POINT, r"(?P<number>\d{1,2})\.\s+(?=\S)"),
    _rule(Level.VIEWPOINT, r"\((?P<number>\d{1,2})\)\s+(?=\S)"),
    _rule(Level.ITEM, r"-\s*\*\*(?P<number>[A-Z]\d+)\*\*\s+(?=\S)"),
    _rule(Level.PLUS, r"\+\s+(?=\S)"),
    _rule(Level.DASH, rf"(?:{_BULLET})(?=\S)"),
    _rule(Level.RECIPIENTS, r"(?=Nơi nhận\s*:)"),
    _rule(Level.SIGNATURE, r"(?=(?:T/M|TM\.|K/T|KT\.|T/L|TL\.)\s)"),
)
_NUMBER_PREFIX = {Level.PART: "P", Level.KFA: "KFA", Level.KF: "KF", Level.STAGE: "B"}
_RULE_LINE = re.compile(r"\s*-{3,}\s*$")
_TABLE_ROW = re.compile(r"\s*(?:-\s*)?\|(?P<first>[^|]*)\|(?P<second>[^|]*)\|\s*$")
_TABLE_RULE = re.compile(r"[\s:-]*$")
_TABLE_ITEM = re.compile(r"[^▶]+")
# Printed behind an item: "C9 - T1" counts through (C) and within its group (T); "(KFA1)" points ahead.
_TRAILING_CODE = re.compile(r"\s*(?:\*\*(?P<pair>[A-Z]\d+ - [A-Z]\d+)\*\*|\((?P<ahead>KFA\d+)\))\s*$")
_RUNNING_NUMBER = re.compile(r"C\d+")
_CLOSING_LINE = re.compile(r"(?:Nghị quyết|Chỉ thị|Kết luận|Quy định|Hướng dẫn) này (?:được )?phổ biến")

_STOPS = (".", ":", "?", "!", "…", ";")
# An item may take a further line that starts with a capital only where it does not end in a full stop.
_ITEMS = (Level.DASH, Level.PLUS, Level.ITEM)
_HEADINGS = (Level.PART, Level.SECTION, Level.POINT, Level.GROUP)


def find_marks(document: Document) -> list[Mark]:
    """Every printed item of the document in its order; together they hold all of its words.

    Lines that were broken by the width of a page, and paragraphs that a page end cut in two, are one item.
    """
    text = document.text
    lines = [line for line in _lines(text) if line.of(text).strip()]
    heading_lines = {line.line for line in document.source.heading_lines}
    title, rest = _split_title(text, lines)
    marks = [Mark(Level.TITLE, "", title)] if title else []
    wrap = _Wrapping.measure(text, rest)
    for index, line in enumerate(rest):
        if _RULE_LINE.match(line.of(text)):
            continue
        new = list(_marks_of(text, line))
        previous = rest[index - 1] if index else None
        following = rest[index + 1] if index + 1 < len(rest) else None
        unmarked = len(new) == 1 and new[0].level is Level.PARAGRAPH
        declared = unmarked and plain(new[0].span.of(text)) in heading_lines
        after_declared = bool(marks) and plain(marks[-1].span.of(text)) in heading_lines
        if (
            unmarked
            and not declared
            and not after_declared
            and marks
            and previous
            and _continues(text, marks[-1], previous, line, following, wrap)
        ):
            marks[-1] = replace(marks[-1], span=_joined(marks[-1].span, new[0].span))
        else:
            marks += new
    return [_without_code(text, mark) for mark in marks if mark.span.of(text).strip()]


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield Span(start, start + len(line))
        start += len(line)


def _split_title(text: str, lines: Sequence[Span]) -> tuple[Span | None, list[Span]]:
    """What stands above a ruled line is the title; without one, the first lines if they are in capitals."""
    first_mark = next((i for i, line in enumerate(lines) if _marked(text, line)), len(lines))
    ruled = next((i for i, line in enumerate(lines[:first_mark]) if _RULE_LINE.match(line.of(text))), None)
    count = ruled if ruled is not None else 0
    while ruled is None and count < first_mark and lines[count].of(text).isupper():
        count += 1
    if not count:
        return None, list(lines)
    return _trimmed(text, Span(lines[0].start, lines[count - 1].end)), list(lines[count:])


def _marked(text: str, line: Span) -> bool:
    words = line.of(text)
    return not _RULE_LINE.match(words) and any(rule.pattern.match(words) for rule in _RULES)


def _marks_of(text: str, line: Span) -> Iterator[Mark]:
    words = line.of(text)
    if row := _TABLE_ROW.match(words):
        yield from _marks_of_row(text, line, row)
        return
    if _TABLE_RULE.match(words.replace("|", "")):
        return
    for rule in _RULES:
        if match := rule.pattern.match(words):
            number = match.groupdict().get("number") or ""
            if rule.level is Level.TASK:
                number = str(_TASK_ORDINALS.index(number) + 1)
            elif rule.level is Level.PART:
                number = str(_PART_NUMERALS.index(number) + 1)
            content = _trimmed(text, Span(line.start + match.end(), line.end))
            yield Mark(rule.level, _NUMBER_PREFIX.get(rule.level, "") + number, content)
            return
    content = _trimmed(text, line)
    level = Level.END if _CLOSING_LINE.match(content.of(text)) else Level.PARAGRAPH
    yield Mark(level, "", content)


def _marks_of_row(text: str, line: Span, row: re.Match[str]) -> Iterator[Mark]:
    """A row of two cells is a block: the first cell names it, each ▶ of the second is an item of it."""
    first = _trimmed(text, Span(line.start + row.start("first"), line.start + row.end("first")))
    if not plain(first.of(text)) or _TABLE_RULE.match(row["first"]):
        return
    yield Mark(Level.BLOCK, "", first)
    for item in _TABLE_ITEM.finditer(row["second"]):
        offset = line.start + row.start("second")
        span = _trimmed(text, Span(offset + item.start(), offset + item.end()))
        if plain(span.of(text)):
            yield Mark(Level.DASH, "", span)


def _continues(text: str, mark: Mark, previous: Span, line: Span, following: Span | None, wrap: "_Wrapping") -> bool:
    """Whether an unmarked line goes on with the item above it."""
    if mark.span.start == mark.span.end:  # "KFA 1" stands alone, its words on the next line
        return True
    if mark.level is Level.SIGNATURE:
        return True
    first = line.of(text).lstrip(" \t*#\"'“(")[:1]
    if first.islower():
        return True
    above = mark.span.of(text).rstrip(" \t\r\n*")
    if not above.endswith(_STOPS):
        return mark.level in _ITEMS or (wrap.on and not wrap.is_short(text, previous, line))
    return (wrap.on and not above.endswith(";") and not wrap.ends_paragraph(text, previous, line, following)) or (
        wrap.on and above.endswith(";")
    )


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """How lines are broken in a file: by the width of a page (``on``), or only where a paragraph ends.

    ``reach`` is the median, over lines that surely go on, of a line's length with the next line's first word:
    what just did not fit. A line that would have had room for that word ended on purpose.
    """

    on: bool
    reach: float

    @classmethod
    def measure(cls, text: str, lines: Sequence[Span]) -> "_Wrapping":
        reaches = [
            cls._reach_of(text, line, following)
            for line, following in itertools.pairwise(lines)
            if following.of(text).lstrip()[:1].islower()
        ]
        return cls(on=len(reaches) * 3 > len(lines), reach=statistics.median(reaches) if reaches else 0.0)

    @staticmethod
    def _reach_of(text: str, line: Span, following: Span) -> int:
        return len(line.of(text).strip()) + 1 + len(following.of(text).split()[0])

    def is_short(self, text: str, line: Span, following: Span) -> bool:
        """Far from the right margin, as the last line of a heading is."""
        return self._reach_of(text, line, following) < 0.7 * self.reach

    def ends_paragraph(self, text: str, line: Span, following: Span, after: Span | None) -> bool:
        """Clear of the right margin, or close to it where the next line is shortened by an indent."""
        reach = self._reach_of(text, line, following)
        indented = after is not None and self._reach_of(text, following, after) <= 0.95 * self.reach
        return reach <= (0.98 if indented else 0.93) * self.reach


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space and markup at its ends; empty at its start where nothing is left."""
    start, end = span
    opening = re.compile(r"(?:[\s*#▶]|</?[A-Za-z][^<>]*>)*")
    if match := opening.match(text, start, end):
        start = match.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*#▶"):
        end -= 1
    return Span(start, max(start, end))


def _joined(first: Span, second: Span) -> Span:
    return second if first.start == first.end else Span(first.start, second.end)


def _without_code(text: str, mark: Mark) -> Mark:
    # The closing ** of a code was trimmed with the line, so the look goes past it.
    end = mark.span.end
    while text[end : end + 1] == "*":
        end += 1
    match = _TRAILING_CODE.search(text[mark.span.start : end])
    if not match or not match.start():
        return mark
    code = match["pair"] or match["ahead"]
    number = _RUNNING_NUMBER.search(code)
    span = _trimmed(text, Span(mark.span.start, mark.span.start + match.start()))
    if match["pair"] and number:
        return Mark(Level.ITEM, number[0], span, code)
    return replace(mark, span=span, code=code)
