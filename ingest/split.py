"""Document + marks -> clauses with their ids, headings, text and sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.clause import Clause, ClauseKind, Level, Step, path_of
from corpus.document import Document, HeadingLine, Span
from corpus.errors import IngestError
from corpus.text import plain
from ingest.structure import Mark

# How deep a level stands: a mark closes all that stand as deep as itself or deeper.
_DEPTH = {
    Level.PREAMBLE: 0,
    Level.PART: 0,
    Level.END: 0,
    Level.SECTION: 1,
    Level.RECIPIENTS: 1,
    Level.SIGNATURE: 1,
    Level.GROUP: 2,
    Level.POINT: 2,
    Level.KFA: 2,
    Level.BLOCK: 2,
    Level.VIEWPOINT: 3,
    Level.TASK: 3,
    Level.KF: 3,
    Level.STAGE: 3,
    Level.INITIATIVE: 3,
    Level.ITEM: 4,
    Level.DASH: 4,
    Level.PLUS: 5,
}
_LETTER = {Level.DASH: "b", Level.PLUS: "c", Level.BLOCK: ""}
_ITEMS = (Level.DASH, Level.PLUS, Level.ITEM)
# A level that heads clauses under it stops being a clause itself.
_MAY_HEAD = (
    Level.PART, Level.SECTION, Level.GROUP, Level.POINT, Level.KFA, Level.BLOCK,
    Level.VIEWPOINT, Level.TASK, Level.KF, Level.STAGE, Level.INITIATIVE,
)  # fmt: skip

SplitSentences = Callable[[str, Span], tuple[Span, ...]]


@dataclass(slots=True)
class _Node:
    steps: tuple[Step, ...]
    kind: ClauseKind
    parent: "_Node | None"
    spans: list[Span] = field(default_factory=list)
    code: str | None = None
    text: str = ""
    headings: tuple[str, ...] = ()
    has_children: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    heading_line: str | None = None
    """The unmarked heading that is in force under this node."""

    @property
    def level(self) -> Level:
        return self.steps[-1].level

    def next(self, letter: str) -> str:
        """The next number of a kind under this node: "b1", "b2"…"""
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"


def split_clauses(document: Document, marks: Sequence[Mark], split_sentences: SplitSentences) -> list[Clause]:
    """The clauses and headings of a document in its order.

    ``split_sentences(text, span)`` gives the sentences of a span; headings and titles are one sentence each.
    IngestError where two places would get the same id.
    """
    after_title = next((mark.level for mark in marks if mark.level is not Level.TITLE), None)
    outline = _Outline(document, has_preamble=after_title is Level.PARAGRAPH)
    for mark in marks:
        outline.add(mark)
    clauses = [_clause(document, node, split_sentences) for node in outline.nodes]
    seen: set[str] = set()
    for clause in clauses:
        if clause.id in seen:
            raise IngestError(
                f"Two places of {document.source.id} have the id {clause.id!r}. "
                "Number them apart in the file, or declare the unmarked heading between them in the catalogue.",
                code="id_twice",
                document=document.source.id,
                clause=clause.id,
            )
        seen.add(clause.id)
    return clauses


class _Outline:
    """The tree while it grows: a stack of what is open, and every node in the order of printing."""

    def __init__(self, document: Document, *, has_preamble: bool) -> None:
        self._text = document.text
        self._has_preamble = has_preamble
        self._declared = {line.line: line for line in document.source.heading_lines}
        self._open: list[_Node] = []
        self._items_name: str | None = None
        self.nodes: list[_Node] = []

    def add(self, mark: Mark) -> None:
        words = plain(mark.span.of(self._text))
        match mark.level:
            case Level.TITLE:
                self._add_title(mark)
            case Level.PARAGRAPH if words in self._declared:
                self._add_heading_line(mark, self._declared[words])
            case Level.PARAGRAPH | Level.END:
                self._add_paragraph(mark)
            case _:
                self._add_marked(mark)

    def _add_title(self, mark: Mark) -> None:
        """The title is ``0/title`` above a preamble, and ``0/p1`` where nothing else stands before section one."""
        preamble = self._open_section(Level.PREAMBLE, "0")
        step = Step(Level.TITLE, "title") if self._has_preamble else Step(Level.PARAGRAPH, preamble.next("p"))
        self._append(_Node((*preamble.steps, step), ClauseKind.TITLE, preamble), mark)

    def _add_heading_line(self, mark: Mark, line: HeadingLine) -> None:
        self._close(_DEPTH[Level(line.under)] + 1)
        container = self._open[-1]
        self._items_name = line.items
        if line.step:
            container.heading_line = None
            node = _Node((*container.steps, Step(Level.GROUP, line.step)), ClauseKind.HEADING, container)
            self._append(node, mark)
            self._open.append(node)
            return
        container.heading_line = None
        if not self._repeats(mark, container, ClauseKind.HEADING):
            step = Step(Level.PARAGRAPH, container.next("p"))
            self._append(_Node((*container.steps, step), ClauseKind.HEADING, container), mark)
        container.heading_line = line.line

    def _add_paragraph(self, mark: Mark) -> None:
        if mark.level is Level.END:
            self._open_section(Level.END, "end")
        elif not self._open:
            self._open_section(Level.PREAMBLE, "0")
        top = self._open[-1]
        if top.level in _ITEMS:
            step = Step(Level.PARAGRAPH_AFTER, top.next("p"), dotted=True)
            parent = top.parent
        else:
            step = Step(Level.PARAGRAPH, top.next("p"))
            parent = top
        self._append(_Node((*top.steps, step), ClauseKind.CLAUSE, parent), mark)

    def _add_marked(self, mark: Mark) -> None:
        if mark.level in (Level.RECIPIENTS, Level.SIGNATURE):
            if not self._open or self._open[0].level is not Level.END:
                self._open_section(Level.END, "end")
        elif self._items_name and mark.level is Level.POINT and self._is_next_item(mark):
            mark = Mark(Level.INITIATIVE, self._items_name + mark.number, mark.span, mark.code)
        elif _DEPTH[mark.level] <= _DEPTH[Level.POINT]:
            self._items_name = None
        self._close(_DEPTH[mark.level])
        parent = self._open[-1] if self._open else None
        if parent and self._repeats(mark, parent, None):
            return
        step = self._step(mark, parent)
        kind = _KIND.get(mark.level, ClauseKind.CLAUSE)
        if parent and parent.kind is ClauseKind.RECIPIENTS:
            kind = ClauseKind.RECIPIENTS
        node = _Node((*(parent.steps if parent else ()), step), kind, parent)
        self._append(node, mark)
        self._open.append(node)

    def _is_next_item(self, mark: Mark) -> bool:
        container = next(node for node in reversed(self._open) if _DEPTH[node.level] < _DEPTH[Level.INITIATIVE])
        expected = container.counts.get("item", 0) + 1
        if int(mark.number) != expected:
            return False
        container.counts["item"] = expected
        return True

    def _step(self, mark: Mark, parent: _Node | None) -> Step:
        number = mark.number
        if mark.level in (Level.RECIPIENTS, Level.SIGNATURE):
            number = mark.level.value
        elif not number:
            number = parent.next(_LETTER[mark.level]) if parent else _LETTER[mark.level] + "1"
        siblings = {n.steps[-1].number for n in self.nodes if n.parent is parent}
        again = 2
        unique = number
        while unique in siblings:
            unique = f"{number}~{again}"
            again += 1
        return Step(mark.level, unique, dotted=self._is_dotted(mark.level, parent))

    @staticmethod
    def _is_dotted(level: Level, parent: _Node | None) -> bool:
        """ "III.2" and "3.5", but "P1/III/1": inside a part every step has a slash of its own."""
        if parent is None or parent.steps[0].level is Level.PART:
            return False
        return (level is Level.POINT and parent.level is Level.SECTION) or level is Level.TASK

    def _repeats(self, mark: Mark, parent: _Node, kind: ClauseKind | None) -> bool:
        """A heading that is printed again continues its node: whether this mark is one."""
        words = plain(mark.span.of(self._text))
        for node in self.nodes:
            same_place = (
                node.kind is kind
                if kind
                else mark.level is node.level and mark.number == node.steps[-1].number and mark.number != ""
            )
            if node.parent is parent and same_place and node.text == words:
                node.spans.append(mark.span)
                if kind is None:
                    self._open.append(node)
                return True
        return False

    def _open_section(self, level: Level, number: str) -> _Node:
        """A section that nothing prints: what stands before the first one, and what closes the document."""
        self._open = [_Node((Step(level, number),), ClauseKind.HEADING, None)]
        return self._open[0]

    def _close(self, depth: int) -> None:
        while self._open and (_DEPTH[self._open[-1].level] >= depth or (self._open[-1].level is Level.PREAMBLE)):
            self._open.pop()

    def _append(self, node: _Node, mark: Mark) -> None:
        node.spans.append(mark.span)
        node.code = mark.code
        node.text = plain(mark.span.of(self._text))
        if node.parent:
            above = node.parent
            own = (above.text,) if above.text else ()
            group = (above.heading_line,) if above.heading_line else ()
            node.headings = (*above.headings, *own, *group)
            above.has_children = True
        self.nodes.append(node)


_KIND = {
    Level.PART: ClauseKind.HEADING,
    Level.SECTION: ClauseKind.HEADING,
    Level.KFA: ClauseKind.HEADING,
    Level.RECIPIENTS: ClauseKind.RECIPIENTS,
    Level.SIGNATURE: ClauseKind.SIGNATURE,
}


def _clause(document: Document, node: _Node, split_sentences: SplitSentences) -> Clause:
    source, text = document.source, document.text
    kind = node.kind
    if kind is ClauseKind.CLAUSE and node.has_children and node.level in _MAY_HEAD:
        kind = ClauseKind.HEADING
    span = node.spans[0]
    sentences = split_sentences(text, span) if kind is ClauseKind.CLAUSE else (span,)
    parent = node.parent
    return Clause(
        id=f"{source.id}/{path_of(node.steps)}",
        document_id=source.id,
        kind=kind,
        steps=node.steps,
        parent=f"{source.id}/{path_of(parent.steps)}" if parent and parent.spans else None,
        headings=node.headings,
        span=span,
        text=node.text,
        sentences=sentences,
        repeats=tuple(node.spans[1:]),
        code=node.code,
    )
