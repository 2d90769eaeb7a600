"""Where a quote stands, as a position and in the words of a Party citation."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.clause import Clause, ClauseKind, Level, Step
from corpus.document import Bilingual, Source, SourceKind, Span


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a passage stands: ``sentence`` counts from 0 in its clause, None for the whole clause."""

    source: Source
    clause_id: str
    label: Bilingual
    sentence: int | None
    span: Span


def cite(source: Source, clause: Clause, *, sentence: int | None = None, span: Span | None = None) -> Citation:
    """The citation of a clause, of one of its sentences, or of any other slice of it."""
    if span is None:
        span = clause.span if sentence is None else clause.sentences[sentence]
    return Citation(source, clause.id, citation_label(source, clause), sentence, span)


def citation_label(source: Source, clause: Clause) -> Bilingual:
    """The document and the place in words: "Nghị quyết số 57-NQ/TW, mục III.2, gạch đầu dòng thứ 3"."""
    place = place_label(clause)
    name = document_label(source)
    return Bilingual(f"{name.vi}, {place.vi}", f"{name.en}, {place.en}")


def document_label(source: Source) -> Bilingual:
    """The document as citations name it: by its number where it is a resolution, else by its short title."""
    if source.kind is SourceKind.RESOLUTION and source.number:
        return Bilingual(f"Nghị quyết số {source.number}", f"Resolution No. {source.number}")
    return source.short_title


def place_label(clause: Clause) -> Bilingual:
    """The place inside the document, outermost step first, in both languages."""
    if clause.kind is ClauseKind.TITLE:
        return _TITLE
    parts = [_words_for(group, clause) for group in _grouped(clause.steps)]
    return Bilingual(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))


def _grouped(steps: tuple[Step, ...]) -> list[tuple[Step, ...]]:
    """Section and point are said together ("mục III.2"); everything else one by one."""
    groups: list[tuple[Step, ...]] = []
    for step in steps:
        if groups and step.level is Level.POINT and groups[-1][-1].level is Level.SECTION:
            groups[-1] = (*groups[-1], step)
        elif not (step.level in (Level.PREAMBLE, Level.END) and len(steps) > 1 and steps[1].level in _SPEAK_ALONE):
            groups.append((step,))
    return groups


_TITLE = Bilingual("tiêu đề", "title")
_SPEAK_ALONE = (Level.RECIPIENTS, Level.SIGNATURE)


def _words_for(group: tuple[Step, ...], clause: Clause) -> Bilingual:
    step = group[-1]
    if len(group) == 2:
        number = f"{group[0].number}.{_again(step.number, 'vi')}"
        english = f"{group[0].number}.{_again(step.number, 'en')}"
        return Bilingual(f"mục {number}", f"section {english}")
    if step.level is Level.ITEM and clause.code and step is clause.steps[-1]:
        return Bilingual(f"ý {clause.code}", f"item {clause.code}")
    return _SAY[step.level](step)


def _again(number: str, language: str) -> str:
    """A number that is printed a second time: "2~2" is "2 (lần thứ 2)"."""
    base, _, count = number.partition("~")
    if not count:
        return base
    return f"{base} (lần thứ {count})" if language == "vi" else f"{base} ({_ordinal(int(count))} occurrence)"


_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ROMAN = "- I II III IV V VI VII VIII IX X".split()
_VI_ORDINALS = "không nhất hai ba tư năm sáu bảy tám chín mười".split()


def _ordinal(n: int) -> str:
    if n < len(_ORDINALS):
        return _ORDINALS[n]
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def _vi_ordinal(n: int) -> str:
    return _VI_ORDINALS[n] if n < len(_VI_ORDINALS) else str(n)


def _numbered(vi: str, en: str) -> Callable[[Step], Bilingual]:
    return lambda step: Bilingual(f"{vi} {_again(step.number, 'vi')}", f"{en} {_again(step.number, 'en')}")


def _counted(vi: str, en: str) -> Callable[[Step], Bilingual]:
    return lambda step: Bilingual(f"{vi} thứ {step.ordinal}", f"{_ordinal(step.ordinal)} {en}")


def _fixed(vi: str, en: str) -> Callable[[Step], Bilingual]:
    return lambda step: Bilingual(vi, en)


def _spaced(step: Step) -> Bilingual:
    """ "KFA3" is printed and said "KFA 3"."""
    letters = step.number.rstrip("0123456789")
    text = f"{letters} {step.number[len(letters) :]}"
    return Bilingual(text, text)


def _group(step: Step) -> Bilingual:
    letter, _, year = step.number.partition(".")
    if year:
        return Bilingual(f"mục {letter}, mục tiêu đến năm {year}", f"part {letter}, targets for {year}")
    return Bilingual(f"mục {letter}", f"part {letter}")


def _after(step: Step) -> Bilingual:
    return Bilingual(f"đoạn thứ {step.ordinal} sau đó", f"{_ordinal(step.ordinal)} paragraph after it")


_SAY: dict[Level, Callable[[Step], Bilingual]] = {
    Level.PREAMBLE: _fixed("phần mở đầu", "preamble"),
    Level.PART: lambda step: Bilingual(f"phần {_ROMAN[step.ordinal]}", f"part {_ROMAN[step.ordinal]}"),
    Level.SECTION: _numbered("mục", "section"),
    Level.GROUP: _group,
    Level.POINT: _numbered("mục", "section"),
    Level.VIEWPOINT: lambda step: Bilingual(f"ý ({step.number})", f"item ({step.number})"),
    Level.TASK: lambda step: Bilingual(f"nhiệm vụ thứ {_vi_ordinal(step.ordinal)}", f"{_ordinal(step.ordinal)} task"),
    Level.KFA: _spaced,
    Level.KF: _spaced,
    Level.BLOCK: _counted("khối", "block"),
    Level.STAGE: lambda step: Bilingual(f"bước {step.ordinal}", f"step {step.ordinal}"),
    Level.INITIATIVE: _spaced,
    Level.ITEM: lambda step: Bilingual(f"ý {step.number}", f"item {step.number}"),
    Level.DASH: _counted("gạch đầu dòng", "dash"),
    Level.PLUS: _counted("dấu cộng", "plus sign"),
    Level.PARAGRAPH: _counted("đoạn", "paragraph"),
    Level.PARAGRAPH_AFTER: _after,
    Level.END: _fixed("phần kết", "closing part"),
    Level.RECIPIENTS: _fixed("nơi nhận", "recipients"),
    Level.SIGNATURE: _fixed("chữ ký", "signature"),
}
